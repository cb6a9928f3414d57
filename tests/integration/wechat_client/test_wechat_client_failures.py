"""Calls to WeChat that fail, against a server that plays it: tried again or not, told, and never shown."""

from __future__ import annotations

import asyncio
import logging
import traceback
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from integrations.wechat.errors import Action
from tests.fakes.storm import survive
from tests.fakes.wechat_calls import SEND, USER, Pauses, calling, failing
from tests.fakes.wechat_server import Clock, Close, Garbage, Hang, Http, WeChatServer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from assistant.sharing import SharedValues
    from integrations.wechat.client import WeChatClient
    from tests.fakes.wechat_server.mishaps import Step


async def test_a_busy_service_is_asked_again_at_growing_intervals(
    client: WeChatClient, wechat: WeChatServer, pauses: Pauses
) -> None:
    wechat.fail("custom/send", -1, -1)
    await client.send_text(USER, "在的")
    assert pauses.seconds == [0.5, 1.0]
    wechat.fail("custom/send", -1, forever=True)
    failure = await failing(client.send_text(USER, "在的"))
    assert (failure.errcode, failure.action, failure.uncertain) == (-1, Action.RETRY, False)
    assert pauses.seconds == [0.5, 1.0, 0.5, 1.0, 2.0]
    assert wechat.calls[SEND] == 7


@pytest.mark.parametrize(
    ("step", "action"),
    [
        (40003, Action.UNREACHABLE),
        (45015, Action.CLOSE_WINDOW),
        (45047, Action.WAIT_FOR_USER),
        (48001, Action.UNAUTHORISED),
        (77777, Action.DEFECT),
    ],
)
async def test_a_refusal_is_told_once_with_its_id(
    client: WeChatClient, wechat: WeChatServer, step: int, action: Action
) -> None:
    wechat.fail("custom/send", step, forever=True)
    with capture_logs() as logs:
        failure = await failing(client.send_text(USER, "在的"))
    assert (failure.errcode, failure.action, failure.uncertain) == (step, action, False)
    assert failure.rid
    assert wechat.calls[SEND] == 1
    (line,) = (line for line in logs if line["event"] == "WeChat call failed")
    assert (line["endpoint"], line["errcode"], line["rid"]) == ("message/custom/send", step, failure.rid)
    assert (line["action"], line["user"]) == (str(action), "oF***07")


@pytest.mark.parametrize(
    "step",
    [
        Hang(30.0),
        Close(worked=True),
        Close(),
        Garbage(worked=True),
        Garbage("{}"),
        Garbage("x" * (1 << 20) + "x"),
        Http(500),
        Http(502, worked=True),
    ],
    ids=lambda step: f"{type(step).__name__}",
)
async def test_a_message_that_may_have_gone_is_not_sent_again(
    wechat: WeChatServer, values: SharedValues, clock: Clock, pauses: Pauses, step: Step
) -> None:
    wechat.fail("custom/send", step, forever=True)
    async with calling(wechat.base_url, wechat, values, clock, pauses, within=(0.5, 0.2)) as client:
        failure = await failing(client.send_text(USER, "在的"))
        wechat.mend()
    assert (failure.errcode, failure.action, failure.uncertain) == (None, Action.RETRY, True)
    assert "may have been carried out" in str(failure)
    assert wechat.calls[SEND] == 1


@pytest.mark.parametrize(("step", "action"), [(Http(503), Action.RETRY), (Http(404), Action.MISCONFIGURED)])
async def test_a_message_that_cannot_have_gone_is_not_uncertain(
    client: WeChatClient, wechat: WeChatServer, step: Step, action: Action
) -> None:
    wechat.fail("custom/send", step)
    failure = await failing(client.send_text(USER, "在的"))
    assert (failure.action, failure.uncertain) == (action, False)


