"""The pages around the chat: user agreement, privacy notice, complaints, and the page of a cited passage."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.records import LONGEST_COMPLAINT, LONGEST_REACH
from integrations.web import render, wording
from integrations.web.visitors import Visitor, speaking

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from assistant.sources import Excerpt, Sources
    from integrations.web.rates import Rates

LONGEST_NAME = 300
RECEIPT = 8
"""Characters of a complaint's id that its author is told."""

MINUTE = 60
_RECEIPT = re.compile(rf"[0-9A-F]{{{RECEIPT}}}")


def environment() -> Environment:
    """Return where the pages' templates are found."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def router(application: Application, sources: Sources, rates: Rates) -> APIRouter:
    """Make the pages' routes.

    Args:
        application: Everything below the channels.
        sources: Where citations are looked up.
        rates: Caps how often one may complain.
    """
    settings, routes, templates = application.settings, APIRouter(), environment()
    model = settings.model.name if settings.model.configured else None
    services = [
        model,
        settings.embedding.configured and settings.embedding.model,
        settings.rerank.configured and settings.rerank.model,
    ]
    names = wording.SERVICES.join(name for name in services if name)
    shared = {
        "product": wording.PRODUCT,
        "platform": settings.platform_name or wording.NO_PLATFORM,
        "phone": settings.platform_phone,
        "answering": wording.WITH_MODEL.format(model=model) if model else wording.NO_MODEL,
        "sharing": wording.SENT_OUT.format(services=names) if names else wording.KEPT_HERE,
        "text_limit": LONGEST_COMPLAINT,
        "reach_limit": LONGEST_REACH,
    }

    def page(name: str, status: int = 200, **values: object) -> HTMLResponse:
        return HTMLResponse(templates.get_template(f"{name}.html").render(**shared, **values), status)

    def form(status: int = 200, problem: str = "", text: str = "", reach: str = "") -> HTMLResponse:
        return page("complaint", status, problem=problem, text=text, reach=reach, receipt="")

    def found(document: str, clause: str, quote: str) -> Excerpt | None:
        known = all(0 < len(name) <= LONGEST_NAME for name in (document, clause))
        return sources.excerpt(document, clause, quote[:LONGEST_NAME]) if known else None

    @routes.get("/terms")
    async def terms() -> HTMLResponse:
        return page("terms")

    @routes.get("/privacy")
    async def privacy() -> HTMLResponse:
        return page("privacy")

    @routes.get("/complaint")
    async def complaint(receipt: str = "") -> HTMLResponse:
        if _RECEIPT.fullmatch(receipt):
            return page("complaint", problem="", text="", reach="", receipt=receipt)
        return form()

    @routes.post("/complaint")
    async def complain(text: Annotated[str, Form()] = "", reach: Annotated[str, Form()] = "") -> Response:
        text, reach = text.strip(), reach.strip()
        if problem := _problem(text, reach):
            return form(422, problem, text, reach)
        visitor = speaking.get() or Visitor(None, "")
        if wait := await rates.complaint(visitor):
            return form(429, wording.COMPLAINT_OFTEN.format(minutes=math.ceil(wait / MINUTE)), text, reach)
        records = application.records
        contact = await records.find_contact("web", visitor.id) if visitor.id else None
        number = await records.complain(contact, text, reach, application.clock())
        return RedirectResponse(f"/complaint?receipt={number[:RECEIPT].upper()}", 303)

    @routes.get("/source")
    async def source(document: str = "", clause: str = "", quote: str = "") -> HTMLResponse:
        excerpt = found(document, clause, quote)
        if excerpt is None:
            return page("gone", 404, gone=wording.SOURCE_GONE)
        return page("source", excerpt=excerpt, heading=render.heading_of(excerpt), render=render)

    @routes.get("/source/text")
    async def source_text(document: str = "", clause: str = "", quote: str = "") -> Response:
        excerpt = found(document, clause, quote)
        text = wording.SOURCE_GONE if excerpt is None else render.passage(excerpt)
        return PlainTextResponse(text, media_type="text/markdown")

    return routes


def _problem(text: str, reach: str) -> str:
    if not text:
        return wording.COMPLAINT_EMPTY
    if len(text) > LONGEST_COMPLAINT:
        return wording.COMPLAINT_LONG.format(limit=LONGEST_COMPLAINT)
    return wording.REACH_LONG.format(limit=LONGEST_REACH) if len(reach) > LONGEST_REACH else ""
