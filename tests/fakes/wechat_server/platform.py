"""WeChat's API: how a call goes wrong as scripted, is checked and answered; tokens, users and the small endpoints."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Route

from tests.fakes.wechat_server import materials, menus, oauth, sending
from tests.fakes.wechat_server.calls import Call, read
from tests.fakes.wechat_server.codes import Refusal
from tests.fakes.wechat_server.mishaps import Close, Garbage, Http, Step
from tests.fakes.wechat_server.world import Recorded

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from starlette.requests import Request

    from tests.fakes.wechat_server.actions import Action
    from tests.fakes.wechat_server.tokens import Token
    from tests.fakes.wechat_server.world import World

    Work = Callable[[World, Call], dict[str, Any] | Response]

JSON = "application/json; encoding=utf-8"
"""What WeChat calls its JSON."""


@dataclass(frozen=True)
class Endpoint:
    """What is done at a path; ``token`` says whether it takes one of the API's."""

    method: str
    work: Work
    token: bool = True


def _token(token: Token, now: datetime) -> dict[str, Any]:
    return {"access_token": token.value, "expires_in": token.seconds(now)}


def _admit(world: World, call: Call, given: dict[str, Any]) -> None:
    if given.get("grant_type") != "client_credential":
        raise Refusal(40002)
    for name, mine, missing, wrong in (
        ("appid", world.account.app_id, 41002, 40013),
        ("secret", world.account.secret, 41004, 40125),
    ):
        if not given.get(name):
            raise Refusal(missing)
        if given[name] != mine:
            raise Refusal(wrong)
    if world.account.whitelist is not None and call.host not in world.account.whitelist:
        raise Refusal(40164, f"{call.host} ipv6 ::ffff:{call.host}, not in whitelist")


def plain_token(world: World, call: Call) -> dict[str, Any]:
    """GET /cgi-bin/token."""
    _admit(world, call, dict(call.query))
    now = world.clock()
    return _token(world.tokens.plain(now), now)


def stable_token(world: World, call: Call) -> dict[str, Any]:
    """POST /cgi-bin/stable_token."""
    _admit(world, call, call.data)
    now = world.clock()
    return _token(world.tokens.stable(now, force=call.data.get("force_refresh") is True), now)


def user_info(world: World, call: Call) -> dict[str, Any]:
    """GET /cgi-bin/user/info."""
    person = world.people.known(call.query.get("openid"))
    if not person.following:
        return {"subscribe": 0, "openid": person.openid}
    since = int(person.followed_at.timestamp()) if person.followed_at else 0
    source = "ADD_SCENE_QR_CODE" if person.scene else "ADD_SCENE_SEARCH"
    known = {"unionid": person.unionid} if person.unionid else {}
    more = {"remark": "", "groupid": 0, "tagid_list": [], "subscribe_scene": source, "qr_scene": 0}
    named = {"subscribe": 1, "openid": person.openid, "language": "zh_CN", "subscribe_time": since}
    return named | more | known | {"qr_scene_str": person.scene}


def followers(world: World, call: Call) -> dict[str, Any]:
    """GET /cgi-bin/user/get."""
    ids = world.people.followers()
    after = call.query.get("next_openid")
    rest = ids[ids.index(after) + 1 :] if after in ids else ids
    page = rest[:10_000]
    return {"total": len(ids), "count": len(page), "data": {"openid": page}, "next_openid": page[-1] if page else ""}


def addresses(world: World, call: Call) -> dict[str, Any]:
    """GET /cgi-bin/get_api_domain_ip and getcallbackip."""
    return {"ip_list": ["127.0.0.1"]}


def callback_check(world: World, call: Call) -> dict[str, Any]:
    """POST /cgi-bin/callback/check."""
    action, operator = call.data.get("action"), call.data.get("check_operator")
    if world.webhook is None:
        raise Refusal(40201)
    if action not in {"dns", "ping", "all"}:
        raise Refusal(40202)
    if operator not in {"CHINANET", "UNICOM", "CAP", "DEFAULT"}:
        raise Refusal(40203)
    dns = [{"ip": "127.0.0.1", "real_operator": "UNICOM"}]
    ping = [{"ip": "127.0.0.1", "from_operator": operator, "package_loss": "0%", "time": "0.040ms"}]
    return {"dns": [] if action == "ping" else dns, "ping": [] if action == "dns" else ping}


def clear_quota(world: World, call: Call) -> dict[str, Any]:
    """POST /cgi-bin/clear_quota; the eleventh time is one too many."""
    if call.data.get("appid") != world.account.app_id:
        raise Refusal(40013)
    if world.calls[call.path] > 10:
        raise Refusal(48006)
    world.used.clear()
    return {"errcode": 0, "errmsg": "ok"}


def quota(world: World, call: Call) -> dict[str, Any]:
    """POST /cgi-bin/openapi/quota/get."""
    path = str(call.data.get("cgi_path", ""))
    limit = world.limits.get(path, 500_000)
    used = world.used[path]
    return {
        "errcode": 0,
        "errmsg": "ok",
        "quota": {"daily_limit": limit, "used": used, "remain": max(0, limit - used)},
        "rate_limit": {"call_count": 10_000, "refresh_second": 60},
    }


