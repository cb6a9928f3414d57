"""Files made on demand for the person who asks: the archive of their enterprise, its chart, the scenario catalog."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from assistant.archives import Archives, as_json, as_workbook
from assistant.catalogue import exported
from assistant.outcomes import Asked, Outcomes
from assistant.previews import Previews
from assistant.regions import table
from assistant.reports import Reports
from integrations.web import wording
from integrations.web.visitors import Visitor, speaking
from tools.archive.exporting import MEDIA_TYPES, XLSX
from tools.documents.charts import PNG
from tools.kit.errors import NotFound, NotPermitted, Unavailable
from tools.scenarios.exchanging import MEDIA_TYPES as TABLE_TYPES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from assistant.bootstrap import Application

NOT_KEPT = {"Cache-Control": "no-store"}
SHANGHAI = ZoneInfo("Asia/Shanghai")


class _Door:
    """Tells who asks for a file, and hands operators theirs."""

    def __init__(self, application: Application) -> None:
        self._records = application.records

    async def asking(self) -> tuple[str | None, bool]:
        """Return the contact who asks, and whether it is an operator."""
        visitor = speaking.get() or Visitor(None, "")
        contact = await self._records.find_contact("web", visitor.id) if visitor.id else None
        # The guard lets a badge through only while it holds; what a contact was before counts for nothing.
        return contact, visitor.badge is not None

    async def to_staff(self, plain: str, made: Callable[[], Awaitable[tuple[bytes, str]]]) -> Response:
        """Hand a table to whoever is signed in as an operator."""
        _, operator = await self.asking()
        if not operator:
            return JSONResponse({"detail": wording.FILE_FOR_OPERATORS}, 403, NOT_KEPT)
        try:
            content, name = await made()
        except NotFound:
            return JSONResponse({"detail": wording.FILE_UNKNOWN}, 404, NOT_KEPT)
        return Response(content, media_type=TABLE_TYPES["csv"], headers=_saved(name, plain))


def router(application: Application) -> APIRouter:
    """Make the routes of files.

    Args:
        application: Everything below the channels.
    """
    routes, archives = APIRouter(prefix="/files"), Archives(application.database)
    reports = Reports(application.database)
    door = _Door(application)

    @routes.get("/archive.{kind}")
    async def archive(kind: str, enterprise: str | None = None) -> Response:
        if kind not in MEDIA_TYPES:
            return JSONResponse({"detail": wording.FILE_EMPTY}, 404, NOT_KEPT)
        contact, operator = await door.asking()
        try:
            bundle = await archives.bundle(contact, enterprise or None, application.clock(), operator=operator)
        except NotPermitted:
            return JSONResponse({"detail": wording.FILE_NOT_YOURS}, 403, NOT_KEPT)
        except NotFound:
            return JSONResponse({"detail": wording.FILE_EMPTY}, 404, NOT_KEPT)
        content = await asyncio.to_thread(as_workbook if kind == XLSX else as_json, bundle)
        day = f"{bundle.made_at:%Y%m%d}"
        name = wording.ARCHIVE_FILE.format(name=bundle.name or wording.UNNAMED_FILE, day=day, kind=kind)
        return Response(content, media_type=MEDIA_TYPES[kind], headers=_saved(name, f"archive.{kind}"))

    @routes.get("/scenarios.{kind}")
    async def scenarios(kind: str) -> Response:
        _, operator = await door.asking()
        if not operator:
            return JSONResponse({"detail": wording.FILE_FOR_OPERATORS}, 403, NOT_KEPT)
        if kind not in {"csv", "xlsx"}:
            return JSONResponse({"detail": wording.FILE_UNKNOWN}, 404, NOT_KEPT)
        content = await exported(application.library, application.database, "csv" if kind == "csv" else "xlsx")
        name = wording.SCENARIOS_FILE.format(day=f"{application.clock().astimezone(SHANGHAI):%Y%m%d}", kind=kind)
        return Response(content, media_type=TABLE_TYPES[kind], headers=_saved(name, f"scenarios.{kind}"))

    @routes.get("/enterprises.csv")
    async def enterprises(asked: str = "") -> Response:
        made = partial(table, application.library, application.database, asked, application.clock())
        return await door.to_staff("enterprises.csv", made)

    @routes.get("/radar.png")
    async def radar(assessment: str = "") -> Response:
        contact, operator = await door.asking()
        try:
            scores = await reports.scores(assessment, contact, operator=operator)
            return Response(await asyncio.to_thread(reports.chart, scores), media_type=PNG, headers=NOT_KEPT)
        except (NotFound, Unavailable):
            return JSONResponse({"detail": wording.FILE_UNKNOWN}, 404, NOT_KEPT)

    _of_follow_ups(routes, application, door)
    return routes


def _of_follow_ups(routes: APIRouter, application: Application, door: _Door) -> None:
    """Add what came of follow-ups, and what is ahead: every one as a table, the rules as a chart; for operators."""
    outcomes = Outcomes(application.database)
    account = application.settings.wechat.configured and application.settings.wechat.app_secret is not None
    previews = Previews(application.database, application.library.current, account=account)

    @routes.get("/follow-ups.csv")
    async def outcome(period: str = "", rule: str = "", enterprise: str = "") -> Response:
        made = partial(outcomes.table, Asked(period, rule, enterprise), application.clock())
        return await door.to_staff("follow-ups.csv", made)

    @routes.get("/follow-ups-ahead.csv")
    async def ahead(first: str = "", last: str = "", rule: str = "") -> Response:
        made = partial(previews.table, first, last, rule, application.clock())
        return await door.to_staff("follow-ups-ahead.csv", made)

    @routes.get("/follow-ups.png")
    async def chart(period: str = "", rule: str = "", enterprise: str = "") -> Response:
        _, operator = await door.asking()
        if not operator:
            return JSONResponse({"detail": wording.FILE_FOR_OPERATORS}, 403, NOT_KEPT)
        try:
            counted = await outcomes.counted(Asked(period, rule, enterprise), application.clock())
            picture = await asyncio.to_thread(outcomes.chart, *counted)
        except (NotFound, Unavailable):
            return JSONResponse({"detail": wording.FILE_UNKNOWN}, 404, NOT_KEPT)
        return Response(picture, media_type=PNG, headers=NOT_KEPT)


def _saved(name: str, plain: str) -> dict[str, str]:
    """Let a browser save what it gets under a name; ``plain`` is for those that take no other signs."""
    how = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {**NOT_KEPT, "Content-Disposition": how}
