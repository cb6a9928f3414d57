"""The MCP server, driven by the real client: over HTTP against a server process, and over standard input and output."""

from __future__ import annotations

import json
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from assistant.access import Keys
from assistant.bootstrap import utc_now
from tests.browser.server_process import ServerProcess
from tools.catalog import CATALOG
from tools.database.engine import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from mcp.types import CallToolResult

    from tools.kit.tool import Role

ROOT = Path(__file__).parents[2]
NEED = {"kind": "need", "text": "想给质检线上一套机器视觉"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, built_library: Path) -> Iterator[ServerProcess]:
    process = ServerProcess.over(built_library, tmp_path_factory.mktemp("mcp") / "var")
    process.start()
    yield process
    process.stop()


async def key(server: ServerProcess, name: str, role: Role) -> str:
    database = Database(f"sqlite:///{server.var / 'shuzhi.db'}")
    try:
        return (await Keys(database, utc_now).add(name, role, None))[1]
    finally:
        await database.close()


@asynccontextmanager
async def session(server: ServerProcess, token: str) -> AsyncIterator[ClientSession]:
    async with (
        httpx.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=30) as http,
        streamable_http_client(f"{server.url}/mcp", http_client=http) as (read, write, _),
        ClientSession(read, write) as client,
    ):
        await client.initialize()
        yield client


def said(result: CallToolResult) -> str:
    [content] = result.content
    assert content.type == "text"
    return content.text


def structured(result: CallToolResult) -> dict[str, Any]:
    assert result.structuredContent is not None
    return result.structuredContent


async def test_a_client_sees_the_tools_of_its_role(server: ServerProcess) -> None:
    async with session(server, await key(server, "listing", "enterprise")) as client:
        listed = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(listed) == {tool.name for tool in CATALOG if "enterprise" in tool.roles}
    for tool in CATALOG:
        if tool.name not in listed:
            continue
        shown = listed[tool.name]
        assert shown.annotations is not None
        assert shown.annotations.readOnlyHint is not tool.writes
        assert shown.annotations.destructiveHint is (tool.confirm == "always")
        assert shown.title == tool.wording.title
        assert shown.description == tool.description
        assert ("confirmation" in shown.inputSchema["properties"]) is (tool.confirm == "always")
    async with session(server, await key(server, "listing operator", "operator")) as client:
        theirs = {tool.name for tool in (await client.list_tools()).tools}
    assert theirs == {tool.name for tool in CATALOG if "operator" in tool.roles}


async def test_a_read_answers_in_text_and_structure(server: ServerProcess) -> None:
    async with session(server, await key(server, "reading", "enterprise")) as client:
        result = await client.call_tool("read_clause", {"clause": "8.3.1 b)"})
        assert not result.isError
        assert "五大维度" in said(result)
        assert structured(result)["citations"][0]["clause"] == "8.3.1 b)"
        again = await client.call_tool("read_clause", {"clause": "8.3.1 c)"})
        assert structured(again)["conversation"] == structured(result)["conversation"]
        assert structured(again)["id"] != structured(result)["id"]


async def test_a_write_asks_first_and_runs_once_with_its_token(server: ServerProcess) -> None:
    async with session(server, await key(server, "writing", "enterprise")) as client:
        asked = await client.call_tool("open_ticket", NEED)
        assert not asked.isError
        assert "confirmation" in said(asked)
        assert "机器视觉" in structured(asked)["question"]
        assert server.rows("select count(*) from tickets") == [(0,)]
        token = structured(asked)["confirmation"]
        wrong = await client.call_tool("open_ticket", {**NEED, "text": "别的", "confirmation": token})
        assert wrong.isError
        assert structured(wrong)["error"]["kind"] == "conflict"
        done = await client.call_tool("open_ticket", {**NEED, "confirmation": token})
        twice = await client.call_tool("open_ticket", {"confirmation": token})
        assert said(done) == said(twice)
        assert server.rows("select count(*) from tickets") == [(1,)]
        other = await key(server, "not writing", "enterprise")
    async with session(server, other) as client:
        stolen = await client.call_tool("open_ticket", {"confirmation": token})
        assert structured(stolen)["error"]["kind"] == "not_permitted"
        assert "机器视觉" not in said(await client.call_tool("show_tickets", {}))


async def test_what_one_may_not_or_cannot_is_an_error_in_words(server: ServerProcess) -> None:
    async with session(server, await key(server, "asking", "enterprise")) as client:
        refused = await client.call_tool("show_needs", {})
        unknown = await client.call_tool("nothing", {})
        wrong = await client.call_tool("list_policies", {"level": "镇"})
    assert [result.isError for result in (refused, unknown, wrong)] == [True] * 3
    kinds = [structured(result)["error"]["kind"] for result in (refused, unknown, wrong)]
    assert kinds == ["not_permitted", "not_found", "invalid_arguments"]
    assert "国家、省、市、区" in said(wrong)


async def test_a_session_needs_its_own_key_all_along(server: ServerProcess) -> None:
    mine, theirs = await key(server, "mine", "enterprise"), await key(server, "theirs", "operator")
    start = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }
    accept = {"accept": "application/json, text/event-stream"}
    async with httpx.AsyncClient(base_url=server.url, headers=accept) as client:
        bare = await client.post("/mcp", json=start)
        assert bare.status_code == 401
        assert bare.json()["error"]["kind"] == "unauthorised"
        opened = await client.post("/mcp", json=start, headers={"authorization": f"Bearer {mine}"})
        number = {"mcp-session-id": opened.headers["mcp-session-id"]}
        listing = {"jsonrpc": "2.0", "id": 2, "method": "tools/list"}
        stolen = await client.post("/mcp", json=listing, headers={"authorization": f"Bearer {theirs}", **number})
        assert stolen.status_code == 404
        database = Database(f"sqlite:///{server.var / 'shuzhi.db'}")
        await Keys(database, utc_now).revoke("mine")
        await database.close()
        late = await client.post("/mcp", json=listing, headers={"authorization": f"Bearer {mine}", **number})
        assert late.status_code == 401


@pytest.mark.parametrize("role", ["enterprise", "operator"])
async def test_a_client_on_this_machine_talks_over_standard_streams(var_dir: Path, role: str) -> None:
    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-c", "from integrations.cli import main; main()", "mcp", "--role", role],
        env={**os.environ, "VAR_DIR": str(var_dir), "PYTHONPATH": str(ROOT)},
        cwd=var_dir,
    )
    async with stdio_client(parameters) as (read, write), ClientSession(read, write) as client:
        await client.initialize()
        names = {tool.name for tool in (await client.list_tools()).tools}
        assert names == {tool.name for tool in CATALOG if role in tool.roles}
        assert "五大维度" in said(await client.call_tool("read_clause", {"clause": "8.3.1 b)"}))
        needs = await client.call_tool("show_needs", {})
        assert needs.isError is (role == "enterprise")
        if role == "enterprise":
            token = structured(await client.call_tool("open_ticket", NEED))["confirmation"]
            done = await client.call_tool("open_ticket", {"confirmation": token})
            assert not done.isError, json.dumps(structured(done), ensure_ascii=False)
            assert structured(done)["tool_calls"][0]["result"]["number"] in said(done)
