"""The operators' door in the browser: signing in and out, and whether a badge still holds."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import structlog
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from integrations.web import wording
from integrations.web.pages import MINUTE, environment
from integrations.web.visitors import BEFORE, LIFETIME, SIGNED_IN, Badge, Visitor, cookie_of, set_cookie, speaking

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from assistant.access import Operator, Operators
    from integrations.web.rates import Rates
    from integrations.web.visitors import Visitors

log = structlog.get_logger(__name__)


class OperatorDoor:
    """Knows who is signed in; sign-outs are remembered by this process, in which all of the chat lives.

    Args:
        operators: Who may sign in.
        visitors: Issues cookies.
        clock: The time.
    """

    def __init__(self, operators: Operators, visitors: Visitors, clock: Callable[[], datetime]) -> None:
        self._operators, self._visitors, self._clock = operators, visitors, clock
        self._ended: dict[str, datetime] = {}

    async def holds(self, badge: Badge) -> bool:
        """Tell whether a badge still holds: not lapsed, not signed out, the operator there, the password the same."""
        return await self._behind(badge) is not None

    async def operator(self, visitor: Visitor | None) -> Operator | None:
        """Return the operator who speaks; None for everybody else, and for whose badge no longer holds."""
        return None if visitor is None or visitor.badge is None else await self._behind(visitor.badge)

    async def sign_in(self, name: str, password: str) -> str | None:
        """Return a token for a name and its password; None if they do not go together."""
        operator = await self._operators.sign_in(name, password)
        if operator is None:
            log.warning("sign_in_refused")
            return None
        log.info("operator_signed_in", operator=operator.id)
        return self._visitors.issue_badge(operator.id, operator.mark)

    def sign_out(self, badge: Badge) -> None:
        """Make a badge worthless, in every page that was opened with it."""
        now = self._clock()
        self._ended = {number: until for number, until in self._ended.items() if until > now}
        self._ended[badge.number] = badge.until
        log.info("operator_signed_out", operator=badge.operator)

    async def _behind(self, badge: Badge) -> Operator | None:
        if badge.number in self._ended or badge.until <= self._clock():
            return None
        operator = await self._operators.known(badge.operator)
        return operator if operator is not None and operator.mark == badge.mark else None


def router(door: OperatorDoor, visitors: Visitors, rates: Rates) -> APIRouter:
    """Make the routes of the page ``/operator``.

    Args:
        door: Knows who is signed in.
        visitors: Issues cookies.
        rates: Caps how often one may try.
    """
    routes, template = APIRouter(prefix="/operator"), environment().get_template("operator.html")

    def page(status: int = 200, operator: Operator | None = None, problem: str = "", name: str = "") -> HTMLResponse:
        text = template.render(product=wording.PRODUCT, operator=operator, problem=problem, name=name)
        return HTMLResponse(text, status, {"Cache-Control": "no-store"})

    def home(*cookies: str) -> RedirectResponse:
        answer = RedirectResponse("/", 303, {"Cache-Control": "no-store"})
        for cookie in cookies:
            answer.headers.append("Set-Cookie", cookie)
        return answer

    @routes.get("")
    async def form() -> HTMLResponse:
        return page(operator=await door.operator(speaking.get()))

    @routes.post("")
    async def enter(
        request: Request, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
    ) -> Response:
        visitor = speaking.get() or Visitor(None, "")
        if wait := await rates.sign_in(visitor):
            return page(429, problem=wording.SIGN_IN_OFTEN.format(minutes=math.ceil(wait / MINUTE)), name=name)
        token = await door.sign_in(name, password)
        if token is None:
            return page(401, problem=wording.SIGN_IN_WRONG, name=name)
        cookies = [set_cookie(token, lifetime=SIGNED_IN)]
        present = cookie_of(request.headers.get("cookie"))
        if present and visitors.before(present):
            cookies.append(set_cookie(present, BEFORE, LIFETIME))
        return home(*cookies)

    @routes.post("/out")
    async def leave(request: Request) -> Response:
        visitor = speaking.get()
        if visitor is None or visitor.badge is None:
            return home()
        door.sign_out(visitor.badge)
        before = visitors.before(cookie_of(request.headers.get("cookie"), BEFORE))
        return home(set_cookie(visitors.issue(before)[1]), set_cookie("", BEFORE, timedelta()))

    @routes.get("/me")
    async def me() -> JSONResponse:
        """Tell the chat's page whose it is."""
        operator = await door.operator(speaking.get())
        return JSONResponse({"name": operator.name if operator else None}, headers={"Cache-Control": "no-store"})

    return routes
