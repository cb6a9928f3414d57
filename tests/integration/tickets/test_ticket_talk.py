"""Talks about tickets as people have them: asked rather than told, drafts that survive, the other one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.front_desk import Clock, Person, rows
from tests.fakes.tickets import name
from tools.database.models import Enterprise, HandOff, Relay, Survey, Ticket, TicketEvent

if TYPE_CHECKING:
    from assistant.bootstrap import Application


async def done(operator: Person, number: str, last: str) -> None:
    """Carry a ticket to a state."""
    for state in ("assessed", "scheduled", "resolved", "verified", "revisited", "closed"):
        await operator.press("move_ticket", number=number, state=state)
        if state == last:
            return


async def test_who_asks_whether_it_is_solved_has_not_said_so(app: Application, owner: Person, operator: Person) -> None:
    number = await owner.opened("我要投诉：扫码枪扫出来的数量老是翻倍")
    await done(operator, number, "resolved")
    asked = await owner.say("扫码枪数量翻倍那个 你们说弄好了？")
    assert [call.name for call in asked.tool_calls] == ["show_tickets"]
    assert (await rows(app, Ticket))[0].state == "resolved"
    assert "已确认解决" in (await owner.say("嗯，试了一上午，没问题了，确认解决")).text
    assert (await rows(app, Ticket))[0].state == "verified"


async def test_what_is_not_done_yet_is_told_as_it_stands(app: Application, owner: Person) -> None:
    number = await owner.opened("我要投诉：扫码枪扫出来的数量老是翻倍")
    told = await owner.press("move_ticket", "那张单还没好？别关啊", number=number)
    assert "现在是“已登记”" in told.text
    noted = await owner.press("move_ticket", "没解决，昨天又翻倍了", number=number)
    assert "还没解决" in noted.text
    assert (await rows(app, Ticket))[0].state == "recorded"


async def test_a_draft_survives_a_digression_and_changes_in_own_words(app: Application, owner: Person) -> None:
    await owner.say("登记需求：仓库盘点老是不准，想上扫码")
    await owner.say("8.3.1讲什么")
    changed = await owner.say("换个内容：仓库呆滞料要自动预警")
    assert "呆滞料" in changed.text
    await owner.say("8.3.1讲什么")
    await owner.say("刚才那个登记吧")
    assert [ticket.text for ticket in await rows(app, Ticket)] == ["仓库呆滞料要自动预警"]


async def test_a_complaint_in_the_place_of_a_person(app: Application, owner: Person) -> None:
    await owner.press("open_ticket", "你们那个工程师约了三次放了我三次鸽子")
    shown = await owner.say("不要转人工，我要投诉，就投诉工程师三次约好都没来")
    assert "类型：投诉" in shown.text
    await owner.say("对")
    (ticket,) = await rows(app, Ticket)
    assert (ticket.kind, ticket.text) == ("complaint", "工程师三次约好都没来")
    assert await rows(app, HandOff) == []


async def test_one_much_like_it_is_told_before_another_is_opened(app: Application, owner: Person) -> None:
    number = await owner.opened("登记需求：希望有箱包版型库，旧款能搜出来复用")
    same = await owner.say("帮我登记个需求：希望有箱包版型库，旧款能搜出来复用")
    assert number in same.text
    assert "没有重复登记" in same.text
    alike = await owner.say("登记需求：想要箱包版型库，旧款可以搜出来复用")
    assert number in alike.text
    assert "确认登记吗" in alike.text
    await owner.say("那不用再登了")
    assert len(await rows(app, Ticket)) == 1


async def test_all_of_them_are_urged_at_once(app: Application, owner: Person) -> None:
    await owner.opened("登记需求：想做设备联网看板")
    await owner.opened("我要投诉：扫码枪扫出来的数量老是翻倍")
    said = await owner.say("两张都催一下")
    assert said.text.count("已催") == 2
    assert [ticket.urged for ticket in await rows(app, Ticket)] == [1, 1]


async def test_what_was_closed_too_early_is_opened_again(app: Application, owner: Person, operator: Person) -> None:
    number = await owner.opened("登记需求：想做线迹外观检测")
    await done(operator, number, "closed")
    refused = await owner.press("move_ticket", "又坏了，没解决", number=number)
    assert "已经关闭" in refused.text
    assert refused.suggestions[0].tool == "open_ticket"
    assert (await rows(app, Ticket))[0].state == "closed"
    await operator.say(f"{number}关早了，人家说又坏了，重新打开")
    (ticket,) = await rows(app, Ticket)
    assert (ticket.state, ticket.closed_at) == ("scheduled", None)


async def test_the_other_one_is_not_the_one_just_spoken_of(
    app: Application, owner: Person, operator: Person, clock: Clock
) -> None:
    other = Person(app, clock, "other", enterprise="E2")
    first = await owner.opened("登记需求：想做设备联网看板")
    second = await other.opened("登记需求：空压站要节能改造")
    async with app.database.transaction() as session:
        for enterprise, called in (("E1", "甲一五金"), ("E2", "明湖注塑")):
            row = await session.get(Enterprise, enterprise)
            assert row is not None
            row.name = called
    await operator.say("明湖注塑那张派给陈工")
    await operator.say("另一张派给小何")
    who = {ticket.number: ticket.assignee for ticket in await rows(app, Ticket)}
    assert who == {first: "小何", second: "陈工"}


async def test_a_talk_is_given_back_by_its_number_and_not_relayed(
    app: Application, owner: Person, operator: Person
) -> None:
    number = str((await owner.say("转人工")).tool_calls[0].result["number"])
    await operator.press("take_hand_off", number=number)
    await operator.say("那您把照片交还给李工就行")
    await operator.say(f"把 {number} 的对话交还给助手")
    assert [row.state for row in await rows(app, HandOff)] == ["released"]
    assert not any("交还给助手" in row.text for row in await rows(app, Relay))
    assert any("交还给李工" in row.text for row in await rows(app, Relay))


async def test_a_reason_is_added_to_a_low_score(app: Application, owner: Person) -> None:
    low = await owner.say("你们这平台我打2分")
    number = low.tool_calls[0].result["ticket"]
    await owner.say("界面太乱，找不到东西")
    kept = [row for row in await rows(app, Survey) if row.ended_at is None]
    assert [(row.score, row.comment) for row in kept] == [(2, "界面太乱，找不到东西")]
    assert [ticket.number for ticket in await rows(app, Ticket)] == [number]


async def test_a_matter_is_judged_before_it_is_done(app: Application, owner: Person) -> None:
    number = await owner.opened("我要投诉：扫码枪扫出来的数量老是翻倍")
    said = await owner.press("rate_service", "这张单我给1分")
    assert number in said.text
    assert [row.score for row in await rows(app, Survey)] == [1]


async def test_a_scenario_in_use_is_judged_by_its_name(app: Application, owner: Person) -> None:
    await owner.say("我们十月份上线了智能客服与工单分派")
    said = await owner.say("智能客服这个场景我给1分")
    assert "智能客服与工单分派" in said.text
    (survey,) = await rows(app, Survey)
    assert (survey.about, survey.score, survey.comment) == ("scenario", 1, None)


async def test_what_was_wrong_with_another_matter_confirms_nothing(
    app: Application, owner: Person, operator: Person
) -> None:
    number = await owner.opened("我要投诉：培训名额报了没人理")
    await done(operator, number, "resolved")
    asked = await owner.say("前几天说报告链接打不开那个，今天能打开了，解决了")
    assert "问题解决了吗" in asked.text
    assert (await rows(app, Ticket))[0].state == "resolved"
    await owner.say("算了")
    other = await owner.opened("我要投诉：报告下载链接打不开")
    await done(operator, other, "resolved")
    await owner.say("前几天说报告链接打不开那个，今天试了，能打开了，解决了，多谢")
    assert {one.number: one.state for one in await rows(app, Ticket)} == {number: "resolved", other: "verified"}


async def test_a_yes_after_it_was_put_down_puts_nothing_down(app: Application, owner: Person) -> None:
    number = await owner.opened("登记需求：仓库盘点老是不准，想上扫码")
    again = await owner.say("好，登记吧")
    assert number in again.text
    assert "不用再记" in again.text
    asked = await owner.say("帮我登记一个需求")
    assert asked.text.startswith("具体是什么需求")
    assert len(await rows(app, Ticket)) == 1


async def test_a_number_nobody_has_shows_no_other_ticket(owner: Person) -> None:
    number = await owner.opened("登记需求：想给空压站做群控节能")
    assert "没有找到工单 999999" in (await owner.say("查下工单 999999")).text
    assert number in (await owner.say("号码我记不清了，就是空压机那张")).text
    assert number in (await owner.say("这张单的编号是多少")).text


async def test_one_of_two_is_urged_and_the_other_spared(app: Application, owner: Person) -> None:
    for words in ("提个需求：想上扫码盘点仓库", "我要投诉，培训老师迟到了一个小时"):
        await owner.say(words)
        await owner.say("确认")
    await owner.say("扫码盘点那个催一下 培训投诉那个先不急")
    urged = {row.kind: row.urged for row in await rows(app, Ticket)}
    assert urged == {"need": 1, "complaint": 0}
    await owner.say("那不用催了")
    assert {row.kind: row.urged for row in await rows(app, Ticket)} == urged


async def test_a_bare_yes_puts_the_draft_down_and_is_no_matter(app: Application, owner: Person) -> None:
    await owner.say("帮我提个需求，找人来看下老设备能不能联网")
    await owner.say("好 提吧")
    (row,) = await rows(app, Ticket)
    assert "老设备" in row.text


async def test_what_waits_for_a_yes_has_no_number_yet(app: Application, owner: Person) -> None:
    await owner.say("我要投诉，约的顾问三天没回我电话")
    asked = await owner.say("我投诉的那个现在到哪一步了")
    assert "还没有登记" in asked.text
    assert "确认登记吗" in asked.text
    await owner.say("确认")
    (ticket,) = await rows(app, Ticket)
    assert ticket.number in (await owner.say("我投诉的那个现在到哪一步了")).text


async def test_a_need_that_was_lost_on_the_way_is_found_again(app: Application, owner: Person) -> None:
    await owner.say("两件事：员工人数改成120；另外帮我登记个需求，ERP跟电商后台对不上账，想要自动对账")
    await owner.say("发错了不好意思。人数改成120，确认")
    await owner.say("需求登记上了吧？没登就给我登上")
    await owner.say("嗯对")
    (ticket,) = await rows(app, Ticket)
    assert ticket.text == "ERP跟电商后台对不上账，想要自动对账"
    again = await owner.say("需求登记上了吧？没登就给我登上")
    assert ticket.number in again.text
    assert len(await rows(app, Ticket)) == 1


async def test_each_of_two_is_told_by_what_it_is_about(app: Application, owner: Person, clock: Clock) -> None:
    first = await owner.opened("登记需求：想要扫码报工的服务商名单")
    second = await owner.opened("我要投诉：诊断报告的链接打不开")
    gone = await owner.say("要服务商名单那个撤了吧，我们自己找到了")
    assert first in gone.text
    assert gone.suggestions[0].tool == "hand_off"
    assert second in (await owner.say("报告那个再补一句，手机和电脑都打不开")).text
    colleague = Person(app, clock, "colleague", enterprise="E1")
    added = await colleague.say("我们厂扫码报工那个需求，补充一句，要能接用友U8")
    assert (added.tool_calls[0].result["number"], added.text) == (
        first,
        f"已补充到工单 **{first}** 上，跟进的人看得到。",
    )
    notes = {row.note for row in await rows(app, TicketEvent)}
    assert {"手机和电脑都打不开", "要能接用友U8"} <= notes


async def test_one_is_claimed_and_its_enterprise_told(app: Application, owner: Person, operator: Person) -> None:
    number = await owner.opened("登记需求：想给空压站做群控节能")
    await operator.say(f"认领{number}，然后给企业回一句：师傅周四上午到")
    (ticket,) = await rows(app, Ticket)
    assert ticket.assignee == "张工"
    await operator.press("move_ticket", number=number, state="scheduled")
    await operator.say(f"{number}改到下周四，并且告诉他们一声改期了")
    assert [row.text for row in await rows(app, Relay)] == ["师傅周四上午到", "改期了"]


async def test_a_note_goes_to_the_ticket_its_number_or_matter_tells(app: Application, owner: Person) -> None:
    number = await owner.opened("帮我登记个需求：注塑机想联网，能在手机上看开机停机")
    await owner.opened("我要投诉：ERP对不上账")
    await owner.say(f"{number}再补一句，机器是海天250吨的，15年买的")
    await owner.say("我那个注塑机联网的单子补充一句，一共18台机，都是海天的")
    ticket, _ = await rows(app, Ticket)
    noted = [event.note for event in await rows(app, TicketEvent, ticket_id=ticket.id, kind="noted")]
    assert noted == ["机器是海天250吨的，15年买的", "一共18台机，都是海天的"]
    assert "没有找到工单 T-0071" in (await owner.say("T-0071再补一句，机器是海天250吨的")).text


async def test_a_question_that_names_a_ticket_shows_it(app: Application, owner: Person) -> None:
    number = await owner.opened("帮我登记个需求：注塑机想联网，能在手机上看开机停机")
    for words in ("昨天催过一遍了，今天有动静没", "到哪步了？再给它加一句，我们只有周末能停机"):
        shown = await owner.say(number + words)
        assert [call.name for call in shown.tool_calls] == ["show_tickets"]
    (ticket,) = await rows(app, Ticket)
    assert ticket.urged == 0


async def test_what_was_told_is_drafted_if_it_is_not_down(app: Application, owner: Person) -> None:
    await owner.say("扫码枪老是掉线")
    drafted = await owner.say("扫码枪那个登记了没，没有就登记一下")
    assert "内容：扫码枪老是掉线" in drafted.text
    assert await rows(app, Ticket) == []
    await owner.say("确认")
    assert [ticket.text for ticket in await rows(app, Ticket)] == ["扫码枪老是掉线"]


async def test_what_is_only_told_opens_no_ticket(app: Application, owner: Person) -> None:
    await owner.say("ERP老是登不上去，急死人")
    for words in ("先不用往上报，我让网管重启下看看", "前街老何投诉了软件商，据说真赔了钱"):
        assert "确认登记吗" not in (await owner.say(words)).text
    assert await rows(app, Ticket) == []


async def test_a_person_is_called_by_who_asks_for_one(app: Application, owner: Person) -> None:
    for words in (
        "你后面坐的是真人还是纯机器",
        "转人工一般要排多久队啊",
        "银行那机器人才叫烦，喊了八遍人工都不理我",
    ):
        await owner.say(words)
        assert await rows(app, HandOff) == []
    await owner.say("你是真人还是机器？给我转人工")
    assert len(await rows(app, HandOff)) == 1


async def test_a_matter_called_by_what_went_wrong_is_solved(app: Application, owner: Person, operator: Person) -> None:
    number = await owner.opened("提个问题：报告里的 Word 文档打不开")
    await done(operator, number, "resolved")
    await owner.say("我之前提的Word打不开那个，试了，解决了，能打开")
    assert [ticket.state for ticket in await rows(app, Ticket)] == ["verified"]


async def test_a_colleague_who_is_called_by_name_urges(app: Application, owner: Person, operator: Person) -> None:
    await owner.opened("我要投诉：ERP对不上账")
    await name(app, "E1", "万和皮具")
    await operator.say("小梁啊，万和那张你去跟技术部催一声，我开会呢")
    assert [ticket.urged for ticket in await rows(app, Ticket)] == [0]
    await operator.say("万和那张帮我催一声")
    assert [ticket.urged for ticket in await rows(app, Ticket)] == [1]
