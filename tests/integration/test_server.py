"""The web server as a process: its probes, headers and pages, and what a hostile client gets out of it."""

from __future__ import annotations

import asyncio
import json
import re
import stat
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

import httpx
import pytest
import socketio
from fastapi import FastAPI
from socketio.exceptions import ConnectionError as Refused

from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.sources import Sources
from integrations.metrics import Metrics
from integrations.server import _add_probes
from integrations.web.visitors import COOKIE, Visitors
from tests.browser.server_process import ServerProcess
from tests.fakes.openai_server import Call, OpenAIServer, Slow, Text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

STANDARD = "T/ISC 0106—2026"
PAGE = {"accept": "text/html"}
PATIENCE = 20.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, built_library: Path) -> Iterator[ServerProcess]:
    process = ServerProcess.over(built_library, tmp_path_factory.mktemp("server") / "var")
    process.start()
    yield process
    process.stop()


@asynccontextmanager
async def visitor(server: ServerProcess) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client:
        await client.get("/", headers=PAGE)
        yield client


class Talk:
    """A chat session as the page holds it."""

    def __init__(self, server: ServerProcess, client: httpx.AsyncClient, thread: str = "", session: str = "") -> None:
        self._url, self._cookie = server.url, client.cookies.get(COOKIE) or ""
        self.session, self._thread = session or str(uuid4()), thread
        self.socket = socketio.AsyncClient(reconnection=False)
        self.said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.events: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        self.heard = asyncio.Event()
        self.thread = thread
        self.socket.on("new_message", self._new)
        self.socket.on("first_interaction", self._began)
        self.socket.on("*", lambda event, *data: self.events.put_nowait((event, data)))

    def _new(self, step: dict[str, Any]) -> None:
        self.thread = step["threadId"]
        if step["type"] == "run":
            self.heard.set()
        if step["type"] == "assistant_message":
            self.said.put_nowait(step)

    def _began(self, data: dict[str, Any]) -> None:
        self.thread = data["thread_id"]

    async def __aenter__(self) -> Self:
        await self.socket.connect(
            self._url,
            headers={"Cookie": f"{COOKIE}={self._cookie}"},
            socketio_path="/ws/socket.io",
            transports=["websocket"],
            auth={
                "sessionId": self.session,
                "clientType": "webapp",
                "userEnv": "{}",
                "chatProfile": "",
                "threadId": self._thread,
            },
        )
        await self.socket.emit("connection_successful")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.disconnect()

    async def say(self, text: str) -> str:
        step = {"id": str(uuid4()), "name": "x", "type": "user_message", "output": text, "createdAt": None}
        await self.socket.emit("client_message", {"message": step, "fileReferences": []})
        return str((await asyncio.wait_for(self.said.get(), PATIENCE))["output"])


@pytest.fixture(scope="module")
def model() -> Iterator[OpenAIServer]:
    with OpenAIServer() as fake:
        yield fake


@pytest.fixture(scope="module")
def modelled(
    tmp_path_factory: pytest.TempPathFactory, built_library: Path, model: OpenAIServer
) -> Iterator[ServerProcess]:
    process = ServerProcess.over(
        built_library,
        tmp_path_factory.mktemp("modelled") / "var",
        OPENAI_BASE_URL=model.base_url,
        OPENAI_API_KEY="key",
        ASSISTANT_MODEL="qwen-test",
        ASSISTANT_MODEL_TIMEOUT="4",
    )
    process.start()
    yield process
    process.stop()


async def test_it_says_that_it_lives_and_is_ready(server: ServerProcess) -> None:
    async with httpx.AsyncClient(base_url=server.url) as client:
        assert (await client.get("/healthz")).text == "ok"
        assert (await client.get("/readyz")).json() == {"database": True, "library": True}


async def test_it_is_not_ready_without_a_schema(tmp_path: Path) -> None:
    application = build(Settings(var_dir=tmp_path, _env_file=None))
    app = FastAPI()
    _add_probes(app, application, Metrics())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as client:
        before = await client.get("/readyz")
        await application.start()
        after = await client.get("/readyz")
    await application.close()
    assert (before.status_code, before.json()["database"]) == (503, False)
    assert after.status_code == 200


