"""Nobody reads or changes what is another enterprise's: every tool of the catalog, through every door."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import pytest_asyncio
from chainlit.types import Feedback, Pagination, ThreadFilter
from fastapi import HTTPException
from mcp.shared.memory import create_connected_server_and_client_session
from pydantic import SecretStr

from assistant import offering
from assistant.access import Keys
from assistant.bootstrap import build
from assistant.intents.opening import utterances
from assistant.messages import Message
from assistant.settings import Settings
from assistant.sources import Sources
from assistant.wording import GO_AHEAD
from integrations.calling import Caller, Calls
from integrations.mcp_server import serving
from integrations.metrics import Metrics
from integrations.server import create
from integrations.web import files, pages
from integrations.web.data_layer import RecordsDataLayer
from integrations.web.rates import Rates
from integrations.web.visitors import COOKIE, Visitor, Visitors, secret, speaking
from tests.fakes.attempts import attempts
from tests.fakes.front_desk import Clock
from tests.fakes.openai_server import Call, OpenAIServer, Text
from tests.fakes.victim import (
    CLAIMS,
    CONVERSATION,
    DESK,
    ENTERPRISE,
    LIKE_IT,
    NAME,
    SECRETS,
    VISITOR,
    Speaker,
    Victim,
    settle,
)
from tests.integration.test_api import started
from tools.catalog import BY_NAME, CATALOG
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.kit.errors import NotFound, NotPermitted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from assistant.access import Key
    from assistant.bootstrap import Application
    from assistant.messages import Reply

OWN, OWN_VISITOR = "ent-plain", "visitor-plain"
"""Whose people try."""
OFTEN = ("name", "enterprise", "ticket", "hand_off", "assessment", "content")
"""What people are likeliest to have heard of."""


class World:
    """A deployment with an enterprise that has secrets, and people who would like to know them."""

    client: httpx.AsyncClient

    def __init__(self, settings: Settings, beside: Application) -> None:
        self.clock = Clock()
        self.path = settings.var_dir / "shuzhi.db"
        self.app = build(settings, clock=self.clock, beside=beside)
        self.keys = Keys(self.app.database, self.clock)
        self.visitors = Visitors(secret(settings.var_dir / "web", None), self.clock)
        self.tokens: dict[str, str] = {}
        self.victim = Victim(self.path)

    async def settle(self) -> None:
        self.victim, self.boss = await settle(self.app, self.clock, self.path)
        (self.key, self.tokens["victim"]) = await self.keys.add("victim", "enterprise", ENTERPRISE)
        self.victim.before["api_keys"] = {}
        await Speaker(self.app, self.clock, OWN_VISITOR, OWN, channel="web").send("你好", "thread-plain")
        await self.bearer("revoked", belongs=True)
        await self.keys.revoke("revoked")

    def person(self, name: str, *, belongs: bool) -> Speaker:
        """Return somebody who speaks for an enterprise of their own, or for none."""
        return Speaker(self.app, self.clock, f"plain-{name}", f"{OWN}-{name}" if belongs else None)

    async def bearer(self, name: str, *, belongs: bool) -> Key:
        """Return a new key of an enterprise of its own, or of none."""
        enterprise = f"{OWN}-{name}" if belongs else None
        if enterprise:
            async with self.app.database.transaction() as session:
                await EnterpriseRepository(session).ensure(enterprise, verified=True, now=self.clock.now)
        key, self.tokens[name] = await self.keys.add(name, "enterprise", enterprise)
        return key

    async def insist(self, who: Speaker, where: str, brought: str, reply: Reply) -> None:
        """Look at a reply; where it asks back, answer with what was brought along, and say yes."""
        conversation = f"{who.user}-c{who.said}"
        self.victim.look(where, brought, reply.model_dump_json())
        if any(suggestion.title == GO_AHEAD for suggestion in reply.suggestions):
            answers = [GO_AHEAD]
        elif reply.text.endswith(("？", "?")):
            answers = [brought.partition("\n")[0], GO_AHEAD]
        else:
            return
        for words in answers:
            answer = await who.send(words, conversation)
            self.victim.look(f"{where} > {words}", brought, answer.model_dump_json())

    async def post(self, path: str, body: Any, key: str, **headers: str) -> httpx.Response:
        return await self.client.post(
            path, json=body, headers={"authorization": f"Bearer {self.tokens[key]}"} | headers
        )

    def unharmed(self) -> None:
        """Nothing was read and nothing was changed."""
        assert self.victim.leaks == []
        assert self.victim.changed() == []


@pytest.fixture(scope="module")
def shared(built_library: Path) -> Application:
    application = build(Settings(var_dir=built_library, log_level="ERROR"))
    application.library.current()
    application.intents.recogniser()
    return application


@pytest_asyncio.fixture
async def world(tmp_path: Path, shared: Application, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    async def uncapped(*_: object) -> int:
        return 0

    for name in ("call", "complaint", "message"):
        monkeypatch.setattr(Rates, name, uncapped)
    world = World(Settings(var_dir=tmp_path, log_level="ERROR"), shared)
    app = create(world.app, channels=("api",))
    app.include_router(files.router(world.app))
    app.include_router(pages.router(world.app, Sources(world.app.library), Rates()))
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(started(app))
        await world.settle()
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test")
        world.client = await stack.enter_async_context(client)
        yield world


def unpacked(content: bytes) -> str:
    """Return what stands in a file, packed or not."""
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return content.decode("utf-8", "replace")


def number(reply: Reply) -> str:
    return str(reply.tool_calls[0].result["number"])


def told(answer: httpx.Response) -> str:
    return f"{answer.headers}\n{unpacked(answer.content)}"


# --- what is watched is there -----------------------------------------------------------------------------------------


async def test_the_secrets_are_to_be_had_by_those_whose_they_are(world: World) -> None:
    boss, operator = world.boss, Speaker(world.app, world.clock, "operator-lin", role="operator")
    shown = [
        (await boss.press(name)).model_dump_json()
        for name in ("show_archive", "show_diagnosis", "compare_kpi", "show_tickets", "make_report")
    ]
    cookie = {"cookie": f"{COOKIE}={world.visitors.issue(VISITOR)[1]}"}
    shown.append(told(await world.client.get("/files/archive.json", headers=cookie)))
    contact = world.victim.handles["contact"]
    shown.append(str(await world.app.records.thread(contact, CONVERSATION)))
    shown.append((await operator.press("show_archive", enterprise=NAME)).model_dump_json())
    everything = "\n".join([*shown, str(world.victim.before["complaints"])])
    assert [secret for secret in SECRETS if secret not in everything] == []
    assert (await world.client.get(f"/r/{world.victim.handles['token']}")).status_code == 200


# --- chat -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("belongs", [True, False], ids=["another enterprise", "nobody"])
async def test_no_press_in_the_chat(world: World, *, belongs: bool) -> None:
    for kind, handle in world.victim.handles.items():
        if not belongs and kind not in OFTEN:
            continue
        person = world.person(kind, belongs=belongs)
        for tool in CATALOG:
            for arguments in attempts(tool, handle, choosing=belongs and kind in {"name", "ticket"}):
                reply = await person.send(tool=tool.name, arguments=arguments)
                await world.insist(person, f"{tool.name} {arguments}", handle, reply)
    world.unharmed()


@pytest.mark.parametrize("belongs", [True, False], ids=["another enterprise", "nobody"])
async def test_no_words_in_the_chat(world: World, *, belongs: bool) -> None:
    person, handles = world.person("words", belongs=belongs), world.victim.handles
    words = [claim.format(**handles) for claim in CLAIMS]
    words += [f"{NAME}：{match}" for record in utterances().values() for match in record["match"][:2]]
    for said in words:
        await world.insist(person, said, said, await person.send(said))
    world.unharmed()


@pytest.mark.parametrize("belongs", [True, False], ids=["another enterprise", "nobody"])
async def test_no_conversation_and_no_message_of_another(world: World, *, belongs: bool) -> None:
    person = world.person("talk", belongs=belongs)
    for conversation in (CONVERSATION, DESK):
        for tool in (None, "show_archive", "release_hand_off"):
            with pytest.raises(NotPermitted) as caught:
                await person.send("刚才说到哪了", conversation, tool=tool)
            world.victim.look("conversation", conversation, str(caught.value))
    for number in range(1, world.boss.said + 1):
        message = Message(
            id=f"{VISITOR}-{number}",
            conversation="mine",
            channel="batch",
            user=person.user,
            role="enterprise",
            text="？",
        )
        reply = await world.app.conversation.reply(message)
        world.victim.look("message", message.id, reply.model_dump_json())
    world.unharmed()


async def test_a_need_of_many_shows_nobody_the_words_of_another(world: World) -> None:
    person = world.person("need", belongs=True)
    opened = await person.press("open_ticket", kind="need", text=LIKE_IT)
    assert world.victim.handles["pooled"] in opened.text
    for reply in (
        opened,
        await person.press("show_tickets"),
        await person.press("show_tickets", number=number(opened)),
    ):
        world.victim.look("need", world.victim.handles["pooled"], reply.model_dump_json())
    world.victim.before["needs"].clear()  # it has one more supporter
    world.unharmed()


async def test_no_call_of_a_model(world: World, shared: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offering, "MOST", len(CATALOG))
    handle, person = world.victim.handles["name"], world.person("model", belongs=True)
    with OpenAIServer() as server:
        configured = {
            "openai_base_url": server.base_url,
            "openai_api_key": SecretStr("sk"),
            "assistant_model": "scripted",
        }
        app = build(world.app.settings.model_copy(update=configured), clock=world.clock, beside=shared)
        person.app = app
        for tool in CATALOG:
            for arguments in attempts(tool, handle):
                server.reset()
                server.script(Call(tool.name, arguments), Text("好的。"), repeat=True)
                reply = await person.send(f"说说{handle}")
                assert len(server.chats) > 1
                read = json.dumps([chat.body["messages"] for chat in server.chats], ensure_ascii=False)
                world.victim.look(f"{tool.name} {arguments}", handle, reply.model_dump_json() + read)
        assert app.agent is not None
        await app.agent.close()
        await app.database.close()
    world.unharmed()


# --- programs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("belongs", [True, False], ids=["another enterprise", "nobody"])
async def test_no_call_of_the_api(world: World, *, belongs: bool) -> None:
    for kind in OFTEN if belongs else OFTEN[:3]:
        handle = world.victim.handles[kind]
        await world.bearer(kind, belongs=belongs)
        for tool in CATALOG:
            for arguments in attempts(tool, handle):
                where, path = f"{tool.name} {arguments}", f"/api/tools/{tool.name}"
                answer = await world.post(path, arguments, kind)
                assert answer.status_code < 500, where
                world.victim.look(where, handle, told(answer))
                if answer.status_code == 202:
                    token = {"confirmation": answer.json()["confirmation"]}
                    world.victim.look(where, handle, told(await world.post(path, token, kind)))
    await world.bearer("words", belongs=belongs)
    for claim in CLAIMS:
        said = claim.format(**world.victim.handles)
        world.victim.look(said, said, told(await world.post("/api/chat", {"text": said}, "words")))
    for conversation in (CONVERSATION, f"key:{world.key.id}:talk", "talk"):
        body = {"text": "刚才说到哪了", "conversation": conversation, "message_id": f"{VISITOR}-1"}
        world.victim.look("conversation", conversation, told(await world.post("/api/chat", body, "words")))
    world.unharmed()


async def test_no_confirmation_of_another(world: World) -> None:
    await world.bearer("plain", belongs=True)
    await world.bearer("nobody", belongs=False)
    for tool in CATALOG:
        if tool.confirm != "always" or "enterprise" not in tool.roles:
            continue
        arguments: dict[str, Any] = {"facts": {"employees": 12}} if tool.name == "keep_facts" else {}
        arguments = {"kind": "need", "text": "想装玄铁秤"} if tool.name == "open_ticket" else arguments
        arguments = {"code": "KM7W-3QTY"} if tool.name == "join_enterprise" else arguments
        asked = await world.post(f"/api/tools/{tool.name}", arguments, "victim")
        assert asked.status_code == 202, tool.name
        token = {"confirmation": asked.json()["confirmation"]}
        for key in ("plain", "nobody", "revoked"):
            answer = await world.post(f"/api/tools/{tool.name}", token, key)
            assert answer.status_code in {401, 403}, answer.text
            world.victim.look(tool.name, str(token), told(answer))
    world.unharmed()


async def test_a_revoked_key_opens_nothing(world: World) -> None:
    for tool in CATALOG:
        answer = await world.post(f"/api/tools/{tool.name}", {}, "revoked")
        assert answer.status_code == 401
        world.victim.look(tool.name, "", told(answer))
    calls: list[tuple[str, dict[str, Any]]] = [
        ("/api/chat", {"text": "看看我们的档案"}),
        ("/mcp", {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}),
    ]
    for path, body in calls:
        answer = await world.post(path, body, "revoked", accept="application/json, text/event-stream")
        assert answer.status_code == 401
        world.victim.look(path, "", told(answer))
    world.unharmed()


@pytest.mark.parametrize("belongs", [True, False], ids=["another enterprise", "nobody"])
async def test_no_call_of_a_client_of_mcp(world: World, *, belongs: bool) -> None:
    calls = Calls(world.app, "secret", Metrics())
    for kind in ("name", "ticket", "assessment"):
        handle, key = world.victim.handles[kind], await world.bearer(kind, belongs=belongs)
        async with create_connected_server_and_client_session(serving(calls, Caller.of(key))) as client:
            for tool in CATALOG:
                for arguments in attempts(tool, handle):
                    result = await client.call_tool(tool.name, arguments)
                    world.victim.look(f"{tool.name} {arguments}", handle, result.model_dump_json())
                    if token := (result.structuredContent or {}).get("confirmation"):
                        result = await client.call_tool(tool.name, {"confirmation": token})
                        world.victim.look(f"{tool.name} {arguments}", handle, result.model_dump_json())
    world.unharmed()


# --- links, files, pages, history -------------------------------------------------------------------------------------


async def test_no_link_that_was_not_given(world: World) -> None:
    handles = world.victim.handles
    token = handles["token"]
    guesses = [value for kind, value in handles.items() if kind != "token"]
    guesses += [token[:-1], token[:-1] + ("A" if token[-1] != "A" else "B"), token.swapcase(), token + "A", "%25", "_"]
    for guess in guesses:
        for part in ("", "/radar.png", "/report.docx", "/report.pdf"):
            answer = await world.client.get(f"/r/{guess}{part}")
            assert answer.status_code == 404, guess
            world.victim.look(f"/r/{guess}{part}", guess, told(answer))
    world.unharmed()
    await world.boss.press("revoke_report")
    for part in ("", "/radar.png", "/report.docx", "/report.pdf"):
        answer = await world.client.get(f"/r/{token}{part}")
        assert answer.status_code == 404
        world.victim.look("revoked", token, told(answer))
    assert world.victim.leaks == []


@pytest.mark.parametrize("visitor", [OWN_VISITOR, "visitor-new", "operator:lin", None])
async def test_no_file_and_no_page(world: World, visitor: str | None) -> None:
    cookie = {"cookie": f"{COOKIE}={world.visitors.issue(visitor)[1]}"} if visitor else {}
    paths = ["/files/archive.json", "/files/archive.xlsx", "/files/scenarios.csv", "/files/scenarios.xlsx"]
    paths += ["/files/follow-ups.csv", "/files/follow-ups.png", "/files/enterprises.csv"]
    paths += ["/files/follow-ups-ahead.csv?first=2026-11-26&last=2026-11-27"]
    for handle in world.victim.handles.values():
        paths += [f"/files/archive.{kind}?enterprise={handle}" for kind in ("json", "xlsx")]
        paths += [f"/files/radar.png?assessment={handle}", f"/source?document={handle}&clause={handle}"]
        paths += [f"/complaint?receipt={handle[:8].upper()}", f"/complaint?receipt={handle}"]
    for path in paths:
        answer = await world.client.get(path, headers=cookie)
        own = path.startswith("/files/archive") and "?" not in path and visitor == OWN_VISITOR
        assert answer.status_code in {403, 404} or not path.startswith("/files") or own, path
        world.victim.look(path, path, told(answer))
    sent = await world.client.post("/complaint", data={"text": "看看别人的投诉", "reach": ""}, headers=cookie)
    world.victim.look("complaint", "", told(sent))
    for method, path in (("post", "/project/file"), ("get", "/project/file/x"), ("post", "/upload")):
        answer = await world.client.request(method, path, headers=cookie)
        assert answer.status_code == 404
        world.victim.look(path, "", told(answer))
    world.unharmed()


@pytest.mark.parametrize("visitor", [OWN_VISITOR, "visitor-new"])
async def test_no_history(world: World, visitor: str) -> None:
    layer = RecordsDataLayer(world.app.records, Sources(world.app.library), {}, world.clock)
    victim, turn = world.victim, world.victim.handles["turn"]
    token = speaking.set(Visitor(visitor, ""))
    try:
        shown: list[Any] = []
        for search in (None, NAME, "配方", "青鸾厅"):
            page = await layer.list_threads(Pagination(first=50), ThreadFilter(search=search))
            shown += page.data
        for thread in (CONVERSATION, DESK):
            shown += [await layer.get_thread(thread), await layer.get_thread_author(thread)]
            contact = await world.app.records.find_contact("web", visitor)
            shown.append((await world.app.desk.news(contact, thread, world.clock.now)).words)
            acts = [
                layer.update_thread(thread, name="改名"),
                layer.delete_thread(thread),
                layer.delete_feedback(turn),
                layer.list_threads(Pagination(first=5, cursor=thread), ThreadFilter()),
                *(
                    layer.upsert_feedback(Feedback(forId=name, value=1, threadId=thread, comment="改"))
                    for name in (turn, f"{VISITOR}-1", f"{VISITOR}-1-answer")
                ),
            ]
            for act in acts:
                try:
                    shown.append(await act)
                except HTTPException as error:
                    shown.append((error.status_code, error.detail))
        with pytest.raises(NotFound):
            await world.app.records.thread(contact or "", CONVERSATION)
        with pytest.raises(NotFound):
            await world.app.records.set_feedback(contact or "", turn, 1, None, world.clock.now)
    finally:
        speaking.reset(token)
    assert {part[0] for part in shown if isinstance(part, tuple)} == {404}
    victim.look("history", f"{CONVERSATION} {DESK} {turn}", json.dumps(shown, ensure_ascii=False, default=str))
    world.unharmed()


def test_every_tool_is_tried() -> None:
    takes_words = [tool for tool in BY_NAME.values() if set(tool.schema.get("properties", {})) - {"skip"}]
    assert all(any(attempts(tool, NAME)) for tool in takes_words)
