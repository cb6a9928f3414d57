"""Files made on demand for the person who asks: the archive of their enterprise."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from assistant.archives import Archives, as_json, as_workbook
from integrations.web import wording
from integrations.web.visitors import Visitor, speaking
from tools.archive.exporting import MEDIA_TYPES, XLSX
from tools.kit.errors import NotFound, NotPermitted

if TYPE_CHECKING:
    from assistant.bootstrap import Application

NOT_KEPT = {"Cache-Control": "no-store"}


def router(application: Application) -> APIRouter:
    """Make the routes of files.

    Args:
        application: Everything below the channels.
    """
    routes, archives = APIRouter(prefix="/files"), Archives(application.database)

    @routes.get("/archive.{kind}")
    async def archive(kind: str, enterprise: str | None = None) -> Response:
        if kind not in MEDIA_TYPES:
            return JSONResponse({"detail": wording.FILE_EMPTY}, 404, NOT_KEPT)
        visitor = speaking.get() or Visitor(None, "")
        contact = await application.records.find_contact("web", visitor.id) if visitor.id else None
        # The guard lets a badge through only while it holds; what a contact was before counts for nothing.
        operator = visitor.badge is not None
        try:
            bundle = await archives.bundle(contact, enterprise or None, application.clock(), operator=operator)
        except NotPermitted:
            return JSONResponse({"detail": wording.FILE_NOT_YOURS}, 403, NOT_KEPT)
        except NotFound:
            return JSONResponse({"detail": wording.FILE_EMPTY}, 404, NOT_KEPT)
        content = await asyncio.to_thread(as_workbook if kind == XLSX else as_json, bundle)
        day = f"{bundle.made_at:%Y%m%d}"
        name = quote(wording.ARCHIVE_FILE.format(name=bundle.name or wording.UNNAMED_FILE, day=day, kind=kind), safe="")
        headers = {
            **NOT_KEPT,
            "Content-Disposition": f"attachment; filename=\"archive.{kind}\"; filename*=UTF-8''{name}",
        }
        return Response(content, media_type=MEDIA_TYPES[kind], headers=headers)

    return routes
