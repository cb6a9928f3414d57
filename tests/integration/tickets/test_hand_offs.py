"""A conversation handed to a person and back: who hears what, who owns it, what is left behind."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.front_desk import Clock, Person, rows
from tools.database.models import Enterprise, HandOff, Relay, Ticket, TicketEvent

if TYPE_CHECKING:
    from assistant.bootstrap import Application


async def test_ticket_hand_off_and_receipt_are_written_together_and_once(app: Application, owner: Person) -> None:
    done = await owner.press("hand_off", "转人工，ERP的补贴被退回了")
    (ticket,) = await rows(app, Ticket)
    (hand_off,) = await rows(app, HandOff)
    assert (ticket.kind, ticket.text, ticket.state) == ("hand_off", "ERP的补贴被退回了", "recorded")
    assert (hand_off.ticket_id, hand_off.state, hand_off.conversation_id) == (ticket.id, "waiting", "talk-owner")
    assert ticket.number in done.text
    assert await owner.again(text="转人工，ERP的补贴被退回了", tool="hand_off") == done
    again = await owner.press("hand_off", "人工")
    assert "不用再转一次" in again.text
    assert len(await rows(app, Ticket)) == len(await rows(app, HandOff)) == 1


async def test_nothing_is_left_of_a_hand_off_that_breaks(
    app: Application, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any, **__: Any) -> bool:
        msg = "power cut"
        raise OSError(msg)

    monkeypatch.setattr("tools.database.repositories.hand_offs.HandOffRepository.add", broken)
    assert "编号" in (await owner.press("hand_off")).text
    assert await rows(app, Ticket) == await rows(app, HandOff) == await rows(app, TicketEvent) == []


async def test_the_assistant_answers_on_while_nobody_has_come(owner: Person) -> None:
    await owner.press("hand_off")
    assert "需求识别" in (await owner.say("8.3.1讲什么")).text


async def test_a_talk_runs_both_ways_and_back_to_the_assistant(
    app: Application, owner: Person, operator: Person
) -> None:
    await owner.say("8.3.1讲什么")
    await owner.press("hand_off", "转人工，ERP的补贴被退回了")
    taken = await operator.press("take_hand_off")
    for part in ("ERP的补贴被退回了", "8.3.1讲什么", "@助手"):
        assert part in taken.text
    assert "已发给" in (await operator.say("你好，请把ERP导出的Excel发我？")).text
    first = await owner.say("好的，Excel马上发。你们能帮我改吗？")
    assert "【工作人员 张工】你好，请把ERP导出的Excel发我？" in first.text
    assert "结束人工" in first.text
    assert not first.tool_calls
    assert (await owner.say("8.3.1讲什么")).text == ""
    heard = await operator.say("收到")
    for part in ("Excel马上发", "8.3.1讲什么", "已发给"):
        assert part in heard.text
    assert "需求识别" in (await owner.press("read_clause", clause="8.3.1")).text
    ended = await operator.say("结束")
    assert "待确认" in ended.text
    (ticket,), (hand_off,) = await rows(app, Ticket), await rows(app, HandOff)
    assert (ticket.state, ticket.assignee, hand_off.state) == ("resolved", "张工", "released")
    answered = await owner.say("8.3.2讲什么")
    assert "结束了人工对话" in answered.text
    assert "企业触达" in answered.text
    assert "企业触达" in (await operator.say("8.3.2讲什么")).text
    assert "已确认解决" in (await owner.press("move_ticket", "解决了，谢谢")).text
    assert [(r.direction, r.text) for r in sorted(await rows(app, Relay), key=lambda r: r.created_at) if r.author] == [
        ("to_enterprise", "你好，请把ERP导出的Excel发我？"),
        ("to_operator", "好的，Excel马上发。你们能帮我改吗？"),
        ("to_operator", "8.3.1讲什么"),
        ("to_enterprise", "收到"),
    ]
    assert all(relay.delivered_at for relay in await rows(app, Relay))


async def test_a_message_carried_once_however_often_it_is_sent(
    app: Application, owner: Person, operator: Person
) -> None:
    await owner.press("hand_off")
    await operator.press("take_hand_off")
    first = await owner.say("我是陈厂长")
    assert await owner.again(text="我是陈厂长") == first
    await operator.say("您好")
    await operator.again(text="您好")
    assert sorted(relay.text for relay in await rows(app, Relay) if relay.author) == ["您好", "我是陈厂长"]


async def test_what_is_said_aside_and_buttons_are_the_assistants_and_the_talk_goes_on(
    app: Application, owner: Person, operator: Person
) -> None:
    await owner.press("hand_off")
    await operator.press("take_hand_off")
    for reply in (await operator.say("@助手 8.3.5 e)讲什么"), await operator.press("read_clause", clause="8.3.5 e)")):
        assert "回访" in reply.text
        assert [call.name for call in reply.tool_calls] == ["read_clause"]
    assert (await operator.press("show_tickets")).tool_calls[0].name == "show_tickets"
    await operator.say("您好")
    assert [relay.text for relay in await rows(app, Relay) if relay.author] == ["您好"]


async def test_of_two_operators_one_wins_and_the_other_is_told_who(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    await owner.press("hand_off")
    other = Person(app, clock, "李工", role="operator")
    replies = await asyncio.gather(operator.press("take_hand_off"), other.press("take_hand_off", number="1"))
    won = [reply for reply in replies if not reply.declined]
    lost = [reply for reply in replies if reply.declined]
    assert (len(won), len(lost)) == (1, 1)
    (ticket,) = await rows(app, Ticket)
    assert ticket.assignee in {"张工", "李工"}
    assert f"由{ticket.assignee}接手" in lost[0].text or "没有企业在等" in lost[0].text
    assert len([event for event in await rows(app, TicketEvent) if event.kind == "assigned"]) == 1


async def test_an_operator_carries_on_from_another_conversation(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    await owner.press("hand_off")
    await operator.press("take_hand_off")
    await owner.say("我是陈厂长")
    elsewhere = Person(app, clock, "张工", role="operator", conversation="phone", said=100)
    assert "接到这里" in (await elsewhere.press("take_hand_off")).text
    assert "我是陈厂长" in (await elsewhere.say("您好")).text
    assert "【工作人员 张工】您好" in (await owner.say("在")).text
    assert "需求识别" in (await operator.press("read_clause", clause="8.3.1")).text
    assert [r.conversation_id for r in await rows(app, Relay) if r.direction == "to_operator"] == ["phone", "phone"]


async def test_several_who_wait_are_asked_about_and_one_talk_is_held_at_a_time(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    assert "没有企业在等" in (await operator.press("take_hand_off")).text
    other = Person(app, clock, "other", enterprise="E2")
    await owner.press("hand_off", "转人工，问补贴")
    await other.press("hand_off", "转人工，问诊断")
    asked = await operator.press("take_hand_off")
    assert "接哪一个" in asked.text
    await operator.say("2")
    assert [h.state for h in sorted(await rows(app, HandOff), key=lambda h: h.created_at)] == ["waiting", "taken"]
    refused = await operator.press("take_hand_off", number="T20261126-001")
    assert "先说“结束”" in refused.text
    await operator.say("在吗")
    assert [r.conversation_id for r in await rows(app, Relay) if r.author] == ["talk-other"]


async def test_only_who_has_a_talk_ends_it_or_speaks_in_it(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    await owner.press("hand_off")
    await operator.press("take_hand_off")
    other = Person(app, clock, "李工", role="operator")
    for tool, arguments in (
        ("release_hand_off", {"number": "1"}),
        ("relay_message", {"ticket": "1", "text": "我来说"}),
    ):
        refused = await other.press(tool, **arguments)
        assert "张工" in refused.text
    assert "没有接着的对话" in (await other.press("release_hand_off")).text
    assert (await rows(app, HandOff))[0].state == "taken"


@pytest.mark.parametrize("words", ["结束人工", "不用人工了", "回到助手吧"])
async def test_an_enterprise_ends_a_talk_itself(app: Application, owner: Person, operator: Person, words: str) -> None:
    await owner.press("hand_off")
    await operator.press("take_hand_off")
    await owner.say("你好")
    assert "继续为你服务" in (await owner.say(words)).text
    assert "需求识别" in (await owner.say("8.3.1讲什么")).text
    told = await operator.say("8.3.1讲什么")
    assert "对方结束了人工对话" in told.text
    assert "需求识别" in told.text
    assert [relay.text for relay in await rows(app, Relay) if relay.author] == ["你好"]
    assert (await rows(app, HandOff))[0].state == "released"


async def test_who_no_longer_waits_says_so_and_may_ask_again(app: Application, owner: Person) -> None:
    await owner.press("hand_off")
    assert "不等人工" in (await owner.say("不用人工了")).text
    await owner.press("hand_off")
    assert sorted(hand_off.state for hand_off in await rows(app, HandOff)) == ["released", "waiting"]


async def test_words_for_a_ticket_reach_its_conversation_with_its_next_message(
    app: Application, owner: Person, operator: Person
) -> None:
    number = await owner.opened("我要投诉：报告打不开")
    told = await operator.press("relay_message", f"告诉{number}的企业：PDF已经修好了")
    assert "已转达" in told.text
    heard = await owner.say("8.3.1讲什么")
    assert heard.text.startswith("【工作人员 张工】PDF已经修好了")
    assert "PDF" not in (await owner.say("8.3.2讲什么")).text
    assert "转达（张工）：PDF已经修好了" in (await operator.press("show_tickets", number=number)).text
    assert "转达给哪张工单" in (await operator.press("relay_message")).text


async def test_what_an_operator_adds_goes_nowhere_before_it_is_clear_for_whom(
    app: Application, owner: Person, operator: Person
) -> None:
    number = await owner.opened("我要投诉：报告打不开")
    await operator.press("relay_message", f"告诉{number}的企业：明早有人上门")
    assert "发给企业，还是记在工单上" in (await operator.say("另外提一句：这家老板脾气急，说话客气点")).text
    assert "备注已记" in (await operator.say("记在工单上")).text
    assert "还没发" in (await operator.say("再补一句，带上机器铭牌")).text
    assert "什么都没发" in (await operator.say("先不发")).text
    assert "已转达" in (await operator.say("再跟他们说一声，带上机器铭牌")).text
    assert [relay.text for relay in await rows(app, Relay) if relay.author] == ["明早有人上门", "带上机器铭牌"]


async def test_both_sides_find_the_talk_in_their_history(app: Application, owner: Person, operator: Person) -> None:
    await owner.press("hand_off")
    await operator.press("take_hand_off")
    await operator.say("您好")
    contacts = {user: await app.records.find_contact("batch", user) for user in ("owner", "张工")}
    news = await app.desk.news(contacts["owner"], "talk-owner", owner.clock.now)
    assert "【工作人员 张工】您好" in news.words
    assert news.open
    assert (await app.desk.news(contacts["owner"], "talk-owner", owner.clock.now)).words == ""
    assert (await owner.say("收到")).text.startswith("已转给")
    await operator.say("再见")
    await owner.say("好的再见")
    mine = await app.records.thread(contacts["owner"] or "", "talk-owner")
    assert [one.text for one in mine.relayed if "工作人员 " in one.text] == ["【工作人员 张工】您好"]
    assert "【工作人员 张工】再见" in (mine.turns[-1].reply or pytest.fail("no reply")).text
    await app.desk.news(contacts["张工"], "talk-张工", owner.clock.now)
    theirs = await app.records.thread(contacts["张工"] or "", "talk-张工")
    shown = [one.text for one in theirs.relayed] + [turn.reply.text for turn in theirs.turns if turn.reply]
    assert sum("收到" in text for text in shown) == 1
    assert sum("好的再见" in text for text in shown) == 1


async def test_news_is_only_for_those_whose_conversation_it_is(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    await owner.press("hand_off")
    await operator.press("take_hand_off")
    await Person(app, clock, "stranger").say("你好")
    stranger = await app.records.find_contact("batch", "stranger")
    for contact in (stranger, None):
        assert (await app.desk.news(contact, "talk-owner", clock.now)).words == ""
    assert [relay.delivered_at for relay in await rows(app, Relay)] == [None]


async def test_of_two_who_wait_one_is_told_by_its_firm_or_its_place(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    other = Person(app, clock, "other", enterprise="E2")
    await owner.press("hand_off")
    await other.press("hand_off", "转人工，报告打不开")
    async with app.database.transaction() as session:
        for enterprise, called in (("E1", "旺达五金"), ("E2", "新雅珠宝"), ("E3", "永兴箱包")):
            row = await session.get(Enterprise, enterprise)
            if row is None:
                session.add(Enterprise(id=enterprise, name=called, verified=True, created_at=clock.now))
            else:
                row.name = called
    listed = await operator.press("show_tickets", "有谁在等人工")
    assert listed.text.index("旺达五金") < listed.text.index("新雅珠宝")
    nobody = await operator.press("take_hand_off", "接永兴箱包")
    assert "永兴箱包没有在等人工" in nobody.text
    assert "旺达五金、新雅珠宝" in nobody.text
    asked = await operator.press("take_hand_off")
    assert {choice.title.split()[1] for choice in asked.suggestions} == {"旺达五金", "新雅珠宝"}
    assert "**新雅珠宝**" in (await operator.press("take_hand_off", "先接新雅那家")).text
    assert "新雅珠宝" in (await operator.say("好，那先这样吧")).text
    assert "**旺达五金**" in (await operator.press("take_hand_off", "接第一个")).text
    assert [row.state for row in await rows(app, HandOff)] == ["taken", "released"]


async def test_who_waits_is_told_until_when_however_they_ask(owner: Person, app: Application, clock: Clock) -> None:
    await owner.press("hand_off", "转人工")
    (ticket,) = await rows(app, Ticket)
    for words in ("有人未啊", "还要等多久", "怎么还没人来"):
        done = await owner.say(words)
        assert ticket.number in done.text
        assert not done.tool_calls
    clock.pass_by(hours=5)
    assert "已经晚了" in (await owner.say("点解仲未有人应我")).text
    assert len(await rows(app, Ticket)) == len(await rows(app, HandOff)) == 1