def unknown(world: World, call: Call) -> dict[str, Any]:
    """Any other path."""
    raise Refusal(40066)


ENDPOINTS: dict[str, Endpoint] = {
    "/cgi-bin/token": Endpoint("GET", plain_token, token=False),
    "/cgi-bin/stable_token": Endpoint("POST", stable_token, token=False),
    "/cgi-bin/ticket/getticket": Endpoint("GET", materials.ticket),
    "/cgi-bin/message/custom/send": Endpoint("POST", sending.custom),
    "/cgi-bin/message/custom/typing": Endpoint("POST", sending.typing),
    "/cgi-bin/message/subscribe/bizsend": Endpoint("POST", sending.notice),
    "/cgi-bin/message/template/send": Endpoint("POST", sending.template),
    "/cgi-bin/menu/create": Endpoint("POST", menus.create),
    "/cgi-bin/menu/get": Endpoint("GET", menus.get),
    "/cgi-bin/menu/delete": Endpoint("GET", menus.delete),
    "/cgi-bin/get_current_selfmenu_info": Endpoint("GET", menus.current),
    "/cgi-bin/media/upload": Endpoint("POST", materials.upload),
    "/cgi-bin/media/get": Endpoint("GET", materials.download),
    "/cgi-bin/qrcode/create": Endpoint("POST", materials.code),
    "/cgi-bin/showqrcode": Endpoint("GET", materials.picture, token=False),
    "/cgi-bin/user/info": Endpoint("GET", user_info),
    "/cgi-bin/user/get": Endpoint("GET", followers),
    "/cgi-bin/get_api_domain_ip": Endpoint("GET", addresses),
    "/cgi-bin/getcallbackip": Endpoint("GET", addresses),
    "/cgi-bin/callback/check": Endpoint("POST", callback_check),
    "/cgi-bin/clear_quota": Endpoint("POST", clear_quota),
    "/cgi-bin/openapi/quota/get": Endpoint("POST", quota),
    "/connect/oauth2/authorize": Endpoint("GET", oauth.authorize, token=False),
    "/sns/oauth2/access_token": Endpoint("GET", oauth.access_token, token=False),
    "/sns/oauth2/refresh_token": Endpoint("GET", oauth.refresh_token, token=False),
    "/sns/userinfo": Endpoint("GET", oauth.user_info, token=False),
    "/sns/auth": Endpoint("GET", oauth.check, token=False),
}


class Platform:
    """Answers calls.

    Args:
        world: What they act on.
        report: Posts to the webhook what became of a notice or template message.
    """

    def __init__(self, world: World, report: Callable[[Action], None]) -> None:
        self._world = world
        self._report = report

    def routes(self) -> list[Route]:
        """Return where they arrive; wrong methods and unknown paths too."""
        return [Route("/{path:path}", self._serve, methods=["GET", "POST", "PUT", "DELETE", "PATCH"])]

    async def _serve(self, request: Request) -> Response:
        call = await read(request)
        world = self._world
        endpoint = ENDPOINTS.get(call.path, Endpoint(call.method, unknown, token=False))
        token = call.query.get("access_token")
        query = {name: value for name, value in call.query.items() if name != "access_token"}
        with world.lock:
            world.calls[call.path] += 1
            world.requests.append(Recorded(call.method, call.path, query, call.body, token, world.clock()))
        step = world.script.next(call.path, call.user)
        response = self._work(endpoint, call, step)
        world.stir(call.user)
        return await self._answered(response, step, request)

    def _work(self, endpoint: Endpoint, call: Call, step: Step) -> Response:
        world = self._world
        with world.lock:
            try:
                if not isinstance(step, int) and not step.worked:
                    sending.record(world, call, None)
                    return Response(status_code=504)
                self._check(endpoint, call, step if isinstance(step, int) else 0)
                result = endpoint.work(world, call)
            except Refusal as refusal:
                sending.record(world, call, refusal.code)
                result = refusal.answer()
            else:
                sending.record(world, call, 0)
                told = sending.outcome(world, call, result) if world.reports and world.webhook else None
                if told is not None:
                    self._report(told)
        if isinstance(result, Response):
            return result
        kind = "text/plain" if call.path.startswith("/sns/") else JSON
        return Response(json.dumps(result, ensure_ascii=False), media_type=kind)

    def _check(self, endpoint: Endpoint, call: Call, forced: int) -> None:
        world = self._world
        if forced:
            raise Refusal(forced)
        if call.method != endpoint.method:
            raise Refusal(43001 if endpoint.method == "GET" else 43002)
        if endpoint.token:
            world.tokens.check(call.query.get("access_token"), world.clock())
        world.used[call.path] += 1
        if world.used[call.path] > world.limits.get(call.path, world.used[call.path]):
            raise Refusal(45009)

    async def _answered(self, response: Response, step: Step, request: Request) -> Response:
        if isinstance(step, int):
            return response
        if isinstance(step, Close):
            request.scope["state"]["transport"].abort()
            return response
        if isinstance(step, Http):
            return Response(f"<html>{step.status}</html>", status_code=step.status, media_type="text/html")
        if isinstance(step, Garbage):
            return Response(step.body, media_type="text/html")
        await asyncio.sleep(step.seconds)
        return response
