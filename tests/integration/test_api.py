"""The API on the real application: who may call, what retries do, what a confirmation is good for."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import text

from assistant.access import Keys
from assistant.bootstrap import build
from assistant.settings import Settings
from integrations.calling import CONFIRMED_WITHIN
from integrations.server import create
from tools.catalog import BY_NAME, CATALOG
from tools.database.repositories.enterprises import EnterpriseRepository

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from fastapi import FastAPI

    from assistant.bootstrap import Application
    from tools.kit.tool import Role

NEED = {"kind": "need", "text": "想给质检线上一套机器视觉"}


class World:
    """A deployment with two enterprises, their keys and an operator's."""

    now = datetime.now(UTC)
    client: httpx.AsyncClient

    def __init__(self, settings: Settings, beside: Application) -> None:
        self.application = build(settings, clock=lambda: self.now, beside=beside)
        self.keys = Keys(self.application.database, self.application.clock)
        self.tokens: dict[str, str] = {}

    async def prepare(self) -> None:
        """Put the enterprises and the keys there."""
        async with self.application.database.transaction() as session:
            for name in ("E1", "E2"):
                await EnterpriseRepository(session).ensure(name, verified=True, now=self.now)
        bearers: tuple[tuple[str, Role, str | None], ...] = (
            ("one", "enterprise", "E1"),
            ("two", "enterprise", "E2"),
            ("ops", "operator", None),
        )
        for name, role, enterprise in bearers:
            self.tokens[name] = (await self.keys.add(name, role, enterprise))[1]

    async def count(self, table: str) -> int:
        async with self.application.database.read() as session:
            return int((await session.execute(text(f"select count(*) from {table}"))).scalar_one())


@asynccontextmanager
async def started(app: FastAPI) -> AsyncIterator[None]:
    """Start and stop an application in one task, as a server does."""
    ready, done = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.router.lifespan_context(app):
            ready.set()
            await done.wait()

    task = asyncio.create_task(live())
    await asyncio.wait({asyncio.create_task(ready.wait()), task}, return_when=asyncio.FIRST_COMPLETED)
    try:
        yield
    finally:
        done.set()
        await task


@pytest.fixture(scope="module")
def shared(built_library: Path) -> Application:
    """Read the library once for all tests."""
    application = build(Settings(var_dir=built_library, log_level="WARNING"))
    application.library.current()
    application.intents.recogniser()
    return application


@pytest_asyncio.fixture
async def world(tmp_path: Path, shared: Application) -> AsyncIterator[World]:
    world = World(Settings(var_dir=tmp_path, log_level="WARNING"), shared)
    app = create(world.application, channels=("api",))
    async with started(app):
        await world.prepare()
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            world.client = client
            yield world


async def post(world: World, path: str, body: Any, key: str = "one", **headers: str) -> httpx.Response:
    bearer = {"authorization": f"Bearer {world.tokens.get(key, key)}"}
    return await world.client.post(path, json=body, headers=bearer | headers)


async def get(world: World, path: str, key: str | None = "one") -> httpx.Response:
    bearer = {} if key is None else {"authorization": f"Bearer {world.tokens.get(key, key)}"}
    return await world.client.get(path, headers=bearer)


def refused(answer: httpx.Response) -> tuple[int, str]:
    body = answer.json()
    assert body["message"]
    return answer.status_code, body["error"]["kind"]


# --- who may call -----------------------------------------------------------------------------------------------------


async def test_without_a_key_in_force_nothing_is_said(world: World) -> None:
    await world.keys.revoke("two")
    for key in (None, "sz_wrong", "x", "two"):
        answer = await get(world, "/api/tools", key)
        assert refused(answer) == (401, "unauthorised")
        assert answer.headers["www-authenticate"] == "Bearer"
    assert refused(await post(world, "/api/chat", {"text": "你好"}, "two")) == (401, "unauthorised")
    assert refused(await post(world, "/api/tools/read_clause", {"clause": "8.3.1"}, "sz_no")) == (401, "unauthorised")
    assert await world.count("turns") == 0
    assert (await get(world, "/metrics")).text.count('shuzhi_refused_total{reason="key"} 6') == 1


