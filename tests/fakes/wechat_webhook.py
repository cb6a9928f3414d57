"""The account's own side of a talk, as small as it can be: a webhook that answers by how a message begins."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from integrations.wechat.protocol import Gate, Incoming, Refused

if TYPE_CHECKING:
    from starlette.requests import Request


class Webhook:
    """A webhook of an account in safe mode that answers some words at once and others later, through the API.

    Args:
        app_id: The account.
        token: What posts are signed with.
        key: What they are encrypted with.

    Attributes:
        api: The API's root, for what begins with 慢.
        received: What it was posted.
    """

    def __init__(self, app_id: str, token: str, key: str) -> None:
        self.gate, self._app_id = Gate(app_id, token, [key]), app_id
        self.api, self.received = "", list[Incoming]()
        self.app = Starlette(routes=[Route("/wechat", self._answer, methods=["GET", "POST"])])

    async def _answer(self, request: Request) -> Response:
        now = datetime.now(UTC)
        try:
            if request.method == "GET":
                return PlainTextResponse(self.gate.echo(request.query_params, now))
            incoming = self.gate.open(request.query_params, await request.body(), now)
        except Refused as refused:
            return PlainTextResponse("", refused.status)
        self.received.append(incoming)
        if incoming.text.startswith("慢"):
            return PlainTextResponse("success", background=BackgroundTask(self._push, incoming.user))
        if incoming.text.startswith("无"):
            return PlainTextResponse("success")
        if incoming.text.startswith("坏"):
            return PlainTextResponse('{"errcode": 0}')
        words = f"收到{incoming.kind} {incoming.text or incoming.event_key or ''} {incoming.choice or ''}"
        body, media = self.gate.seal(incoming, words, request.query_params, now)
        return Response(body, media_type=media)

    async def _push(self, user: str) -> None:
        async with httpx.AsyncClient(base_url=self.api) as client:
            asked = {"grant_type": "client_credential", "appid": self._app_id, "secret": "any"}
            token = (await client.post("/cgi-bin/stable_token", json=asked)).json()["access_token"]
            entries = [{"id": "7", "content": "满意"}, {"id": "8", "content": "不满意"}]
            for body in (
                {"msgtype": "text", "text": {"content": '后到的答案 <a href="https://x.cn/1">全文</a>'}},
                {"msgtype": "msgmenu", "msgmenu": {"head_content": "满意吗", "list": entries}},
            ):
                await client.post(
                    "/cgi-bin/message/custom/send", params={"access_token": token}, json={"touser": user, **body}
                )
