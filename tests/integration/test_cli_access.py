"""The commands around tools, operators and keys, in this process."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from typing import TYPE_CHECKING

import httpx
import pytest
from argon2 import PasswordHasher
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from integrations import cli
from integrations.cli import console
from tests.browser.server_process import ServerProcess
from tools.catalog import CATALOG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NEED = ["--kind", "need", "--text", "想给质检线上一套机器视觉"]


@pytest.fixture
def run(
    var_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a command; returns its exit code, what it printed and what it complained of."""
    monkeypatch.setenv("VAR_DIR", str(var_dir))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("assistant.access._HASHER", PasswordHasher(time_cost=1, memory_cost=64))
    for stream in (console.out, console.err):
        monkeypatch.setattr(stream, "_width", 200)

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["shuzhi", *arguments])
            patch.setattr(sys, "stdin", io.StringIO(typed))
            capfd.readouterr()
            code = 0
            try:
                cli.main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1 if end.code else 0
            printed = capfd.readouterr()
        return code, printed.out, printed.err

    return run


# --- tool -------------------------------------------------------------------------------------------------------------


def test_tools_are_listed_and_explained(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run("tool")
    assert code == 0
    for tool in CATALOG:
        assert f" {tool.name} " in out
        assert tool.wording.title in out
    assert "仅运营人员" in out
    code, out, _ = run("tool", "list_policies", "--help")
    assert code == 0
    assert "--level" in out
    assert "国家 | 省 | 市 | 区" in out
    assert "--enterprise" in out


def test_a_tool_answers(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run("tool", "read_clause", "--clause", "8.3.1 b)")
    assert code == 0
    assert "五大维度" in out
    code, out, _ = run("tool", "list_policies", "--level=省", "--json")
    answer = json.loads(out)
    assert answer["tool_calls"][0]["arguments"] == {"level": "省"}


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["read_claus"], 2, "你是不是想用 read_clause"),
        (["read_clause"], 2, "缺少 --clause"),
        (["read_clause", "--claus", "x"], 2, "没有 --claus 这个选项"),
        (["read_clause", "8.3.1"], 2, "前面要有选项名"),
        (["list_policies", "--level", "镇"], 2, "--level 只能是"),
        (["list_policies", "--skip", "x"], 2, "--skip 要是整数"),
        (["read_clause", "--clause", "8.3.1", "--role", "admin"], 2, "只能是"),
        (["read_clause", "--clause", "8.3.1", "--role", "operator", "--enterprise", "E"], 2, "不属于某家企业"),
        (["show_needs"], 1, "只给运营人员使用"),
    ],
)
def test_what_cannot_be_is_one_clear_line(
    run: Callable[..., tuple[int, str, str]], words: list[str], code: int, complaint: str
) -> None:
    got, _, err = run("tool", *words)
    assert got == code, err
    assert complaint in err
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_a_change_asks_unless_it_is_told_yes(run: Callable[..., tuple[int, str, str]]) -> None:
    code, _, err = run("tool", "open_ticket", *NEED)
    assert code == 2
    assert "机器视觉" in err
    assert "--yes" in err
    shown = json.loads(run("tool", "show_tickets", "--json")[1])
    assert "机器视觉" not in shown["text"]
    code, out, _ = run("tool", "open_ticket", *NEED, "--yes", "--json")
    assert code == 0
    number = json.loads(out)["tool_calls"][0]["result"]["number"]
    assert number in run("tool", "show_tickets")[1]
    assert number in run("tool", "show_tickets", "--role", "operator")[1]


