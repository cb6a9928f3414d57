"""The pages of reports behind their links: the page itself, its documents and its chart."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from assistant.reports import Opened, Reports
from integrations.web import wording
from integrations.web.visitors import speaking
from tools.documents.charts import PNG
from tools.documents.page import gone
from tools.kit.errors import NotFound
from tools.reports import DOCX, PDF

if TYPE_CHECKING:
    from assistant.bootstrap import Application

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}
MACHINES = re.compile(r"bot\b|spider|crawl|preview|slurp|externalhit|scanner|monitor|archiver", re.IGNORECASE)
"""Names of programs that open links by themselves."""
AHEAD = ("purpose", "sec-purpose", "x-moz", "x-purpose")
"""Headers in which a browser says that it only loads ahead."""


def router(application: Application) -> APIRouter:
    """Make the routes of reports.

    Args:
        application: Everything below the channels.
    """
    routes, reports = APIRouter(prefix="/r"), Reports(application.database)

    async def opened(token: str) -> Opened | None:
        try:
            return await reports.open(token, application.clock())
        except NotFound:
            return None

    async def read(token: str, request: Request) -> Opened | None:
        """Open a report to be read, which is kept where it is by whom it is for."""
        report = await opened(token)
        if report is not None and _by_a_reader(request):
            await reports.note_opened(report, application.clock())
        return report

    @routes.get("/{token}")
    async def page(token: str, request: Request) -> Response:
        report = await read(token, request)
        if report is None:
            return _gone()
        return HTMLResponse(reports.page(report, f"/r/{token}"), headers=HEADERS)

    @routes.get("/{token}/radar.png")
    async def radar(token: str) -> Response:
        report = await opened(token)
        if report is None:
            return _gone()
        return Response(await asyncio.to_thread(reports.document, report, "radar"), media_type=PNG, headers=HEADERS)

    @routes.get("/{token}/report.docx")
    async def docx(token: str, request: Request) -> Response:
        report = await read(token, request)
        if report is None:
            return _gone()
        content = await asyncio.to_thread(reports.document, report, "docx")
        return Response(content, media_type=DOCX, headers={**HEADERS, **_named(report, "docx", "attachment")})

    @routes.get("/{token}/report.pdf")
    async def pdf(token: str, request: Request) -> Response:
        report = await read(token, request)
        if report is None:
            return _gone()
        content = await asyncio.to_thread(reports.document, report, "pdf")
        return Response(content, media_type=PDF, headers={**HEADERS, **_named(report, "pdf", "inline")})

    return routes


def _by_a_reader(request: Request) -> bool:
    """Tell whether a request may come from a person of the enterprise: no operator, no program, no loading ahead."""
    visitor = speaking.get()
    if visitor is not None and visitor.badge is not None:
        return False
    if any("prefetch" in request.headers.get(name, "") or "preview" in request.headers.get(name, "") for name in AHEAD):
        return False
    name = request.headers.get("user-agent", "")
    return bool(name) and MACHINES.search(name) is None


def _gone() -> HTMLResponse:
    return HTMLResponse(gone(), 404, HEADERS)


def _named(report: Opened, kind: str, how: str) -> dict[str, str]:
    content = report.content
    name = wording.REPORT_FILE.format(name=content.enterprise, day=f"{content.day:%Y%m%d}", kind=kind)
    return {"Content-Disposition": f"{how}; filename=\"report.{kind}\"; filename*=UTF-8''{quote(name, safe='')}"}
