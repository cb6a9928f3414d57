"""Pages inside WeChat: one's own reports, tickets and archive, permission for notices, and whole answers."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlsplit

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from assistant.archives import Archives, as_json, as_workbook
from assistant.consents import Consents
from assistant.mine import Mine
from assistant.reminders import Reminders
from integrations.wechat import answers, wording
from integrations.wechat.errors import Action, WeChatError
from integrations.wechat.sessions import PATH, Pending, Sessions, new_state
from integrations.wechat.showing import HEADERS, page, problem
from tools.archive.exporting import MEDIA_TYPES, XLSX
from tools.kit.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from assistant.bootstrap import Application
    from assistant.messages import Channel
    from assistant.mine import Person
    from assistant.reminders import Told

    Show = Callable[[Person, Request], Awaitable[Response]]

CHANNEL: Channel = "wechat"
LONGEST_BACK = 300
"""Characters of a page's address that are taken along to WeChat and back."""
LONGEST_CODE = 512
SCRIPT = Path(__file__).parent / "public" / "notices.js"
SDK = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js"
"""WeChat's script, which shows its button; nothing else on our pages comes from elsewhere."""
POLICY = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' {SDK.partition('/open')[0]}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

log = structlog.get_logger(__name__)


class Account(Protocol):
    """What these pages ask of WeChat; the calls raise ``WeChatError``."""

    async def openid_of(self, code: str) -> str:
        """Return who an authorisation code is for."""

    def authorize_url(self, redirect: str, state: str) -> str:
        """Return where to send a browser so that it comes back with a code."""

    async def js_signature(self, url: str, nonce: str, timestamp: int) -> str:
        """Return the signature by which WeChat's script works on a page."""


def router(application: Application, *, client: Account, key: str) -> APIRouter:
    """Make the routes of ``/h5``, ``/a`` and ``/s``.

    Args:
        application: Everything below the channels.
        client: Calls WeChat.
        key: The secret that signs cookies.
    """
    routes = APIRouter()
    routes.include_router(answers.router(application))
    routes.include_router(_own(application, client, key))
    return routes


class _Door:
    """Knows who opens a page, or sends their browser to WeChat to find out."""

    def __init__(self, application: Application, client: Account, key: str) -> None:
        settings = application.settings
        self._public = settings.public_base_url.rstrip("/")
        self._sessions = Sessions(key, application.clock, secure=urlsplit(self._public).scheme == "https")
        self._mine = Mine(application.database, application.clock)
        self._client, self._usable = client, settings.wechat.app_secret is not None

    def opens(self, show: Show, *, operators: bool = True) -> Callable[[Request], Awaitable[Response]]:
        """Make a route of a page: it is shown once it is known to whom.

        Args:
            show: Makes the page.
            operators: Whether it is for people of the platform too; they are sent to theirs.
        """

        async def opened(request: Request) -> Response:
            openid = self._sessions.openid(request.cookies)
            if openid is None:
                back = _address(request)
                return self._send(back if len(back) <= LONGEST_BACK else PATH, again=False)
            person = await self._mine.person(CHANNEL, openid)
            if person.operator and not operators:
                return RedirectResponse(PATH, 302, HEADERS)
            return await show(person, request)

        return opened

    async def back(self, request: Request, code: str, state: str) -> Response:
        """Take what a browser brings back from WeChat, once."""
        pending = self._sessions.pending(request.cookies)
        if pending is None or not hmac.compare_digest(pending.state.encode(), state.encode()):
            return self._refused(wording.STATE_WRONG, 400, PATH)
        if not 0 < len(code) <= LONGEST_CODE:
            return self._refused(wording.NOT_AUTHORISED, 400, pending.back)
        try:
            openid = await self._client.openid_of(code)
        except WeChatError as error:
            if error.action is not Action.BAD_CODE:
                log.warning("h5_sign_in_failed", code=error.errcode, action=error.action, rid=error.rid)
                return self._refused(wording.WECHAT_SILENT, 502, pending.back)
            if pending.again:
                log.warning("h5_code_refused_twice", code=error.errcode, rid=error.rid)
                return self._refused(wording.NOT_AUTHORISED, 400, pending.back)
            return self._send(pending.back, again=True)
        answer = RedirectResponse(pending.back, 302, HEADERS)
        self._sessions.open(answer, openid)
        return answer

    def _send(self, back: str, *, again: bool) -> Response:
        if not self._usable:
            return problem(wording.NOT_SET_UP, 503)
        state = new_state()
        answer = RedirectResponse(self._client.authorize_url(f"{self._public}{PATH}/back", state), 302, HEADERS)
        self._sessions.send_off(answer, Pending(state, back, again))
        return answer

    def _refused(self, told: wording.Problem, status: int, back: str) -> Response:
        answer = problem(told, status, back)
        self._sessions.forget(answer)
        return answer


