"""Looks at what the WeChat channel needs: its settings, WeChat's side of them, and whether WeChat can reach us."""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import re
import secrets
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
from pydantic import Field

from assistant.doctor import Finding, State
from integrations.wechat.errors import Action, WeChatError
from integrations.wechat.protocol import FRESH_FOR
from integrations.wechat.wire import Answer, Call, Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from assistant.settings import Settings, WeChat

CONNECTING, READING = 3.0, 3.0
"""Seconds to connect in, and to wait for each part of an answer."""
DRIFT = 60.0
"""Seconds our clock may differ from WeChat's before it is said; posts much further off are refused."""
LONGEST_ECHO = 1024
PATH = "/wechat"

_APP_ID = re.compile(r"wx[0-9a-f]{16}")
_TOKEN = re.compile(r"[0-9A-Za-z]{3,32}")
_KEY = re.compile(r"[0-9A-Za-z]{43}")
_REFUSED, _ABSENT = 403, 404


class _Token(Answer):
    access_token: str = Field(min_length=1)


class _Resolved(Answer):
    ip: str


class _Check(Answer):
    dns: tuple[_Resolved, ...] = ()


async def examine(settings: Settings, clock: Callable[[], datetime]) -> list[Finding]:
    """Look at every part of the channel; WeChat and our own address are asked at the same time.

    Args:
        settings: As read from the environment.
        clock: The time.

    Returns:
        What was found; a single finding where the channel is not configured.
    """
    wechat = settings.wechat
    given = {"WECHAT_APP_ID": wechat.app_id, "WECHAT_TOKEN": wechat.token, "WECHAT_APP_SECRET": wechat.app_secret}
    lacking = [name for name, value in given.items() if value is None]
    if len(lacking) == len(given) and not wechat.aes_keys:
        return [Finding("wechat", State.UNUSED, "none")]
    found = [_settings(wechat, lacking)]
    asked = await asyncio.gather(_account(wechat), _callback(settings, clock), _clock(wechat.base_url, clock))
    found += [finding for findings in asked for finding in findings]
    return [*found, _pages(settings), _session(settings), _templates(wechat)]


# --- settings ---------------------------------------------------------------------------------------------------------


def _settings(wechat: WeChat, lacking: list[str]) -> Finding:
    looks: list[tuple[str, re.Pattern[str], str | None]] = [
        ("app_id", _APP_ID, wechat.app_id),
        ("token", _TOKEN, wechat.token.get_secret_value() if wechat.token else None),
        *(("key", _KEY, key.get_secret_value()) for key in wechat.aes_keys),
    ]
    wrong = [name for name, pattern, value in looks if value is not None and not pattern.fullmatch(value)]
    if wrong:
        return Finding("wechat", State.BROKEN, wrong[0])
    if lacking:
        return Finding("wechat", State.BROKEN, "incomplete", {"lacking": ", ".join(lacking)})
    return Finding("wechat", State.WORKS, "safe" if wechat.aes_keys else "plain", {"app_id": wechat.app_id})


def _pages(settings: Settings) -> Finding:
    address = urlsplit(settings.public_base_url)
    if _nearby(address.hostname):
        return Finding("wechat_pages", State.BROKEN, "local", {"address": settings.public_base_url})
    safe = address.scheme == "https"
    data = {"host": address.hostname}
    return Finding("wechat_pages", State.WORKS if safe else State.BROKEN, "https" if safe else "plain", data)


def _session(settings: Settings) -> Finding:
    if settings.session_secret is not None:
        return Finding("wechat_session", State.WORKS, "given")
    several = bool(settings.redis_url) or not settings.database.startswith("sqlite")
    return Finding("wechat_session", State.UNUSED, "missing" if several else "alone")


def _templates(wechat: WeChat) -> Finding:
    if not wechat.templates:
        return Finding("wechat_notices", State.UNUSED, "none")
    return Finding("wechat_notices", State.WORKS, "given", {"purposes": ", ".join(wechat.templates)})


# --- WeChat's side ----------------------------------------------------------------------------------------------------


async def _account(wechat: WeChat) -> list[Finding]:
    """Get a token as the channel does; asking for it again changes nothing for those who use it."""
    if wechat.app_id is None or wechat.app_secret is None:
        return []
    wire = Wire(wechat.base_url, CONNECTING, READING)
    body = {
        "grant_type": "client_credential",
        "appid": wechat.app_id,
        "secret": wechat.app_secret.get_secret_value(),
        "force_refresh": False,
    }
    try:
        try:
            token = await wire.carry_out(Call("POST", "/cgi-bin/stable_token", body=body, changes=False), {}, _Token)
        except WeChatError as error:
            return [_refused("wechat_token", error)]
        return [Finding("wechat_token", State.WORKS, "given"), await _seen(wire, token.access_token)]
    finally:
        await wire.close()


