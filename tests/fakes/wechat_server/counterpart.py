"""Our side as wechatpy would have it: a webhook and two clients, to try the fake with what others wrote."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from wechatpy import WeChatClient, create_reply, parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import check_signature

from tests.fakes.wechat_server.server import openid
from tests.fakes.wechat_server.serving import Served

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from tests.fakes.wechat_server.server import WeChatServer


class Desk:
    """A webhook written with wechatpy; ``answer`` is given each message and returns the words of a reply."""

    def __init__(self) -> None:
        self.served = Served(Starlette(routes=[Route("/wechat", self._take, methods=["GET", "POST"])]))
        self.answer: Callable[[Any], Awaitable[str | Response]]
        self.taken: list[Any] = []
        self.wechat: WeChatServer
        self.reset()

    def reset(self) -> None:
        """Echo again, and forget what came."""
        self.taken = []
        self.answer = self.echo

    @staticmethod
    async def echo(message: Any) -> str | Response:
        return f"回 {getattr(message, 'content', '')}"

    async def never(self, message: Any) -> str:
        await asyncio.Event().wait()
        return ""

    def always(self, answer: str | Response) -> None:
        async def say(message: Any) -> str | Response:
            return answer

        self.answer = say

    @property
    def url(self) -> str:
        return f"{self.served.url}/wechat"

    def crypto(self) -> Any:
        account = self.wechat.account
        return WeChatCrypto(account.token, account.aes_key, account.app_id)

    async def _take(self, request: Request) -> Response:
        query = request.query_params
        check_signature(self.wechat.account.token, query["signature"], query["timestamp"], query["nonce"])
        if request.method == "GET":
            return Response(query["echostr"])
        body, encrypted = await request.body(), query.get("encrypt_type") == "aes"
        if encrypted:
            body = self.crypto().decrypt_message(body, query["msg_signature"], query["timestamp"], query["nonce"])
        message = parse_message(body)
        self.taken.append(message)
        answer = await self.answer(message)
        if isinstance(answer, Response):
            return answer
        xml = create_reply(answer, message).render()
        return Response(self.crypto().encrypt_message(xml, query["nonce"], query["timestamp"]) if encrypted else xml)


class Client(WeChatClient):  # type: ignore[misc]
    """wechatpy's client, led to the fake."""

    def __init__(self, wechat: WeChatServer, **options: Any) -> None:
        super().__init__(wechat.account.app_id, wechat.account.secret, **options)
        self.root = wechat.base_url
        self.API_BASE_URL = f"{self.root}/cgi-bin/"
        self._http.trust_env = False

    def fetch_access_token(self) -> Any:
        given = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
        return self._fetch_access_token(f"{self.root}/cgi-bin/token", given)


class Raw:
    """Calls as they are, for what wechatpy has no words for."""

    def __init__(self, wechat: WeChatServer) -> None:
        self.wechat = wechat
        self.http = httpx.Client(base_url=wechat.base_url, trust_env=False, timeout=5)

    def token(self, **more: Any) -> dict[str, Any]:
        account = self.wechat.account
        given = {"grant_type": "client_credential", "appid": account.app_id, "secret": account.secret}
        return self.post("stable_token", **given | more)

    def post(self, name: str, token: str | None = None, **body: Any) -> dict[str, Any]:
        query = {} if token is None else {"access_token": token}
        response = self.http.post(f"/cgi-bin/{name}", params=query, json=body)
        assert response.status_code == 200
        found: dict[str, Any] = response.json()
        return found

    def send(self, token: str, user: str = openid(1), content: str = "好") -> int:
        body = {"touser": user, "msgtype": "text", "text": {"content": content}}
        return int(self.post("message/custom/send", token, **body)["errcode"])