async def test_the_tools_of_a_role_and_no_others(world: World) -> None:
    mine = (await get(world, "/api/tools")).json()["tools"]
    theirs = (await get(world, "/api/tools", "ops")).json()["tools"]
    assert {tool["name"] for tool in mine} == {tool.name for tool in CATALOG if "enterprise" in tool.roles}
    assert {tool["name"] for tool in theirs} == {tool.name for tool in CATALOG if "operator" in tool.roles}
    ticket = next(tool for tool in mine if tool["name"] == "open_ticket")
    assert (ticket["writes"], ticket["confirm"]) == (True, "always")
    assert ticket["parameters"]["properties"]["kind"]
    assert refused(await post(world, "/api/tools/show_needs", {})) == (403, "not_permitted")
    assert (await post(world, "/api/tools/show_needs", {}, "ops")).status_code == 200


async def test_a_message_cannot_say_who_it_is_from(world: World) -> None:
    for more in ({"role": "operator"}, {"confirmed": True}, {"enterprise": "E2"}, {"user": "key:x"}):
        assert refused(await post(world, "/api/chat", {"text": "你好", **more})) == (422, "invalid_arguments")
    pressed = await post(world, "/api/chat", {"press": "show_needs"})
    assert pressed.json()["declined"] is True
    assert pressed.json()["tool_calls"] == []


async def test_too_many_calls_wait(world: World) -> None:
    answers = [await get(world, "/api/tools", "ops") for _ in range(121)]
    assert [answer.status_code for answer in answers[:120]] == [200] * 120
    assert refused(answers[120]) == (429, "too_many")
    assert 0 < int(answers[120].headers["retry-after"]) <= 60
    assert (await get(world, "/api/tools")).status_code == 200
    assert 'shuzhi_refused_total{reason="rate"} 1' in (await get(world, "/metrics")).text


# --- sentences --------------------------------------------------------------------------------------------------------


async def test_a_sentence_is_answered_as_in_batch(world: World) -> None:
    answer = (
        await post(world, "/api/chat", {"text": "8.3.1 b) 讲什么？", "conversation": "c", "message_id": "1"})
    ).json()
    assert list(answer) == [
        "id", "conversation", "text", "citations", "tool_calls", "suggestions", "declined", "model", "seconds",
    ]  # fmt: skip
    assert (answer["id"], answer["conversation"], answer["model"]) == ("1", "c", "planner")
    assert answer["citations"][0]["clause"] == "8.3.1 b)"
    follow = (await post(world, "/api/chat", {"text": "下一条呢？", "conversation": "c"})).json()
    assert follow["citations"][0]["clause"] == "8.3.1 c)"
    assert "shuzhi_turns_total" in (await get(world, "/metrics")).text


async def test_two_keys_can_name_their_conversations_alike(world: World) -> None:
    said = {"text": "8.3.1 b) 讲什么？", "conversation": "c", "message_id": "1"}
    one, two = await post(world, "/api/chat", said, "one"), await post(world, "/api/chat", said, "two")
    assert one.status_code == two.status_code == 200
    assert await world.count("conversations") == 2


async def test_a_retried_message_is_answered_once(world: World) -> None:
    for named in ({"conversation": "c", "message_id": "1"}, {"message_id": "2"}):
        before = await world.count("turns")
        said = {"text": "8.3.1 讲什么？", **named}
        answers = await asyncio.gather(*(post(world, "/api/chat", said) for _ in range(5)))
        assert [answer.status_code for answer in answers] == [200] * 5
        assert len({answer.text for answer in answers}) == 1
        assert await world.count("turns") == before + 1


