"""The one door, over real parts: a database file, the package's library, the whole catalog."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from assistant.bootstrap import Application, build
from assistant.conversation import MOST_ATTEMPTS
from assistant.messages import Message, Reply, ReplyReady, TextDelta, ToolFinished, ToolStarted
from assistant.settings import Settings
from tests.fakes.openai_server import Call, OpenAIServer, Slow, Status, Text
from tools.database.models import Turn
from tools.kit.errors import NotPermitted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
STANDARD = "T/ISC 0106—2026"


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the module, so that the index is built once."""
    return tmp_path_factory.mktemp("var")


def settings(var: Path, name: str, **changes: Any) -> Settings:
    own = {"var_dir": var, "database_url": f"sqlite:///{var / name}.db", **changes}
    return Settings(_env_file=None, **own)


@pytest.fixture
async def app(var: Path, request: pytest.FixtureRequest) -> AsyncIterator[Application]:
    application = build(settings(var, request.node.name), clock=lambda: NOW)
    await application.start()
    yield application
    await application.close()


def message(text: str, number: int = 1, conversation: str = "c", user: str = "u", **more: object) -> Message:
    return Message(id=str(number), conversation=conversation, channel="web", user=user, text=text, now=NOW, **more)


async def talk(app: Application, *texts: str, first: int = 0) -> Reply:
    for number, text in enumerate(texts, first):
        reply = await app.conversation.reply(message(text, number))
    return reply


def labels(reply: Reply) -> list[str]:
    return [citation.clause for citation in reply.citations]


async def test_events_come_in_order_and_the_text_is_what_was_streamed(app: Application) -> None:
    events = [event async for event in app.conversation.respond(message("8.3.1 b)讲什么"))]
    assert isinstance(events[0], ToolStarted)
    assert isinstance(events[1], ToolFinished)
    last = events[-1]
    assert isinstance(last, ReplyReady)
    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == last.reply.text
    assert labels(last.reply)[0] == "8.3.1 b)"
    assert [call.name for call in last.reply.tool_calls] == ["read_clause"]


async def test_every_quote_stands_verbatim_in_its_passage(app: Application) -> None:
    library = app.library.current()
    for number, text in enumerate(("诊断看哪几个维度", "8.2.2", "附录2", "补贴最高多少", "皮具外观检测")):
        reply = await app.conversation.reply(message(text, number))
        for citation in reply.citations:
            assert any(citation.quote in p.display for p in library.find(citation.document, citation.clause))


async def test_a_retry_gets_the_same_reply_and_runs_once(app: Application) -> None:
    first = await app.conversation.reply(message("8.4.2讲什么"))
    again = await app.conversation.reply(message("8.4.2讲什么"))
    assert again == first


async def test_the_same_message_posted_at_once_runs_once(app: Application) -> None:
    replies = await asyncio.gather(*(app.conversation.reply(message("8.4.2讲什么")) for _ in range(4)))
    assert len({reply.id for reply in replies}) == 1
    assert len({reply.seconds for reply in replies}) == 1


async def test_a_turn_that_was_cut_off_again_and_again_is_given_up(app: Application) -> None:
    turn = await app.turns.receive(message("8.4.2讲什么"), NOW)
    async with app.database.transaction() as session:
        row = await session.get_one(Turn, turn.id)
        row.state, row.attempts, row.claimed_until = "running", MOST_ATTEMPTS, NOW - timedelta(days=1)
    reply = await app.conversation.reply(message("8.4.2讲什么"))
    assert (reply.problem, reply.tool_calls) == ("failure", ())
    assert await talk(app, "8.4.2讲什么", first=1) == reply
    assert labels(await app.conversation.reply(message("8.3.1讲什么", 2)))[0] == "8.3.1"


async def test_messages_of_one_conversation_are_answered_in_order(app: Application) -> None:
    texts = ["8.3.1讲什么", "那第二条呢", "它是必须的吗", "下一条", "不是8.3.1，是8.3.2"]
    replies = await asyncio.gather(*(app.conversation.reply(message(t, n)) for n, t in enumerate(texts)))
    assert [labels(reply)[0] for reply in replies] == ["8.3.1", "8.3.1 b)", "8.3.1 b)", "8.3.1 c)", "8.3.2"]
    assert replies[2].text.startswith("是必须做到的")


async def test_conversations_are_kept_apart(app: Application) -> None:
    await app.conversation.reply(message("8.3.1讲什么", 1, "a", "one"))
    other = await app.conversation.reply(message("那第二条呢", 1, "b", "two"))
    assert "8.3.1 b)" not in labels(other)[:1]
    with pytest.raises(NotPermitted):
        await app.conversation.reply(message("8.3.1讲什么", 2, "a", "two"))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("你好", "数智助手"),
        ("谢谢", "不客气"),
        ("你是谁", "标准"),
        ("👍", "不客气"),
        ("？？？", "没看懂"),
        ("", "还没写内容"),
        ("你这个助手都能干些啥，我第一次用", "能办这些事"),
        ("老板让我来问问你能帮厂里弄点什么", "能办这些事"),
    ],
)
async def test_small_talk_is_short_human_and_cites_nothing(app: Application, text: str, part: str) -> None:
    reply = await talk(app, text)
    assert part in reply.text
    assert not reply.citations
    assert not reply.declined


async def test_an_operator_is_told_what_it_does_for_operators(app: Application) -> None:
    for number, text in enumerate(("你能干什么", "我是新来的运营，你能帮我干哪些活")):
        asked = message(text, number).model_copy(update={"role": "operator"})
        assert "接管和交还人工对话" in (await app.conversation.reply(asked)).text


