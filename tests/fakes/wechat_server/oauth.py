"""Pages that learn who is looking: the redirect with a code, and what a code is good for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from starlette.responses import HTMLResponse, RedirectResponse, Response

from tests.fakes.wechat_server.codes import Refusal

if TYPE_CHECKING:
    from tests.fakes.wechat_server.calls import Call
    from tests.fakes.wechat_server.world import World

CODE_LIFE, TOKEN_LIFE = timedelta(minutes=5), timedelta(seconds=7200)
VISITOR = "x-wechat-openid"
"""The header in which a client says whose WeChat it is; a cookie of the name ``wechat_openid`` does too."""
SCOPES = frozenset({"snsapi_base", "snsapi_userinfo"})


@dataclass(frozen=True)
class Grant:
    """What a code or a web token stands for."""

    openid: str
    scope: str
    until: datetime


def authorize(world: World, call: Call) -> Response:
    """GET /connect/oauth2/authorize: send the visitor back with a code, or without one who declines."""
    given = call.query
    visitor = call.headers.get(VISITOR) or call.cookies.get("wechat_openid") or world.visitor
    target = given.get("redirect_uri", "")
    if visitor is None:
        return HTMLResponse("<h1>请在微信客户端打开链接</h1>")
    if given.get("appid") != world.account.app_id:
        return HTMLResponse("<h1>appid 参数错误</h1>")
    domains = world.account.domains
    if not urlsplit(target).scheme or (domains is not None and urlsplit(target).netloc not in domains):
        return HTMLResponse("<h1>redirect_uri 域名与后台配置不一致 10003</h1>")
    if given.get("response_type") != "code" or given.get("scope") not in SCOPES:
        return HTMLResponse("<h1>Scope 参数错误或没有 Scope 权限 10005</h1>")
    world.people.of(visitor)
    answer = {"state": given.get("state", "")}
    if given["scope"] == "snsapi_base" or visitor not in world.declining:
        code = secrets.token_urlsafe(24)
        world.codes[code] = Grant(visitor, given["scope"], world.clock() + CODE_LIFE)
        answer = {"code": code} | answer
    return RedirectResponse(f"{target}{'&' if urlsplit(target).query else '?'}{urlencode(answer)}", 302)


def access_token(world: World, call: Call) -> dict[str, Any]:
    """GET /sns/oauth2/access_token: a code is good once."""
    given = call.query
    if given.get("appid") != world.account.app_id:
        raise Refusal(40013)
    if given.get("secret") != world.account.secret:
        raise Refusal(40125)
    if given.get("grant_type") != "authorization_code":
        raise Refusal(40002)
    if not given.get("code"):
        raise Refusal(41008)
    grant = world.codes.pop(given["code"], None)
    if grant is None or world.clock() >= grant.until:
        raise Refusal(40029)
    return _issue(world, grant)


def refresh_token(world: World, call: Call) -> dict[str, Any]:
    """GET /sns/oauth2/refresh_token."""
    grant = world.refreshing.get(call.query.get("refresh_token", ""))
    if grant is None:
        raise Refusal(40030)
    return _issue(world, grant)


def user_info(world: World, call: Call) -> dict[str, Any]:
    """GET /sns/userinfo: only with a token the visitor agreed to."""
    grant = _granted(world, call)
    if grant.scope != "snsapi_userinfo":
        raise Refusal(48001)
    person = world.people.of(grant.openid)
    known = {"unionid": person.unionid} if person.unionid else {}
    shown = {"openid": grant.openid, "nickname": "微信用户", "sex": 0, "province": "", "city": "", "country": ""}
    return shown | {"headimgurl": "", "privilege": []} | known


def check(world: World, call: Call) -> dict[str, Any]:
    """GET /sns/auth."""
    _granted(world, call)
    return {"errcode": 0, "errmsg": "ok"}


def _issue(world: World, grant: Grant) -> dict[str, Any]:
    token, refresh = secrets.token_urlsafe(64), secrets.token_urlsafe(64)
    world.web_tokens[token] = Grant(grant.openid, grant.scope, world.clock() + TOKEN_LIFE)
    world.refreshing[refresh] = grant
    person = world.people.of(grant.openid)
    known = {"unionid": person.unionid} if person.unionid else {}
    named = {"access_token": token, "expires_in": 7200, "refresh_token": refresh}
    return named | {"openid": grant.openid, "scope": grant.scope} | known


def _granted(world: World, call: Call) -> Grant:
    grant = world.web_tokens.get(call.query.get("access_token", ""))
    if grant is None:
        raise Refusal(40001)
    if world.clock() >= grant.until:
        raise Refusal(42001)
    if call.query.get("openid") != grant.openid:
        raise Refusal(40003)
    return grant
