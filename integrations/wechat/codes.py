"""Invitations as pictures: QR codes of the account that carry a ticket, for whoever holds it."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Protocol

import segno
from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from assistant.invitations import Invitations
from assistant.sharing import NotRenewed
from integrations.wechat import wording
from integrations.wechat.errors import WeChatError

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.bootstrap import Application
    from assistant.sharing import SharedValues

PIXELS, MARGIN = 8, 2
"""Of one module of the code, and the quiet modules around it."""
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


class Code(Protocol):
    """A code to scan."""

    @property
    def url(self) -> str:
        """What it says."""

    @property
    def expires_at(self) -> datetime:
        """Until when it works."""


class Account(Protocol):
    """What these pictures ask of WeChat; the call raises ``WeChatError``."""

    async def qr_code(self, scene: str, seconds: int) -> Code:
        """Make a code that carries a scene."""


def router(application: Application, *, client: Account, values: SharedValues) -> APIRouter:
    """Make the route of ``/qr``.

    Args:
        application: Everything below the channels.
        client: Calls WeChat.
        values: What all processes share; a code is asked for once.
    """
    routes, invitations = APIRouter(), Invitations(application.database, application.clock)

    async def said(scene: str, until: datetime) -> str:
        """Return what the code of an invitation says."""
        name = f"wechat:qr:{hashlib.sha256(scene.encode()).hexdigest()}"
        if (known := await values.get(name)) is not None:
            return known
        left = int((until - application.clock()).total_seconds())
        code = await client.qr_code(scene, max(60, left))
        await values.put(name, code.url, min(until, code.expires_at))
        return code.url

    @routes.get("/qr/{scene}.png")
    async def picture(scene: str) -> Response:
        until = await invitations.until(scene)
        if until is None:
            return PlainTextResponse(wording.INVITATION_GONE, 404, HEADERS)
        try:
            url = await said(scene, until)
        except (WeChatError, NotRenewed):
            return PlainTextResponse(wording.NO_PICTURE, 503, HEADERS)
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="png", scale=PIXELS, border=MARGIN)
        return Response(out.getvalue(), media_type="image/png", headers=HEADERS)

    return routes