async def _seen(wire: Wire, token: str) -> Finding:
    """Have WeChat look our address up; it may not be allowed to tell."""
    body = {"action": "dns", "check_operator": "DEFAULT"}
    call = Call("POST", "/cgi-bin/callback/check", body=body, changes=False)
    try:
        check = await wire.carry_out(call, {"access_token": token}, _Check)
    except WeChatError as error:
        if error.action is Action.UNAUTHORISED or error.errcode is None:
            return Finding("wechat_seen", State.UNUSED, "unknown")
        return Finding("wechat_seen", State.UNUSED, "refused", {"code": error.errcode})
    if not check.dns:
        return Finding("wechat_seen", State.UNUSED, "nowhere")
    return Finding("wechat_seen", State.WORKS, "resolved", {"addresses": ", ".join(one.ip for one in check.dns)})


def _refused(part: str, error: WeChatError) -> Finding:
    data: dict[str, Any] = {"code": error.errcode, "rid": error.rid or "—"}
    match error.errcode:
        case None:
            return Finding(part, State.BROKEN, "silent", {"problem": error.reason or str(error.action)})
        case 40164:
            what = "address" if error.address else "addresses"
            return Finding(part, State.BROKEN, what, data | {"address": error.address})
        case 40001 | 40125:
            return Finding(part, State.BROKEN, "secret", data)
        case 40013:
            return Finding(part, State.BROKEN, "app_id", data)
        case 40243:
            return Finding(part, State.BROKEN, "frozen", data)
    return Finding(part, State.BROKEN, "refused", data)


async def _clock(base_url: str, clock: Callable[[], datetime]) -> list[Finding]:
    """Compare our clock with WeChat's; the header counts whole seconds."""
    try:
        async with httpx.AsyncClient(timeout=httpx.Timeout(READING, connect=CONNECTING)) as client:
            answer = await client.get(f"{base_url}/cgi-bin/get_api_domain_ip")
        theirs = parsedate_to_datetime(answer.headers["Date"])
    except (httpx.HTTPError, httpx.InvalidURL, KeyError, ValueError):
        return []  # that there is no answer is said of the token
    off = (clock() - theirs).total_seconds()
    data = {"seconds": round(abs(off)), "ahead": off > 0}
    if abs(off) <= DRIFT:
        return [Finding("wechat_clock", State.WORKS, "right")]
    state = State.BROKEN if abs(off) >= FRESH_FOR.total_seconds() else State.UNUSED
    return [Finding("wechat_clock", state, "fast" if off > 0 else "slow", data)]


# --- our own address --------------------------------------------------------------------------------------------------


async def _callback(settings: Settings, clock: Callable[[], datetime]) -> list[Finding]:
    """Ask our address what WeChat asks when it is entered there: to echo words, under a signature."""
    token = settings.wechat.token
    if token is None:
        return []
    address = f"{settings.public_base_url.rstrip('/')}{PATH}"
    data = {"address": address}
    query = _question(token.get_secret_value(), str(int(clock().timestamp())))
    try:
        async with httpx.AsyncClient(timeout=httpx.Timeout(READING, connect=CONNECTING)) as client:
            answer = await client.get(address, params=query)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return [Finding("wechat_callback", State.BROKEN, "silent", data | {"problem": type(error).__name__})]
    data |= {"status": str(answer.status_code)}
    if answer.is_success and answer.content[:LONGEST_ECHO] == query["echostr"].encode():
        what = "local" if _nearby(urlsplit(address).hostname) else "echoes"
        return [Finding("wechat_callback", State.WORKS, what, data)]
    what = {_REFUSED: "refused", _ABSENT: "absent"}.get(answer.status_code, "odd")
    return [Finding("wechat_callback", State.BROKEN, what, data)]


def _question(token: str, timestamp: str) -> Mapping[str, str]:
    nonce, echo = secrets.token_hex(8), secrets.token_hex(8)
    signed = "".join(sorted((token, timestamp, nonce))).encode()
    signature = hashlib.sha1(signed).hexdigest()  # noqa: S324 -- WeChat signs with it
    return {"signature": signature, "timestamp": timestamp, "nonce": nonce, "echostr": echo}


def _nearby(host: str | None) -> bool:
    if not host or host == "localhost":
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False
