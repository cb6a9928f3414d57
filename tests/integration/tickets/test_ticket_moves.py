"""Tickets as operators work on them, through the one door: listed, assessed, assigned, moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.front_desk import Clock, Person, rows
from tests.fakes.tickets import name
from tools.database.models import Ticket, TicketEvent

if TYPE_CHECKING:
    from assistant.bootstrap import Application


async def test_three_assessments_then_the_whole_way_with_a_trace(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    number = await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    for words in ("产品评估：可行", "业务评估：合理"):
        assert "还差" in (await operator.press("move_ticket", f"{number} {words}")).text
    assert "已评估" in (await operator.press("move_ticket", f"{number} 技术评估：有相机方案")).text
    for words in ("排期到12月10日", "已解决：设备已装"):
        await operator.press("move_ticket", f"{number}{words}")
    reopened = await owner.press("move_ticket", "没解决，还是漏检")
    assert "重新处理" in reopened.text
    await operator.press("move_ticket", number=number, action="resolve", note="换了光源")
    assert "已确认解决" in (await owner.press("move_ticket", "解决了")).text
    await operator.press("move_ticket", number=number, state="revisited", note="电话回访，满意")
    closed = await operator.press("move_ticket", f"关闭{number}")
    assert "已关闭" in closed.text
    (ticket,) = await rows(app, Ticket)
    assert ticket.state == "closed"
    assert ticket.closed_at is not None
    moved = [event for event in await rows(app, TicketEvent) if event.kind == "moved"]
    assert [event.to_state for event in sorted(moved, key=lambda event: event.at)] == [
        "assessed",
        "scheduled",
        "resolved",
        "scheduled",
        "resolved",
        "verified",
        "revisited",
        "closed",
    ]
    assert {event.note for event in moved} >= {"设备已装", "没解决，还是漏检", "换了光源", "电话回访，满意"}
    seen = await owner.press("show_tickets")
    for part in ("业务评估（张工）：合理", "退回“已排期”（企业）", "已关闭"):
        assert part in seen.text


async def test_moves_out_of_turn_and_out_of_place_are_refused_with_what_can_be_done(
    app: Application, owner: Person, operator: Person
) -> None:
    number = await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    early = await operator.press("move_ticket", f"{number}标记解决")
    assert early.declined
    assert "评估完成" in early.text
    for words in (f"关闭{number}", f"把{number}指派给李工", f"{number}排期"):
        refused = await owner.press("move_ticket", words)
        assert refused.declined
        assert "工作人员" in refused.text
    said = await owner.press("move_ticket", "已经解决了")
    assert "核对" in said.text
    (ticket,) = await rows(app, Ticket)
    assert (ticket.state, ticket.assignee) == ("recorded", None)
    assert [e.note for e in await rows(app, TicketEvent) if e.kind == "noted"] == ["已经解决了"]


async def test_assigning_grading_and_noting(app: Application, owner: Person, operator: Person) -> None:
    number = await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    assert "不在平台工作人员名单" in (await operator.press("move_ticket", f"把{number}指派给李工")).text
    await operator.press("move_ticket", f"{number}交给我")
    assert (await rows(app, Ticket))[0].assignee == "张工"
    await operator.press("move_ticket", f"{number}优先级改为特急：客户催")
    await operator.press("move_ticket", f"给{number}加备注：联系人是陈厂长")
    (ticket,) = await rows(app, Ticket)
    assert (ticket.severity, (ticket.due_at - ticket.created_at).total_seconds()) == ("urgent", 4 * 3600)
    notes = [event.note for event in await rows(app, TicketEvent) if event.kind == "noted"]
    assert notes == ["优先级从“普通”改为“特急”，原因：客户催", "联系人是陈厂长"]
    mine = await operator.press("show_tickets", "我负责的工单")
    assert number in mine.text


async def test_operators_see_all_by_filter_with_names(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    other = Person(app, clock, "other", enterprise="E2")
    complaint = await owner.opened("我要投诉：报告打不开")
    need = await other.opened("登记需求：想做皮料瑕疵检测，急")
    await name(app, "E1", "金明五金")
    await name(app, "E2", "狮岭皮具厂")
    everything = await operator.press("show_tickets")
    listed = everything.tool_calls[0].result
    assert [ticket["number"] for ticket in listed["tickets"]] == [need, complaint]
    assert "金明五金" in everything.text
    assert complaint in (await operator.press("show_tickets", "金明五金的工单")).text
    assert need not in (await operator.press("show_tickets", "有哪些投诉")).text
    assert "没有符合条件" in (await operator.press("show_tickets", "超时的工单")).text
    clock.pass_by(hours=30)
    assert need in (await operator.press("show_tickets", "超时的工单")).text
    assert "档案里没有" in (await operator.press("show_tickets", "花都瑞丰皮具的工单")).text
    opened = await operator.press("open_ticket", "登记需求：要上门看设备", enterprise="金明五金")
    assert "替“金明五金”" in opened.text
    await operator.say("确认")
    assert len(await rows(app, Ticket, enterprise_id="E1")) == 2


async def test_a_ticket_is_carried_through_in_free_words(app: Application, owner: Person, operator: Person) -> None:
    number = await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    await operator.press("show_tickets", number)
    for words in ("业务评估：值得做", "产品评估也过了，有现成方案", "技术没问题，派给陈工", "排期，12月中做"):
        assert (await operator.say(words)).tool_calls[-1].name == "move_ticket"
    assert (await operator.say("派给谁了")).tool_calls[0].name == "show_tickets"
    (ticket,) = await rows(app, Ticket)
    assert (ticket.state, ticket.assignee) == ("scheduled", "陈工")
    noted = {event.assessment: event.note for event in await rows(app, TicketEvent) if event.assessment}
    assert noted == {"business": "值得做", "product": "有现成方案", "technical": ""}


async def test_of_several_moves_those_that_can_be_made_are(app: Application, owner: Person, operator: Person) -> None:
    number = await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    await operator.press("show_tickets", number)
    said = await operator.say("派给陈工，关单")
    assert "已指派给陈工" in said.text
    assert "不能直接" in said.text
    (ticket,) = await rows(app, Ticket)
    assert (ticket.state, ticket.assignee) == ("recorded", "陈工")


async def test_a_number_that_is_not_there_is_asked_about(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    other = Person(app, clock, "other", enterprise="E2")
    await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    await other.opened("我要投诉：报告打不开")
    await name(app, "E1", "金明五金")
    await name(app, "E2", "远山箱包")
    asked = await operator.press("move_ticket", "T20261126-001999 派给陈工")
    assert "没有找到工单 T20261126-001999" in asked.text
    assert [ticket.assignee for ticket in await rows(app, Ticket)] == [None, None]
    await operator.say("看错了，是远山箱包那张")
    assert [ticket.assignee for ticket in await rows(app, Ticket, enterprise_id="E2")] == ["陈工"]
    assert [ticket.assignee for ticket in await rows(app, Ticket, enterprise_id="E1")] == [None]
    twice = await operator.press("move_ticket", "远山箱包那张派给小何")
    assert "小何" in twice.text


async def two_firms(app: Application, clock: Clock) -> tuple[str, str]:
    """Let two enterprises open a ticket each, and return their numbers."""
    for number, (enterprise, called, text) in enumerate(
        (("E1", "恒利箱包", "手袋线迹检不过来"), ("E2", "晨光手袋", "面料余料记不清"))
    ):
        person = Person(app, clock, f"boss{number}", enterprise=enterprise)
        await person.press("open_ticket", f"帮我登记个需求：{text}")
        await person.say("确认")
        await name(app, enterprise, called)
    first, second = await rows(app, Ticket)
    return first.number, second.number


async def test_several_tickets_are_moved_at_once(app: Application, clock: Clock, operator: Person) -> None:
    one, two = await two_firms(app, clock)
    listed = await operator.press("show_tickets", "恒利和晨光的工单看一下")
    assert one in listed.text
    assert two in listed.text
    done = await operator.say("这两张都派给李工，标急")
    assert done.text.count("已指派给李工") == 2
    assert {(row.assignee, row.severity) for row in await rows(app, Ticket)} == {("李工", "high")}
    refused = await operator.press("move_ticket", "都解决了", number=f"{one} {two}", action="resolve")
    assert "不能直接" in refused.text


async def test_another_firm_in_its_place_shows_its_ticket(app: Application, clock: Clock, operator: Person) -> None:
    one, two = await two_firms(app, clock)
    assert one in (await operator.press("show_tickets", "恒利的单到哪了")).text
    other = await operator.say("咁晨光呢")
    assert two in other.text
    assert one not in other.text


async def test_what_was_done_is_told_and_put_down_in_one_breath(
    app: Application, owner: Person, operator: Person
) -> None:
    await owner.opened("我要投诉：报工平板连不上网")
    await name(app, "E1", "甲一五金")
    said = await operator.say("刚给甲一打了电话，路由器换过了，标已解决")
    assert "待确认" in said.text
    (ticket,) = await rows(app, Ticket)
    assert ticket.state == "resolved"
    passed = [event.to_state for event in await rows(app, TicketEvent) if event.to_state]
    assert passed[-3:] == ["assessed", "scheduled", "resolved"]
    assert any("路由器换过了" in event.note for event in await rows(app, TicketEvent) if event.to_state == "resolved")
    asked = await operator.say("甲一那张企业确认没")
    assert [call.name for call in asked.tool_calls] == ["show_tickets"]
    assert (await rows(app, Ticket))[0].state == "resolved"


async def test_another_firm_named_goes_before_the_ticket_shown(
    app: Application, clock: Clock, operator: Person
) -> None:
    one, two = await two_firms(app, clock)
    await operator.press("show_tickets", number=one)
    noted = await operator.press("move_ticket", "晨光那张加个备注：采购姓邓", number=one)
    assert two in noted.text
    left = await operator.say("今天还剩几张没人负责的")
    assert one in left.text
    assert two in left.text
    assert "没人负责：2 张" in (await operator.say("谁手上单最多")).text


async def test_what_was_fitted_may_be_another_matter_and_is_asked(
    app: Application, owner: Person, operator: Person
) -> None:
    number = await owner.opened("我要投诉：打卡机连不上网")
    await operator.press("move_ticket", number=number, action="schedule")
    await operator.press("show_tickets", number=number)
    assert "办好了吗" in (await operator.say("师傅换好了")).text
    await operator.say("不是，是换了个师傅")
    assert [(ticket.state, ticket.assignee) for ticket in await rows(app, Ticket)] == [("scheduled", None)]
    await operator.press("show_tickets", number=number)
    await operator.say("李工调好了")
    assert "待确认" in (await operator.say("对")).text
    assert (await rows(app, Ticket))[0].state == "resolved"


async def test_what_the_ticket_speaks_of_is_done_at_once(app: Application, owner: Person, operator: Person) -> None:
    number = await owner.opened("我要投诉：打卡机连不上网")
    await operator.press("move_ticket", number=number, action="schedule")
    await operator.press("show_tickets", number=number)
    assert "待确认" in (await operator.say("打卡机修好了")).text
    assert (await rows(app, Ticket))[0].state == "resolved"


async def test_no_day_is_moved_of_what_nobody_scheduled(app: Application, owner: Person, operator: Person) -> None:
    number = await owner.opened("我要投诉：打卡机连不上网")
    await operator.press("move_ticket", number=number, action="assess")
    await operator.press("show_tickets", number=number)
    assert "没有排期可改" in (await operator.say("改到下周三")).text
    assert (await rows(app, Ticket))[0].state == "assessed"
    assert "已排期" in (await operator.say("排到下周三")).text
    assert "改排" in (await operator.say("改到下周五")).text


async def test_telling_of_having_urged_urges_nothing(app: Application, owner: Person) -> None:
    await owner.opened("我要投诉：打卡机连不上网")
    await owner.say("上次催过你们那张单，到现在还没人联系我们")
    assert (await rows(app, Ticket))[0].urged == 0