class _Pages:
    """What each page shows to whom."""

    def __init__(self, application: Application, client: Account) -> None:
        settings = application.settings
        self._client, self._clock = client, application.clock
        self._mine = Mine(application.database, application.clock)
        self._consents = Consents(application.database, application.clock)
        self._archives = Archives(application.database)
        self._reminders = Reminders(application.database, application.clock)
        self._public = settings.public_base_url.rstrip("/")
        self._templates, self._app_id = settings.wechat.templates, settings.wechat.app_id or ""

    async def home(self, person: Person, _: Request) -> Response:
        tickets = await self._mine.tickets(person)
        if person.operator:
            return page("operator", person=person, tickets=tickets)
        left = await self._consents.all_left(CHANNEL, person.user)
        return page(
            "home",
            person=person,
            reports=await self._mine.reports(person),
            tickets=tickets,
            facts=await self._mine.facts(person),
            reminders=await self._told(person),
            left=sum(left.get(purpose, 0) for purpose in self._templates),
        )

    async def reports(self, person: Person, _: Request) -> Response:
        return page("reports", person=person, reports=await self._mine.reports(person))

    async def tickets(self, person: Person, _: Request) -> Response:
        return page("tickets", person=person, tickets=await self._mine.tickets(person))

    async def reminders(self, person: Person, _: Request) -> Response:
        return page("reminders", person=person, reminders=await self._told(person))

    async def _told(self, person: Person) -> tuple[Told, ...]:
        return () if person.contact_id is None else await self._reminders.recent(person.contact_id)

    async def archive(self, person: Person, _: Request) -> Response:
        return page("archive", person=person, facts=await self._mine.facts(person))

    async def export(self, person: Person, request: Request) -> Response:
        kind = str(request.path_params["kind"])
        if kind not in MEDIA_TYPES:
            return problem(wording.NO_FILE, 404)
        try:
            bundle = await self._archives.bundle(person.contact_id, None, self._clock(), operator=False)
        except NotFound:
            return problem(wording.NO_FILE, 404)
        content = await asyncio.to_thread(as_workbook if kind == XLSX else as_json, bundle)
        name = quote(wording.archive_file(bundle.name, bundle.made_at, kind), safe="")
        saved = f"attachment; filename=\"archive.{kind}\"; filename*=UTF-8''{name}"
        return Response(content, media_type=MEDIA_TYPES[kind], headers={**HEADERS, "Content-Disposition": saved})

    async def notices(self, person: Person, request: Request) -> Response:
        left = await self._consents.all_left(CHANNEL, person.user)
        if purpose := request.query_params.get("purpose"):
            return await self._consent(request, purpose, left.get(purpose, 0))
        stopped = await self._mine.stopped(person, self._templates)
        rows = [wording.notice(one, left.get(one, 0), stopped=one in stopped) for one in self._templates]
        return page("notices", person=person, notices=rows)

    async def _consent(self, request: Request, purpose: str, left: int) -> Response:
        template = self._templates.get(purpose)
        if template is None:
            return problem(wording.NO_SUCH_NOTICE, 404)
        nonce, timestamp = secrets.token_hex(8), int(self._clock().timestamp())
        try:
            signature = await self._client.js_signature(f"{self._public}{_address(request)}", nonce, timestamp)
        except WeChatError as error:
            # The page says that it cannot ask: without a signature WeChat's button does not show.
            log.warning("h5_not_signed", code=error.errcode, action=error.action, rid=error.rid)
            signature = ""
        return page(
            "consent",
            headers={"Content-Security-Policy": POLICY},
            notice=wording.notice(purpose, left, stopped=False),
            template=template,
            sdk=SDK,
            app_id=self._app_id,
            nonce=nonce,
            timestamp=timestamp,
            signature=signature,
        )


def _own(application: Application, client: Account, key: str) -> APIRouter:
    routes, door = APIRouter(prefix=PATH), _Door(application, client, key)
    pages = _Pages(application, client)
    for path, show in (("", pages.home), ("/notices", pages.notices)):
        routes.add_api_route(path, door.opens(show))
    for path, show in (
        ("/reports", pages.reports),
        ("/tickets", pages.tickets),
        ("/reminders", pages.reminders),
        ("/archive", pages.archive),
        ("/archive.{kind}", pages.export),
    ):
        routes.add_api_route(path, door.opens(show, operators=False))

    @routes.get("/back")
    async def back(request: Request, code: str = "", state: str = "") -> Response:
        return await door.back(request, code, state)

    @routes.get("/notices.js")
    async def script() -> Response:
        return Response(_script(), media_type="text/javascript", headers={"Cache-Control": "public, max-age=3600"})

    return routes


def _address(request: Request) -> str:
    """Return the path and the query of a request, as the browser wrote them."""
    path, query = (bytes(request.scope[part]).decode("latin-1") for part in ("raw_path", "query_string"))
    return f"{path}?{query}" if query else path


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")