def test_a_refusal_is_json_too_where_that_is_asked_for(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = run("tool", "show_needs", "--json")
    assert code == 1
    assert json.loads(out)["error"]["kind"] == "not_permitted"
    assert err


# --- operator and key -------------------------------------------------------------------------------------------------


def test_operators_come_and_go(run: Callable[..., tuple[int, str, str]]) -> None:
    assert "还没有运营人员" in run("operator", "list")[1]
    assert "还没有，没人能处理工单" in run("doctor")[1]
    code, out, _ = run("operator", "add", "王敏", "--password-stdin", typed="correct horse\n")
    assert code == 0
    assert "/operator" in out
    assert "1 位可以登录" in run("doctor")[1]
    assert run("operator", "add", "王敏", "--password-stdin", typed="correct horse\n")[0] == 1
    code, _, err = run("operator", "add", "李", "--password-stdin", typed="short\n")
    assert (code, "8 到 200 位" in err) == (2, True)
    assert run("operator", "password", "王敏", "--password-stdin", typed="another one\n")[0] == 0
    assert "没有叫 赵 的运营人员" in run("operator", "disable", "赵")[2]
    assert run("operator", "disable", "王敏")[0] == 0
    assert "已停用" in run("operator", "list")[1]


def test_a_person_types_the_password_twice(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["correct horse", "correct hose", "correct horse", "correct horse"])
    monkeypatch.setattr("integrations.cli.access.getpass", lambda _: next(typed))
    code, _, err = run("operator", "add", "王敏")
    assert (code, "不一样" in err) == (2, True)
    assert run("operator", "add", "王敏")[0] == 0


def test_keys_are_shown_once(run: Callable[..., tuple[int, str, str]]) -> None:
    assert "还没有密钥" in run("key", "list")[1]
    code, out, _ = run("key", "add", "erp", "--role", "operator")
    token = out.splitlines()[-1]
    assert code == 0
    assert token.startswith("sz_")
    listed = run("key", "list")[1]
    assert "erp" in listed
    assert token not in listed
    assert "已经有叫 erp 的密钥" in run("key", "add", "erp", "--role", "operator")[2]
    assert "没有编号为 E9 的企业" in run("key", "add", "x", "--role", "enterprise", "--enterprise", "E9")[2]
    assert "不属于某家企业" in run("key", "add", "x", "--role", "operator", "--enterprise", "E9")[2]
    assert run("key", "add", "x", "--role", "admin")[0] == 2
    assert run("key", "revoke", "erp")[0] == 0
    assert "已停用" in run("key", "list")[1]
    assert "没有叫 crm 的密钥" in run("key", "revoke", "crm")[2]


# --- several processes ------------------------------------------------------------------------------------------------


class ApiProcess(ServerProcess):
    """The API alone, answered by two processes."""

    start_with = "serve(port=int(sys.argv[1]), channels=('api',), workers=2)"


async def _served_by_any(address: str, token: str) -> None:
    """Talk to an MCP server no process of which keeps a session."""
    async with (
        httpx.AsyncClient(headers={"authorization": f"Bearer {token}"}, timeout=30) as http,
        streamable_http_client(address, http_client=http) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        for _ in range(4):
            assert (await session.list_tools()).tools
            assert not (await session.call_tool("read_clause", {"clause": "8.3.1"})).isError


def test_two_processes_answer_programs(var_dir: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    token = run("key", "add", "erp", "--role", "enterprise")[1].splitlines()[-1]
    process = ApiProcess(var_dir)
    process.start()
    try:
        with httpx.Client(base_url=process.url, headers={"authorization": f"Bearer {token}"}, timeout=30) as client:
            said = {"text": "8.3.1 b) 讲什么？", "conversation": "c", "message_id": "1"}
            answers = {client.post("/api/chat", json=said).text for _ in range(8)}
            assert len(answers) == 1
            need = {"kind": "need", "text": "想给质检线上一套机器视觉"}
            for _ in range(3):
                asked = client.post("/api/tools/open_ticket", json=need)
                token_ = {"confirmation": asked.json()["confirmation"]}
                with httpx.Client(base_url=process.url, headers=client.headers, timeout=30) as another:
                    assert another.post("/api/tools/open_ticket", json=token_).status_code == 200
            assert client.get("/").status_code == 404
            assert client.get("/healthz").text == "ok"
        asyncio.run(_served_by_any(f"{process.url}/mcp", token))
        assert process.rows("select count(*) from turns where message_id = '1'") == [(1,)]
    finally:
        process.stop()