async def test_an_absent_clause_is_said_to_be_absent_with_what_there_is(app: Application) -> None:
    reply = await talk(app, "8.5节讲什么")
    assert reply.declined
    assert "没有 8.5" in reply.text
    assert "8.4 行业推广能力" in reply.text


async def test_a_closed_window_is_never_called_open(app: Application) -> None:
    reply = await talk(app, "小巨人2026年还能申报吗")
    assert reply.citations[0].document == "CN-GIANT-2026"
    assert "已经结束" in reply.text
    assert "现在可以申报" not in reply.text


async def test_a_pressed_tool_without_its_argument_asks_and_takes_the_answer(app: Application) -> None:
    asked = await app.conversation.reply(message("", 1, tool="read_clause"))
    assert "条款号" in asked.text
    answered = await app.conversation.reply(message("8.1", 2))
    assert labels(answered)[0] == "8.1"


async def test_a_button_that_no_longer_exists_is_explained(app: Application) -> None:
    assert "失效" in (await app.conversation.reply(message("", 1, tool="gone"))).text


async def test_a_message_that_is_too_long_gets_a_friendly_sentence(app: Application) -> None:
    reply = await talk(app, "长" * 2001)
    assert "太长" in reply.text
    assert "2001" in reply.text


async def test_history_survives_a_restart(var: Path) -> None:
    for texts, expected in ((["8.3.1讲什么"], "8.3.1"), (["8.3.1讲什么", "那第二条呢"], "8.3.1 b)")):
        application = build(settings(var, "restart"), clock=lambda: NOW)
        await application.start()
        assert labels(await talk(application, *texts))[0] == expected
        await application.close()


async def test_an_unforeseen_failure_becomes_one_polite_reply_with_an_id(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        msg = "disk on fire"
        raise OSError(msg)

    monkeypatch.setattr(app.library, "current", broken)
    reply = await talk(app, "8.3.1讲什么")
    assert "编号" in reply.text
    assert "disk" not in reply.text


class TestModelPath:
    """A model answers where one is configured; whatever it does, the person gets an answer."""

    @pytest.fixture
    def server(self) -> Iterator[OpenAIServer]:
        with OpenAIServer() as server:
            yield server

    @pytest.fixture
    async def app(self, var: Path, request: pytest.FixtureRequest, server: OpenAIServer) -> AsyncIterator[Application]:
        configured = settings(
            var,
            request.node.name,
            openai_base_url=server.base_url,
            openai_api_key="secret-key",
            assistant_model="test-model",
            assistant_model_timeout=2.0,
        )
        application = build(configured, clock=lambda: NOW)
        await application.start()
        yield application
        await application.close()

    async def test_a_grounded_answer_is_the_models(self, app: Application, server: OpenAIServer) -> None:
        quote = "应支持实现HTTPS加密传输，保障数据传输安全。"
        server.script(
            Call("read_clause", {"clause": "6.1.3 e)"}), Text(f"必须用 HTTPS：“{quote}”〔{STANDARD} 6.1.3 e)〕。")
        )
        reply = await talk(app, "网站传数据要不要加密")
        assert reply.model == "test-model"
        assert [c.clause for c in reply.citations] == ["6.1.3 e)"]
        assert reply.citations[0].quote in quote

    @pytest.mark.parametrize("behaviour", [Status(401), Status(429), Status(500), Slow(seconds=5.0)])
    async def test_a_failing_model_is_replaced_by_the_planner(
        self, app: Application, server: OpenAIServer, behaviour: Status | Slow
    ) -> None:
        server.script(behaviour)
        reply = await talk(app, "8.3.1 b)讲什么")
        assert reply.model == "planner"
        assert labels(reply)[0] == "8.3.1 b)"

    async def test_an_invented_citation_is_never_shown(self, app: Application, server: OpenAIServer) -> None:
        invented = Text(f"标准要求准确率不低于99%〔{STANDARD} 9.9.9〕。")
        server.script(Call("search_sources", {"question": "准确率"}), invented, invented, invented)
        reply = await talk(app, "训练出来的模型怎么评测")
        assert "99%" not in reply.text
        assert reply.model == "planner"

    async def test_a_slow_model_does_not_hold_up_other_conversations(
        self, app: Application, server: OpenAIServer
    ) -> None:
        server.script(Slow(seconds=1.5))
        slow = asyncio.create_task(app.conversation.reply(message("平台日常运营要做什么", 1, "slow", "one")))
        await asyncio.sleep(0.2)
        quick = await app.conversation.reply(message("谢谢", 1, "quick", "two"))
        assert not slow.done()
        assert "不客气" in quick.text
        assert (await slow).citations

    @pytest.mark.parametrize(
        ("tool", "arguments"),
        [
            ("search_sources", {"question": "诊断看哪几个维度"}),
            ("read_clause", {"clause": "8.3.1 b)", "aspect": "modality"}),
            ("compare", {"first": "8.3.1", "second": "8.3.2"}),
            ("read_policy", {"policy": "GZ-SUBSIDY-2025", "aspect": "eligibility"}),
            ("read_scenario", {"scenario": "SC-QC-001", "aspect": "needs"}),
        ],
    )
    async def test_every_tool_gives_the_same_result_through_both_paths(
        self, app: Application, server: OpenAIServer, tool: str, arguments: dict[str, str]
    ) -> None:
        pressed = await app.conversation.reply(message("", 1, "pressed", tool=tool, arguments=arguments))
        server.script(Call(tool, arguments), Text("查不到更多。〔none〕"))
        modelled = await app.conversation.reply(message("查一下", 1, "modelled"))
        assert pressed.tool_calls[0].result == modelled.tool_calls[0].result
