"""Tickets through the one door: what is written, who sees it, how it is urged."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from tests.fakes.front_desk import Clock, Person, rows
from tests.fakes.tickets import name
from tools.catalog import BY_NAME
from tools.database.models import Need, Supporter, Ticket, TicketEvent, ToolWrite
from tools.database.store import DatabaseStore
from tools.kit.tool import ToolContext

if TYPE_CHECKING:
    from assistant.bootstrap import Application


async def test_a_need_is_confirmed_written_and_kept_as_it_was_typed(app: Application, owner: Person) -> None:
    asked = await owner.press("open_ticket", "帮我登记个需求：我们厂想上ERP和MES对接，急")
    assert asked.text.endswith("确认登记吗？")
    for part in ("需求", "我们厂想上ERP和MES对接，急", "信息系统", "高", "24 小时", "节假日"):
        assert part in asked.text
    assert await rows(app, Ticket) == []
    done = await owner.say("确认")
    (ticket,) = await rows(app, Ticket)
    assert ticket.number == "T20261126-001"
    assert ticket.number in done.text
    assert (ticket.kind, ticket.severity, ticket.state, ticket.text) == (
        "need",
        "high",
        "recorded",
        "我们厂想上ERP和MES对接，急",
    )
    assert (ticket.due_at - ticket.created_at).total_seconds() == 24 * 3600
    assert ticket.enterprise_id == "E1"
    (event,) = await rows(app, TicketEvent)
    assert (event.kind, event.to_state, event.contact_id) == ("created", "recorded", ticket.contact_id)
    (need,) = await rows(app, Need)
    assert ticket.need_id == need.id


async def test_no_is_no(app: Application, owner: Person) -> None:
    await owner.press("open_ticket", "帮我登记个需求：想做皮料瑕疵检测")
    await owner.say("先不")
    assert await rows(app, Ticket) == []


@pytest.mark.parametrize(("words", "question"), [("我要投诉", "什么情况"), ("帮我登记个需求", "具体是什么需求")])
async def test_what_says_nothing_is_asked_about(app: Application, owner: Person, words: str, question: str) -> None:
    asked = await owner.press("open_ticket", words)
    assert question in asked.text
    confirming = await owner.say("仓库盘点老对不上")
    assert "仓库盘点老对不上" in confirming.text
    await owner.say("好的")
    (ticket,) = await rows(app, Ticket)
    assert ticket.text == "仓库盘点老对不上"


async def test_a_retry_writes_once_and_says_the_same(app: Application, owner: Person) -> None:
    await owner.press("open_ticket", "帮我登记个需求：想做皮料瑕疵检测")
    first = await owner.say("确认")
    assert await owner.again(text="确认") == first
    assert len(await rows(app, Ticket)) == 1


async def test_a_turn_run_again_after_a_crash_finds_what_it_wrote(app: Application, owner: Person) -> None:
    await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    await owner.press("urge_ticket")
    async with app.database.transaction() as session:
        turn = (await session.scalars(select(ToolWrite).where(ToolWrite.tool == "urge_ticket"))).one()
    (ticket,) = await rows(app, Ticket)
    again = ToolContext(
        "enterprise",
        ticket.contact_id,
        "talk-owner",
        "m",
        owner.clock.now,
        app.library.current(),
        store=DatabaseStore(app.database),
        turn=turn.turn_id,
        enterprise="E1",
    )
    result = await BY_NAME["urge_ticket"].run(again, {})
    assert "第 1 次" in result.text
    assert (await rows(app, Ticket))[0].urged == 1


async def test_what_breaks_half_way_leaves_nothing(
    app: Application, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any, **__: Any) -> int:
        msg = "power cut"
        raise OSError(msg)

    await owner.press("open_ticket", "帮我登记个需求：想做皮料瑕疵检测")
    monkeypatch.setattr("tools.database.repositories.tickets.NeedRepository.support", broken)
    assert "编号" in (await owner.say("确认")).text
    for model in (Ticket, TicketEvent, Need, Supporter, ToolWrite):
        assert await rows(app, model) == []


async def test_the_same_words_again_are_the_same_ticket(app: Application, owner: Person) -> None:
    number = await owner.opened("我要投诉：报告打不开")
    again = await owner.press("open_ticket", "我要投诉：报告打不开")
    assert number in again.text
    assert "没有重复登记" in again.text
    assert len(await rows(app, Ticket)) == 1


async def test_one_need_of_many_firms_is_one_need_with_supporters(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    other = Person(app, clock, "other", enterprise="E2")
    await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    await other.press("open_ticket", "登记需求：想上皮革缺陷质检")
    joined = await other.say("确认")
    assert "共 2 家企业" in joined.text
    await other.opened("登记需求：想做皮料库存管理")
    await owner.press("open_ticket", "登记需求：皮料瑕疵想用检测设备")
    await owner.say("确认")
    assert len(await rows(app, Need)) == 2
    assert len(await rows(app, Supporter)) == 3
    await name(app, "E1", "金明五金")
    pool = await operator.press("show_needs")
    first, second = pool.tool_calls[0].result["needs"]
    assert (first["supporters"], second["supporters"]) == (2, 1)
    assert "金明五金" in pool.text
    quality = await operator.press("show_needs", "质量类的需求池")
    assert [need["module"] for need in quality.tool_calls[0].result["needs"]] == ["质量"]


async def test_two_people_of_one_enterprise_share_tickets_and_others_see_nothing(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    number = await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    colleague = Person(app, clock, "colleague", enterprise="E1")
    assert number in (await colleague.press("show_tickets")).text
    for stranger in (Person(app, clock, "stranger", enterprise="E2"), Person(app, clock, "nobody")):
        assert "还没有登记过工单" in (await stranger.press("show_tickets")).text
        for tool, arguments in (
            ("show_tickets", {"number": number}),
            ("show_tickets", {"number": "1"}),
            ("urge_ticket", {"number": number}),
            ("move_ticket", {"number": number, "action": "reopen"}),
            ("move_ticket", {"number": number, "action": "verify"}),
            ("rate_service", {"score": 1, "name": number}),
        ):
            refused = await stranger.press(tool, **arguments)
            assert "没有找到工单" in refused.text
            assert "皮料" not in refused.text
        refused = await stranger.press("show_tickets", enterprise="E1")
        assert "皮料" not in refused.text
    (ticket,) = await rows(app, Ticket)
    assert (ticket.urged, ticket.state) == (0, "recorded")
    for tool in ("show_needs", "take_hand_off", "release_hand_off", "relay_message"):
        assert (await owner.press(tool)).declined


async def test_urging_is_counted_on_the_ticket_and_tells_the_truth(
    app: Application, owner: Person, clock: Clock
) -> None:
    assert "没有在办的工单" in (await owner.press("urge_ticket", "催一下")).text
    number = await owner.opened("我要投诉：报告打不开")
    clock.pass_by(hours=80)
    late = await owner.press("urge_ticket", "催一下，三天了")
    assert "第 1 次" in late.text
    assert "超时" in late.text
    assert "还没有指派" in late.text
    await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    asked = await owner.press("urge_ticket", "催一下")
    assert "催哪一张" in asked.text
    assert "第 2 次" in (await owner.say(number)).text
    assert [ticket.urged for ticket in await rows(app, Ticket, number=number)] == [2]
    assert len([event for event in await rows(app, TicketEvent) if event.kind == "urged"]) == 2


async def test_a_complaint_from_the_form_is_a_ticket_where_its_author_has_an_enterprise(
    app: Application, owner: Person, operator: Person
) -> None:
    await owner.press("show_tickets")
    contact = await app.records.find_contact("batch", "owner")
    await app.records.complain(contact, "页面打不开", None, owner.clock.now)
    await app.records.complain(None, "没人接电话", "13800000000", owner.clock.now)
    (ticket,) = await rows(app, Ticket)
    assert (ticket.kind, ticket.text, ticket.enterprise_id) == ("complaint", "页面打不开", "E1")
    shown = await operator.press("show_tickets", "投诉有哪些")
    assert ticket.number in shown.text


async def test_numbers_are_given_out_once(app: Application, clock: Clock) -> None:
    people = [Person(app, clock, f"u{n}", enterprise=f"E{n}") for n in range(8)]
    await asyncio.gather(*(one.press("open_ticket", f"登记需求：第{n}件事要办") for n, one in enumerate(people)))
    await asyncio.gather(*(one.say("确认") for one in people))
    numbers = sorted(ticket.number for ticket in await rows(app, Ticket))
    assert numbers == [f"T20261126-{n:03d}" for n in range(1, 9)]


async def test_a_long_list_goes_on_from_page_to_page(app: Application, owner: Person) -> None:
    for n in range(12):
        await owner.opened(f"我要投诉：第{n}个问题没人管")
    first = await owner.press("show_tickets")
    assert "12 张" in first.text
    following = next(s for s in first.suggestions if "后面" in s.title)
    second = await owner.press(str(following.tool), **following.arguments)
    seen = [t["number"] for reply in (first, second) for t in reply.tool_calls[0].result["tickets"]]
    assert len(seen) == len(set(seen)) == 12
    async with app.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Ticket)) == 12


async def test_whether_a_matter_is_done_is_answered_with_the_matter(owner: Person, operator: Person) -> None:
    number = await owner.opened("我要投诉：培训讲师迟到一小时")
    await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    one = await owner.press("show_tickets", "讲师迟到那个处理没有")
    assert one.tool_calls[0].result["tickets"][0]["number"] == number
    for state in ("assessed", "scheduled", "resolved"):
        await operator.press("move_ticket", number=number, state=state)
    done = await owner.press("show_tickets", "我的投诉还没处理吗")
    assert number in done.text
    assert "已解决，待确认" in done.text


async def test_a_ticket_told_by_its_matter_goes_before_the_one_under_discussion(
    app: Application, owner: Person
) -> None:
    for text in ("想上设备联网", "想招懂电商的人"):
        await owner.press("open_ticket", f"帮我登记个需求：{text}")
        await owner.say("确认")
    first, second = await rows(app, Ticket)
    assert second.number in (await owner.press("show_tickets", number=second.number)).text
    urged = await owner.press("urge_ticket", "设备联网嗰张催下", number=second.number)
    assert first.number in urged.text
    assert [row.urged for row in await rows(app, Ticket)] == [1, 0]


async def test_who_asks_whether_to_put_it_down_again_is_told(app: Application, owner: Person) -> None:
    await owner.press("open_ticket", "我要投诉：约好的顾问没来")
    await owner.say("确认")
    (ticket,) = await rows(app, Ticket)
    await owner.press("show_tickets", number=ticket.number)
    asked = await owner.say("要不要我重新再报一个？")
    assert asked.text.startswith("不用再登记")
    assert ticket.number in asked.text
    assert len(await rows(app, Ticket)) == 1