async def test_a_pressed_write_asks_and_a_yes_writes_once(world: World) -> None:
    place = {"conversation": "c"}
    asked = (
        await post(world, "/api/chat", {"press": "open_ticket", "arguments": NEED, "message_id": "1", **place})
    ).json()
    assert asked["tool_calls"] == []
    assert await world.count("tickets") == 0
    for _ in range(2):
        done = (await post(world, "/api/chat", {"text": "确认", "message_id": "2", **place})).json()
        assert [call["name"] for call in done["tool_calls"]] == ["open_ticket"]
    assert await world.count("tickets") == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "text"),
        ({"text": "  "}, "text"),
        ({"text": 1}, "文字"),
        ({"text": "x" * 2001}, "2001"),
        ({"text": "x", "conversation": ""}, "conversation"),
        ({"text": "x", "message_id": "x" * 129}, "message_id"),
        ({"text": "x", "arguments": []}, "JSON"),
        ([], "JSON"),
        ("x", "JSON"),
    ],
)
async def test_what_is_no_message_is_explained(world: World, body: Any, words: str) -> None:
    answer = await post(world, "/api/chat", body)
    assert refused(answer) == (422, "invalid_arguments")
    assert words in answer.json()["message"]


async def test_lost_and_broken_requests_are_explained_too(world: World) -> None:
    client = world.client
    bearer = {"authorization": f"Bearer {world.tokens['one']}"}
    assert refused(await get(world, "/api/nowhere")) == (404, "not_found")
    assert refused(await get(world, "/api/chat")) == (405, "no_method")
    broken = await client.post("/api/chat", content=b'{"text":', headers=bearer | {"content-type": "application/json"})
    assert refused(broken) == (422, "invalid_arguments")
    large = await client.post("/api/tools/read_clause", content=b"x" * 300_000, headers=bearer)
    assert refused(large) == (413, "too_large")

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b"x" * 1000

    assert refused(await client.post("/api/chat", content=chunks(), headers=bearer)) == (413, "too_large")
    elsewhere = await client.post("/api/chat", json={"text": "x"}, headers=bearer | {"origin": "https://evil.example"})
    assert refused(elsewhere) == (403, "not_permitted")


# --- tools ------------------------------------------------------------------------------------------------------------


async def test_a_tool_that_reads_runs(world: World) -> None:
    answer = await post(world, "/api/tools/read_clause", {"clause": "8.3.1 b)"})
    assert answer.status_code == 200
    assert answer.json()["tool_calls"][0]["name"] == "read_clause"
    assert (await post(world, "/api/tools/list_policies", None)).status_code in {200, 422}
    client = world.client
    bare = await client.post("/api/tools/list_policies", headers={"authorization": f"Bearer {world.tokens['one']}"})
    assert bare.status_code == 200


async def test_what_a_tool_cannot_take_is_explained(world: World) -> None:
    assert refused(await post(world, "/api/tools/nothing", {})) == (404, "not_found")
    wrong = await post(world, "/api/tools/list_policies", {"level": "镇", "colour": 1})
    assert refused(wrong) == (422, "invalid_arguments")
    assert {problem["slot"] for problem in wrong.json()["error"]["problems"]} == {"level", "colour"}
    assert refused(await post(world, "/api/tools/read_clause", {})) == (422, "invalid_arguments")
    assert refused(await post(world, "/api/tools/read_clause", [1])) == (422, "invalid_arguments")


async def test_a_write_asks_first_and_its_token_runs_it_once(world: World) -> None:
    asked = await post(world, "/api/tools/open_ticket", NEED)
    assert asked.status_code == 202
    assert "机器视觉" in asked.json()["question"]
    assert await world.count("tickets") == await world.count("turns") == 0
    token = {"confirmation": asked.json()["confirmation"]}
    done = await asyncio.gather(*(post(world, "/api/tools/open_ticket", token) for _ in range(4)))
    assert [answer.status_code for answer in done] == [200] * 4
    assert len({answer.text for answer in done}) == 1
    assert done[0].json()["tool_calls"][0]["arguments"] == NEED
    again = await post(world, "/api/tools/open_ticket", {**NEED, **token})
    assert again.text == done[0].text
    assert await world.count("tickets") == 1


