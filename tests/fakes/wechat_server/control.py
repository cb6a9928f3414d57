"""The same over HTTP, for tests that run the fake as a process of its own: everything below ``/_control``."""

from __future__ import annotations

import base64
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from tests.fakes.wechat_server import actions
from tests.fakes.wechat_server.mishaps import step

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from tests.fakes.wechat_server.actions import Action
    from tests.fakes.wechat_server.posting import Exchange
    from tests.fakes.wechat_server.server import WeChatServer


def exchange(told: Exchange) -> dict[str, Any]:
    """Return an exchange as JSON; bodies in base64."""
    attempts = [asdict(one) | {"body": base64.b64encode(one.body).decode()} for one in told.attempts]
    return {
        "message_id": told.message_id,
        "outcome": told.outcome,
        "reply": told.reply,
        "status": told.status,
        "seconds": told.seconds,
        "posts": told.posts,
        "problem": told.problem,
        "attempts": attempts,
    }


def _action(described: dict[str, Any]) -> Action:
    given = {name: value for name, value in described.items() if name not in {"kind", "user"}}
    return actions.KINDS[described["kind"]](described["user"], **given)


class Control:
    """Steers a server."""

    def __init__(self, server: WeChatServer) -> None:
        self._server = server

    def routes(self) -> list[BaseRoute]:
        """Return where it listens."""
        get = {"seen": self._seen, "texts": self._texts, "sends": self._sends, "state": self._state}
        post = {
            "post": self._post,
            "act": self._act,
            "fail": self._fail,
            "mend": self._mend,
            "clock": self._clock,
            "set": self._set,
        }
        below = [Route(f"/{name}", work, methods=["GET"]) for name, work in get.items()]
        below += [Route(f"/{name}", work, methods=["POST"]) for name, work in post.items()]
        return [Mount("/_control", routes=below)]

    async def _seen(self, request: Request) -> JSONResponse:
        found = self._server.seen(request.query_params["user"])
        return JSONResponse([asdict(seen) | {"at": seen.at.isoformat()} for seen in found])

    async def _texts(self, request: Request) -> JSONResponse:
        return JSONResponse(self._server.texts(request.query_params["user"]))

    async def _sends(self, request: Request) -> JSONResponse:
        found = self._server.sends(request.query_params.get("user"))
        return JSONResponse([asdict(send) | {"at": send.at.isoformat()} for send in found])

    async def _state(self, request: Request) -> JSONResponse:
        server, user = self._server, request.query_params.get("user")
        state: dict[str, Any] = {"now": server.clock().isoformat(), "calls": dict(server.calls)}
        state |= {"tokens_issued": server.world.tokens.issued, "webhook": server.webhook}
        if user is not None:
            person = server.person(user)
            state |= {"following": person.following, "left": server.left(user), "consents": dict(person.consents)}
        return JSONResponse(state)

    async def _act(self, request: Request) -> JSONResponse:
        self._server.act(_action(await request.json()))
        return JSONResponse({})

    async def _post(self, request: Request) -> JSONResponse:
        given = await request.json()
        action = _action(given["action"])
        more = {name: given[name] for name in ("copies", "message_id", "created") if name in given}
        return JSONResponse(exchange(await self._server.post(action, **more)))

    async def _fail(self, request: Request) -> JSONResponse:
        given = await request.json()
        steps = [step(described) for described in given["steps"]]
        self._server.fail(given["endpoint"], *steps, user=given.get("user"), forever=given.get("forever", False))
        return JSONResponse({})

    async def _mend(self, request: Request) -> JSONResponse:
        self._server.mend()
        return JSONResponse({})

    async def _clock(self, request: Request) -> JSONResponse:
        given = await request.json()
        if "set" in given:
            self._server.clock.set(datetime.fromisoformat(given["set"]))
        self._server.clock.advance(given.get("advance", 0))
        return JSONResponse({"now": self._server.clock().isoformat()})

    async def _set(self, request: Request) -> JSONResponse:
        server = self._server
        for name, value in (await request.json()).items():
            if name == "webhook":
                server.webhook = value
            elif name in {"visitor", "reports"}:
                setattr(server.world, name, value)
            elif name == "follow":
                server.follow(*value)
            elif name == "limits":
                server.world.limits.update(value)
            elif name == "invalidate_tokens":
                server.invalidate_tokens()
            elif name == "reject_tokens":
                server.reject_tokens(on=value)
            elif name in {"verified", "mode", "aes_key", "token", "secret"}:
                setattr(server.account, name, value)
            elif name in {"templates", "domains", "whitelist"}:
                setattr(server.account, name, None if value is None else set(value))
            else:
                return JSONResponse({"unknown": name}, status_code=422)
        return JSONResponse({})
