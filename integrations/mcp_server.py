"""The tools for MCP clients: over HTTP under a key, or over standard input and output for a client on this machine."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import mcp.types as mcp
from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from mcp.server.auth.provider import AccessToken
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http import MCP_SESSION_ID_HEADER
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.datastructures import Headers
from starlette.requests import Request

from integrations import wording
from integrations.calling import CONFIRMED_WITHIN, Asked, Caller, Place, tools_for
from integrations.refusals import Refusal

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from starlette.types import Receive, Scope, Send

    from integrations.admission import Admission
    from integrations.calling import Calls
    from tools.kit.tool import Tool

CALLER = "shuzhi.caller"
"""Where a request carries who makes it."""
TOKEN = "confirmation"  # noqa: S105 -- the name of an argument
MINUTES = int(CONFIRMED_WITHIN.total_seconds() // 60)
SCHEME = "bearer "


class McpDoor:
    """Serves the tools over HTTP; a session is one conversation, and only its key may go on with it.

    Args:
        calls: Carries out what is asked for.
        admission: Lets in who has a key.
        stateless: Keep no sessions, where several processes answer.
    """

    def __init__(self, calls: Calls, admission: Admission, *, stateless: bool = False) -> None:
        self._admission = admission
        self._manager = StreamableHTTPSessionManager(serving(calls), json_response=True, stateless=stateless)

    def running(self) -> AbstractAsyncContextManager[None]:
        """Serve while the block runs."""
        return self._manager.run()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        shown = Headers(scope=scope).get("authorization", "")
        token = shown[len(SCHEME) :].strip() if shown.lower().startswith(SCHEME) else None
        try:
            caller = await self._admission.admit(token)
        except Refusal as refusal:
            await refusal.response()(scope, receive, send)
            return
        user = AuthenticatedUser(AccessToken(token="", client_id=caller.user, scopes=[caller.role]))
        await self._manager.handle_request({**scope, CALLER: caller, "user": user}, receive, send)


async def converse(calls: Calls, caller: Caller) -> None:
    """Serve one client over standard input and output until it leaves.

    Args:
        calls: Carries out what is asked for.
        caller: Whom the client speaks for.
    """
    server = serving(calls, caller)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def serving(calls: Calls, fixed: Caller | None = None) -> Server[Any, Any]:
    """Make a server over the catalog.

    Args:
        calls: Carries out what is asked for.
        fixed: Whom every call is from; None takes it from each request.
    """
    server: Server[Any, Any] = Server("shuzhi-assistant", metadata.version("shuzhi-assistant"), wording.MCP_ABOUT, "/")
    own = uuid4().hex

    def request() -> Request | None:
        found = server.request_context.request
        return found if isinstance(found, Request) else None

    def caller() -> Caller:
        if fixed is not None:
            return fixed
        asked = request()
        if asked is None:
            msg = "a request without a caller"
            raise RuntimeError(msg)
        found: Caller = asked.scope[CALLER]
        return found

    def place() -> Place:
        asked = request()
        session = asked.headers.get(MCP_SESSION_ID_HEADER) if asked else own
        return Place.of(f"mcp-{session or uuid4().hex}", str(server.request_context.request_id))

    async def tools() -> list[mcp.Tool]:
        return [offered(tool) for tool in tools_for(caller().role)]

    async def call(name: str, arguments: dict[str, Any]) -> mcp.CallToolResult:
        token = arguments.pop(TOKEN, None)
        try:
            done = await calls.call(caller(), name, arguments, None if token is None else str(token), place())
        except Refusal as refusal:
            return _result(refusal.message, refusal.body(), failed=True)
        if isinstance(done, Asked):
            words = wording.MCP_CONFIRM.format(question=done.question, minutes=MINUTES)
            asked = {TOKEN: done.token, "question": done.question, "expires": done.expires.isoformat()}
            return _result(words, asked)
        return _result(done.reply.text, done.body())

    server.list_tools()(tools)  # type: ignore[no-untyped-call]
    server.call_tool(validate_input=False)(call)
    return server


def offered(tool: Tool) -> mcp.Tool:
    """Describe a tool to a client."""
    schema = tool.schema
    if tool.confirm == "always":
        token = {"type": "string", "description": wording.API_CONFIRMATION}
        schema = {**schema, "properties": {**schema.get("properties", {}), TOKEN: token}}
    return mcp.Tool(
        name=tool.name,
        title=tool.wording.title,
        description=tool.description,
        inputSchema=schema,
        annotations=mcp.ToolAnnotations(
            title=tool.wording.title,
            readOnlyHint=not tool.writes,
            destructiveHint=tool.confirm == "always",
            idempotentHint=not tool.writes,
            openWorldHint=False,
        ),
    )


def _result(text: str, structured: dict[str, Any], *, failed: bool = False) -> mcp.CallToolResult:
    return mcp.CallToolResult(
        content=[mcp.TextContent(type="text", text=text)], structuredContent=structured, isError=failed
    )
