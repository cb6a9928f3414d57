"""The model path against a real HTTP server: false answers are mended or refused, and every way it can fail."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.agent import ModelAgent
from assistant.drafts import ModelFailed
from tests.fakes.model_path import BOTH, GOOD, context, drive, said
from tests.fakes.openai_server import Behaviour, Call, Cut, Html, NoChoices, OpenAIServer, Slow, Status, Text, WrongJson
from tests.fakes.sample_tools import CATALOG, LABEL, STANDARD, look_up, written


@BOTH
async def test_a_fabricated_citation_is_mended_once(server: OpenAIServer, agent: ModelAgent, *, stream: bool) -> None:
    false = f"平台还要设热线〔{STANDARD} 8.9.9〕。"
    first = f"要。“应建立问题受理机制”{LABEL}。"
    last = f"标准写明要“对企业诉求在2个工作日内响应”{LABEL}。"
    server.script(
        Call("look_up", {"question": "响应"}),
        Text(first + false + "后面的话。"),
        Text(last if stream else first + last),
    )
    events, drafted = await drive(agent, stream=stream)
    assert drafted.text == first + last
    assert said(events) == (drafted.text if stream else "")
    feedback = str(server.chats[2].body["messages"][-1]["content"])
    assert "8.9.9" in feedback
    assert (first in feedback) == stream


async def test_what_was_shown_is_not_said_twice(server: OpenAIServer, agent: ModelAgent) -> None:
    first, last = f"“应建立问题受理机制”{LABEL}。", f"“对企业诉求在2个工作日内响应”{LABEL}。"
    server.script(Call("look_up", {"question": "响应"}), Text(first + "要在36小时内完成。"), Text(first + last))
    events, drafted = await drive(agent, stream=True)
    assert drafted.text == said(events) == first + last


@BOTH
@pytest.mark.parametrize(
    "false",
    [
        f"要设热线〔{STANDARD} 8.9.9〕。",
        f"标准写明“应在一个工作日内书面答复企业”{LABEL}。",
        f"要在36小时内响应{LABEL}。",
        "平台要建立问题受理机制。",
    ],
    ids=["citation", "quotation", "figure", "uncited"],
)
async def test_a_second_false_answer_is_never_shown(
    server: OpenAIServer, agent: ModelAgent, *, stream: bool, false: str
) -> None:
    server.script(Call("look_up", {"question": "响应"}), Text(false), Text(false))
    events: list[Any] = []
    with pytest.raises(ModelFailed) as caught:
        await drive(agent, stream=stream, events=events)
    assert caught.value.reason == "ungrounded"
    assert len(caught.value.results) == 1
    assert said(events) == ""
    assert len(server.chats) == 3


async def test_long_claims_from_memory_are_refused(server: OpenAIServer, agent: ModelAgent) -> None:
    server.script(
        Text("平台应当建立受理机制，安排专人值守。" * 20, piece=50), Call("look_up", {"question": "响应"}), Text(GOOD)
    )
    events, drafted = await drive(agent, stream=True)
    assert drafted.text == said(events) == GOOD


FAILURES: list[tuple[Behaviour, str]] = [
    (Status(401, "Incorrect API key provided: sk-secret"), "unauthorised"),
    (Status(429), "rate_limited"),
    (Status(500), "server_error"),
    (Status(503), "server_error"),
    (Status(404), "bad_response"),
    (Html(), "bad_response"),
    (WrongJson(), "bad_response"),
    (NoChoices(), "bad_response"),
    (Cut(GOOD), "cut"),
    (Text(GOOD[:60], finish="length"), "cut"),
    (Slow(3.0), "timeout"),
]


@BOTH
@pytest.mark.parametrize("after_tool", [False, True], ids=["at once", "after a tool"])
@pytest.mark.parametrize(
    ("behaviour", "reason"), FAILURES, ids=lambda value: getattr(value, "__class__", value).__name__
)
async def test_every_failure_has_its_reason(
    server: OpenAIServer,
    behaviour: Behaviour,
    reason: str,
    *,
    stream: bool,
    after_tool: bool,
    capsys: pytest.CaptureFixture[str],
) -> None:
    agent = ModelAgent(base_url=server.base_url, api_key="sk-secret", name="scripted", timeout=1.0, catalog=CATALOG)
    server.script(*([Call("look_up", {"question": "响应"})] if after_tool else []), behaviour)
    with pytest.raises(ModelFailed) as caught:
        await drive(agent, "多久响应？张三", stream=stream)
    await agent.close()
    assert caught.value.reason == reason
    assert len(caught.value.results) == int(after_tool)
    assert not caught.value.wrote
    assert len(server.chats) == 1 + int(after_tool), "a failure is not asked again: the planner answers at once"
    logged = capsys.readouterr()
    assert reason in logged.out + logged.err
    assert "sk-secret" not in logged.out + logged.err
    assert "张三" not in logged.out + logged.err
    assert "sk-secret" not in str(caught.value.__cause__)


@BOTH
async def test_a_stream_that_only_ends_is_cut(server: OpenAIServer, agent: ModelAgent, *, stream: bool) -> None:
    server.script(Call("look_up", {"question": "响应"}), Text(GOOD, finish=None))
    if not stream:
        _, drafted = await drive(agent)  # a whole body is whole, with or without a reason
        assert drafted.text == GOOD
        return
    with pytest.raises(ModelFailed) as caught:
        await drive(agent, stream=True)
    assert caught.value.reason == "cut"


@BOTH
async def test_an_empty_answer_is_asked_again_once(server: OpenAIServer, agent: ModelAgent, *, stream: bool) -> None:
    server.script(Text(""), Text("  \n"))
    with pytest.raises(ModelFailed) as caught:
        await drive(agent, stream=stream)
    assert caught.value.reason == "empty"
    server.script(Text(""), Text("你好。"))
    _, drafted = await drive(agent, "你好", stream=stream)
    assert drafted.text == "你好。"


@BOTH
@pytest.mark.parametrize("question", ["响应", "nothing"])
async def test_an_endless_loop_of_tools_ends(
    server: OpenAIServer, agent: ModelAgent, *, stream: bool, question: str
) -> None:
    server.script(Call("look_up", {"question": question}), repeat=True)
    with pytest.raises(ModelFailed) as caught:
        await drive(agent, stream=stream)
    assert caught.value.reason == "tool_loop"
    assert len(server.chats) <= 10


async def test_bad_arguments_for_ever_end(server: OpenAIServer, agent: ModelAgent) -> None:
    server.script(Call("look_up", {}), repeat=True)
    with pytest.raises(ModelFailed) as caught:
        await drive(agent)
    assert caught.value.reason == "bad_response"
    assert caught.value.results == ()


async def test_an_unreachable_service() -> None:
    dead = ModelAgent(base_url="http://127.0.0.1:9/v1", api_key="k", name="scripted", timeout=5.0, catalog=CATALOG)
    with pytest.raises(ModelFailed) as caught:
        await drive(dead)
    await dead.close()
    assert caught.value.reason == "server_error"


@BOTH
async def test_a_failure_says_that_a_tool_has_written(server: OpenAIServer, agent: ModelAgent, *, stream: bool) -> None:
    server.script(Call("open_ticket", {"subject": "设备联网"}), Status(500), Call("open_ticket", {"subject": "closed"}))
    for wrote in (True, False):
        with pytest.raises(ModelFailed) as caught:
            await drive(agent, stream=stream)
        assert caught.value.wrote == wrote
        assert written == ["m1"]
        assert [result.text for result in caught.value.results] == ["已登记，编号T0007。"] * wrote
        assert [call.result for call in caught.value.calls] == [{"number": "T0007"}] * wrote


async def test_a_tool_that_is_writing_when_time_is_up_is_let_finish(server: OpenAIServer) -> None:
    agent = ModelAgent(base_url=server.base_url, api_key="k", name="scripted", timeout=0.4, catalog=CATALOG)
    server.script(Call("open_ticket", {"subject": "slow"}), Text("好了。"))
    with pytest.raises(ModelFailed) as caught:
        await drive(agent)
    await agent.close()
    assert caught.value.reason == "timeout"
    assert caught.value.wrote
    assert written == ["m1"]


async def test_the_model_and_a_direct_run_give_the_same_result(server: OpenAIServer, agent: ModelAgent) -> None:
    server.script(Call("look_up", {"question": "响应"}), Status(500))
    with pytest.raises(ModelFailed) as caught:
        await drive(agent)
    assert caught.value.results == (await look_up.run(context(), {"question": "响应"}),)