async def test_the_cookie_is_for_the_server_only_and_its_key_for_the_owner(server: ServerProcess) -> None:
    async with httpx.AsyncClient(base_url=server.url) as client:
        cookie = (await client.get("/", headers=PAGE)).headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert stat.S_IMODE((server.var / "web" / "session_secret").stat().st_mode) == 0o600


async def test_without_a_cookie_the_records_are_closed(server: ServerProcess) -> None:
    listing = {"pagination": {"first": 20}, "filter": {}}
    async with httpx.AsyncClient(base_url=server.url) as client:
        assert (await client.post("/project/threads", json=listing)).status_code == 401
        forged = Visitors("z" * 48, lambda: datetime.now(UTC)).issue()[1]
        cookie = {"cookie": f"{COOKIE}={forged}"}
        assert (await client.post("/project/threads", json=listing, headers=cookie)).status_code == 401


async def test_the_page_asks_nobody_else_and_keeps_its_own_name(server: ServerProcess) -> None:
    async with visitor(server) as client:
        page = (await client.get("/", headers=PAGE)).text
        assert "<title>数智助手</title>" in page
        assert "https://" not in page
        settings = (await client.get("/project/settings?language=zh-CN")).json()
        translation = (await client.get("/project/translations?language=en-US")).json()["translation"]
        assert (await client.get("/favicon")).headers["content-type"].startswith("image/svg")
    assert settings["ui"]["name"] == "数智助手"
    assert settings["markdown"] == ""
    assert settings["features"]["spontaneous_file_upload"]["enabled"] is False
    profile = settings["chatProfiles"][0]
    assert "8.3.1 讲什么？" in [starter["message"] for starter in profile["starters"]]
    assert "内容由 AI 生成" in translation["chat"]["watermark"]


async def test_an_answer_is_counted_listed_and_given_to_its_visitor_alone(server: ServerProcess) -> None:
    listing = {"pagination": {"first": 20}, "filter": {}}
    async with visitor(server) as mine, visitor(server) as theirs:
        async with Talk(server, mine) as talk:
            assert "五大维度" in await talk.say("企业数字化诊断要看哪几个维度？")
            thread = talk.thread
        figures = (await mine.get("/metrics")).text
        assert 'shuzhi_turns_total{model="planner",declined="false"}' in figures
        assert "shuzhi_answers_overdue 0\n" in figures
        assert "shuzhi_follow_ups_due 0\n" in figures
        listed = (await mine.post("/project/threads", json=listing)).json()
        assert [entry["id"] for entry in listed["data"]] == [thread]
        own = (await mine.get(f"/project/thread/{thread}")).json()
        assert [step["type"] for step in own["steps"]] == ["user_message", "run", "tool", "assistant_message"]

        assert (await theirs.post("/project/threads", json=listing)).json()["data"] == []
        assert (await theirs.get(f"/project/thread/{thread}")).status_code == 404
        renaming = {"threadId": thread, "name": "被改名"}
        assert (await theirs.put("/project/thread", json=renaming)).status_code == 404
        deleting = httpx.Request(
            "DELETE",
            f"{server.url}/project/thread",
            content=json.dumps({"threadId": thread}),
            headers={"content-type": "application/json", "cookie": f"{COOKIE}={theirs.cookies[COOKIE]}"},
        )
        assert (await theirs.send(deleting)).status_code == 404
        run = own["steps"][1]["id"]
        opinion = {"feedback": {"forId": run, "threadId": thread, "value": 0}, "sessionId": "x"}
        assert (await theirs.put("/feedback", json=opinion)).status_code >= 400
        assert server.rows("select count(*) from feedback") == [(0,)]
        page = {"pagination": {"first": 20, "cursor": thread}, "filter": {}}
        assert (await theirs.post("/project/threads", json=page)).json().get("data", []) == []