async def test_a_token_is_good_for_what_it_was_made_for(world: World) -> None:
    asked = (await post(world, "/api/tools/open_ticket", NEED)).json()
    token = {"confirmation": asked["confirmation"]}
    assert refused(await post(world, "/api/tools/open_ticket", token, "two")) == (403, "not_permitted")
    assert refused(await post(world, "/api/tools/open_ticket", {"confirmation": "x.y.z"})) == (403, "not_permitted")
    assert refused(await post(world, "/api/tools/open_ticket", {"confirmation": 1})) == (403, "not_permitted")
    assert refused(await post(world, "/api/tools/erase_archive", token)) == (409, "conflict")
    assert refused(await post(world, "/api/tools/open_ticket", {**NEED, "text": "别的", **token})) == (409, "conflict")
    world.now += CONFIRMED_WITHIN
    assert refused(await post(world, "/api/tools/open_ticket", token)) == (409, "conflict")
    assert await world.count("tickets") == 0
    world.now -= timedelta(seconds=1)
    assert (await post(world, "/api/tools/open_ticket", token)).status_code == 200
    assert await world.count("tickets") == 1


async def test_a_retried_write_that_does_not_ask_writes_once(world: World) -> None:
    assert BY_NAME["start_diagnosis"].confirm == "never"
    form = {"form": "quick"}
    answers = [await post(world, "/api/tools/start_diagnosis", form, **{"idempotency-key": "a"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.text for answer in answers}) == 1
    assert await world.count("assessments") == 1


# --- another enterprise's affairs -------------------------------------------------------------------------------------


async def test_an_enterprise_sees_only_itself(world: World) -> None:
    token = {"confirmation": (await post(world, "/api/tools/open_ticket", NEED, "two")).json()["confirmation"]}
    done = (await post(world, "/api/tools/open_ticket", token, "two")).json()
    number = done["tool_calls"][0]["result"]["number"]
    assert number in (await post(world, "/api/tools/show_tickets", {}, "two")).text
    mine = await post(world, "/api/tools/show_tickets", {}, "one")
    assert number not in mine.text
    assert "机器视觉" not in mine.text
    named = [tool for tool in CATALOG if "enterprise" in tool.roles and "enterprise" in tool.parameters.model_fields]
    assert named
    refusals = []
    for tool in named:
        answer = await post(world, f"/api/tools/{tool.name}", {"enterprise": "E2"}, "one")
        if answer.status_code == 202:
            token = {"confirmation": answer.json()["confirmation"]}
            answer = await post(world, f"/api/tools/{tool.name}", token, "one")
        # Where it lacks something else it has not looked yet; who has one enterprise is told so, whatever they name.
        own = {(409, "conflict")} if tool.name == "switch_enterprise" else set()
        assert refused(answer) in {(403, "not_permitted"), (422, "invalid_arguments")} | own, tool.name
        assert "机器视觉" not in answer.text
        refusals.append(answer.status_code)
    assert refusals.count(403) >= 5


# --- what is said about it --------------------------------------------------------------------------------------------


async def test_the_document_names_every_tool_and_the_page_asks_nobody_else(world: World) -> None:
    document = (await get(world, "/api/openapi.json", None)).json()
    assert {f"/tools/{tool.name}" for tool in CATALOG} | {"/chat", "/tools"} == set(document["paths"])
    names = set(document["components"]["schemas"])

    def references(node: Any) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*map(references, node.values()))
        return set().union(*map(references, node)) if isinstance(node, list) else set()

    assert {reference.rpartition("/")[2] for reference in references(document)} <= names
    page = await get(world, "/api/docs", None)
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "https://" not in page.text.replace("https://你的平台地址", "")
    assert "<script>" not in page.text
    for tool in CATALOG:
        assert f'id="{tool.name}"' in page.text
    assert (await get(world, "/public/pages.css", None)).status_code == 200


async def test_only_what_is_asked_for_is_mounted(world: World) -> None:
    for path in ("/", "/operator", "/terms", "/project/settings"):
        assert (await get(world, path, None)).status_code == 404
    assert (await get(world, "/healthz", None)).text == "ok"