async def test_what_may_be_done_twice_is_never_uncertain(client: WeChatClient, wechat: WeChatServer) -> None:
    wechat.fail("", 0, Garbage(worked=True), forever=True)
    for call in (
        client.get_menu(),
        client.create_menu([]),
        client.delete_menu(),
        client.qr_code("b_1", 60),
        client.upload_image("a.png", b"1"),
        client.typing(USER),
        client.user_info(USER),
        client.js_ticket(),
        client.callback_check(),
    ):
        failure = await failing(call)
        assert (failure.action, failure.uncertain) == (Action.RETRY, False)


async def test_nobody_there_is_not_uncertain(
    wechat: WeChatServer, values: SharedValues, clock: Clock, pauses: Pauses, client: WeChatClient
) -> None:
    await client.token_alive()
    listener = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    listener.close()
    await listener.wait_closed()
    async with calling(f"http://127.0.0.1:{port}", wechat, values, clock, pauses) as nobody:
        failure = await failing(nobody.send_text(USER, "在的"))
    assert (failure.action, failure.uncertain) == (Action.RETRY, False)
    assert failure.reason.startswith("ConnectError")


async def test_an_answer_that_comes_drop_by_drop_has_an_end(
    wechat: WeChatServer, values: SharedValues, clock: Clock, pauses: Pauses, client: WeChatClient
) -> None:
    await client.token_alive()

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
        try:
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.005)
        except ConnectionError:
            writer.close()

    listener = await asyncio.start_server(drip, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    async with calling(address, wechat, values, clock, pauses, within=(0.1, 0.1)) as slow:
        failure = await failing(slow.send_text(USER, "在的"))
    listener.close()
    assert (failure.action, failure.uncertain, failure.reason) == (Action.RETRY, True, "TimeoutError")


async def test_neither_secret_nor_token_nor_person_is_ever_shown(
    wechat: WeChatServer,
    values: SharedValues,
    clock: Clock,
    pauses: Pauses,
    caplog: pytest.LogCaptureFixture,
    client: WeChatClient,
) -> None:
    caplog.set_level(logging.DEBUG)
    text, code = "一句不该外泄的话", "code-not-to-be-shown"
    steps: tuple[Step, ...] = (40001, 40003, 45015, -1, Garbage(), Close(), Http(502), Hang(0.3))
    calls: tuple[Callable[[WeChatClient], Awaitable[Any]], ...] = (
        lambda client: client.send_text(USER, text),
        lambda client: client.user_info(USER),
        lambda client: client.openid_of(code),
        lambda client: client.js_ticket(),
        lambda client: client.token_alive(),
    )
    shown: list[str] = []
    with capture_logs() as logs:
        await client.send_text(USER, text)
        async with calling(wechat.base_url, wechat, values, clock, pauses, within=(0.5, 0.1)) as hasty:
            for step in steps:
                for call in calls:
                    wechat.fail("", step, forever=True)
                    shown.append(described(await failing(call(hasty))))
                    wechat.mend()
                    clock.advance(30)
                wechat.invalidate_tokens()
                assert await hasty.token_alive()
        async with calling("http://127.0.0.1:1", wechat, values, clock, pauses) as nobody:
            shown += [described(await failing(call(nobody))) for call in calls if call is not calls[3]]
    written = "\n".join([*shown, *map(str, logs), *(str(vars(line)) for line in caplog.records), caplog.text])
    assert "/cgi-bin/message/custom/send" in written
    assert "httpcore" in written
    tokens = {request.token for request in wechat.requests if request.token}
    hidden = {wechat.account.secret, text, code, USER, *tokens, *(token[:40] for token in tokens)}
    assert len(tokens) > 1
    assert [one for one in hidden if one in written] == []


def described(error: BaseException) -> str:
    """Return all that an error can be made to show."""
    assert error.__cause__ is None
    seen, chain = "".join(traceback.format_exception(error)), error.__context__
    while chain is not None:
        seen += "".join(traceback.format_exception(chain)) + repr(chain) + str(vars(chain))
        chain = chain.__context__
    return seen + repr(error) + str(vars(error))


async def test_eight_processes_survive_a_refused_token(tmp_path: Path) -> None:
    await survive(f"sqlite:///{tmp_path / 'shared.db'}")