async def test_another_visitors_thread_or_session_cannot_be_entered(server: ServerProcess) -> None:
    async with visitor(server) as mine, visitor(server) as theirs, Talk(server, mine) as talk:
        await talk.say("8.3.1 讲什么？")
        async with Talk(server, theirs, thread=talk.thread) as intruder:
            assert "不属于当前浏览器" in await intruder.say("这里说过什么？")
            shown = [intruder.events.get_nowait() for _ in range(intruder.events.qsize())]
            assert "需求识别" not in json.dumps(shown, ensure_ascii=False)
        with pytest.raises(Refused):
            await Talk(server, theirs, session=talk.session).__aenter__()
        action = {"name": "ask", "payload": {"title": "8.3.2"}, "id": "a", "label": "", "tooltip": ""}
        pressed = await theirs.post("/project/action", json={"action": action, "sessionId": talk.session})
        assert pressed.status_code == 401
        assert server.rows("select count(*) from turns where conversation_id = ?", talk.thread) == [(1,)]


async def test_without_a_cookie_there_is_no_chat(server: ServerProcess) -> None:
    async with httpx.AsyncClient(base_url=server.url) as nobody:
        with pytest.raises(Refused):
            await Talk(server, nobody).__aenter__()


async def test_asking_too_fast_gets_a_friendly_sentence(server: ServerProcess) -> None:
    async with visitor(server) as client, Talk(server, client) as talk:
        for _ in range(20):
            assert "你好" in await talk.say("你好")
        assert "问得有点快" in await talk.say("你好")
        assert server.rows("select count(*) from turns where conversation_id = ?", talk.thread) == [(20,)]
    async with visitor(server) as other, Talk(server, other) as talk:
        assert "你好" in await talk.say("你好")


async def test_a_deleted_conversation_says_so(server: ServerProcess) -> None:
    async with visitor(server) as client, Talk(server, client) as talk:
        await talk.say("你好")
        deleted = await client.request("DELETE", "/project/thread", json={"threadId": talk.thread})
        assert deleted.status_code == 200
        assert "已经删除" in await talk.say("还在吗")


async def test_a_models_answer_streams_and_says_who_wrote_it(modelled: ServerProcess, model: OpenAIServer) -> None:
    model.script(
        Call("search_sources", {"question": "企业数字化诊断要看哪几个维度"}),
        Text("诊断应覆盖数字意识、数字基础设施等五大维度〔T/ISC 0106—2026 8.3.1 b)〕。"),
        repeat=True,
    )
    async with visitor(modelled) as client, Talk(modelled, client) as talk:
        answer = await talk.say("诊断看什么？")
        assert "AI 生成 · 由 qwen-test 作答" in answer, answer
        assert "[T/ISC 0106—2026 8.3.1 b)](/source?" in answer
        names = [talk.events.get_nowait()[0] for _ in range(talk.events.qsize())]
        assert "stream_start" in names
        assert (await client.get("/terms")).text.count("qwen-test") == 1
        assert "会发给运营方接入的模型服务（qwen-test）" in (await client.get("/privacy")).text


async def test_a_slow_model_can_be_stopped_while_others_chat_on(modelled: ServerProcess, model: OpenAIServer) -> None:
    model.script(Slow(30), Text("慢"), repeat=True)
    async with visitor(modelled) as slow, visitor(modelled) as quick, Talk(modelled, slow) as waiting:
        asking = asyncio.create_task(waiting.say("诊断看什么？"))
        await asyncio.wait_for(waiting.heard.wait(), PATIENCE)
        async with Talk(modelled, quick) as talk:
            assert "你好" in await talk.say("你好")
        assert not asking.done()
        await waiting.socket.emit("stop")
        assert "已停止显示" in await asking


async def test_a_page_that_comes_back_gets_the_answer_under_way(modelled: ServerProcess, model: OpenAIServer) -> None:
    model.script(Slow(2), Text("慢"), repeat=True)
    async with visitor(modelled) as client:
        async with Talk(modelled, client) as talk:
            step = {
                "id": str(uuid4()),
                "name": "x",
                "type": "user_message",
                "output": "诊断看什么？",
                "createdAt": None,
            }
            await talk.socket.emit("client_message", {"message": step, "fileReferences": []})
            await asyncio.wait_for(talk.heard.wait(), PATIENCE)
            thread = talk.thread
            async with asyncio.timeout(PATIENCE):
                while not modelled.rows("select 1 from turns where conversation_id = ?", thread):  # noqa: ASYNC110 -- another process writes it
                    await asyncio.sleep(0.05)
        async with Talk(modelled, client, thread=thread) as again:
            seen: dict[str, Any] = {}
            while "update_message" not in seen:
                name, data = await asyncio.wait_for(again.events.get(), PATIENCE)
                seen[name] = data
    assert "正在作答……" in json.dumps(seen["resume_thread"], ensure_ascii=False)
    (shown,) = seen["update_message"]
    assert shown["id"] == f"answer-{step['id']}"
    assert "AI 生成" in shown["output"]


async def test_an_unreadable_button_does_nothing(server: ServerProcess) -> None:
    async with visitor(server) as client, Talk(server, client) as talk:
        await talk.say("你好")
        for payload in ({}, {"title": 3}, {"title": "x", "tool": "drop_tables", "arguments": []}):
            action = {"name": "ask", "payload": payload, "id": "a", "label": "", "tooltip": ""}
            pressed = await client.post("/project/action", json={"action": action, "sessionId": talk.session})
            assert pressed.status_code == 200
        assert server.rows("select count(*) from turns where conversation_id = ?", talk.thread) == [(1,)]


async def test_complaints_are_checked_stored_and_capped(server: ServerProcess) -> None:
    async with visitor(server) as client:
        assert (await client.post("/complaint", data={"text": "  "})).status_code == 422
        too_long = await client.post("/complaint", data={"text": "长" * 5001})
        assert too_long.status_code == 422
        assert "5000 字以内" in too_long.text
        marked = await client.post("/complaint", data={"text": "<script>alert(1)</script>", "reach": "x" * 201})
        assert marked.status_code == 422
        assert "&lt;script&gt;" in marked.text
        answers = [await client.post("/complaint", data={"text": f"第{n}次"}) for n in range(6)]
        receipt = await client.get(answers[0].headers["location"])
        nonsense = await client.get("/complaint", params={"receipt": "<b>"})
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert re.search(r"请 \d+ 分钟后再试", answers[5].text)
    assert answers[0].headers["location"].rpartition("=")[2] in receipt.text
    assert "已经收到" not in nonsense.text
    assert server.rows("select count(*) from complaints") == [(5,)]


async def test_a_source_is_shown_with_its_neighbours(server: ServerProcess) -> None:
    fields = {"document": STANDARD, "clause": "8.3.1 b)"}
    async with httpx.AsyncClient(base_url=server.url) as client:
        text = (await client.get("/source/text", params=fields)).text
        page = await client.get("/source", params=fields, headers=PAGE)
        missing = await client.get("/source", params={**fields, "clause": "8.5"}, headers=PAGE)
        bare = await client.get("/source", headers=PAGE)
    assert "> 平台应支持对企业开展数字化成熟度诊断" in text
    assert "**上一条** [8.3.1 a)]" in text
    assert "**下一条** [8.3.1 c)]" in text
    assert "平台应具备结构化的企业调研能力" in page.text
    assert missing.status_code == bare.status_code == 404
    assert "找不到这一条" in bare.text


async def test_units_of_one_label_are_told_apart_by_their_words(tmp_path: Path) -> None:
    application = build(Settings(var_dir=tmp_path, _env_file=None))
    await application.start()
    library, sources = application.library.current(), Sources(application.library)
    shared = next(
        found
        for passage in library.passages
        if len(found := library.find(passage.document, passage.clause)) > 1
        and found[-1].display not in found[0].display
        and found[-1].kind.value not in {"fact", "absent"}
    )
    wanted = shared[-1]
    excerpt = sources.excerpt(wanted.document, wanted.clause, wanted.display[:24])
    await application.close()
    assert excerpt is not None
    assert wanted.display[:24] in excerpt.text
