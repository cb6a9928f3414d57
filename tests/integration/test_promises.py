"""What enterprises and the platform promise each other, through the one door and in talks between people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.fakes.front_desk import Clock, Person, rows
from tools.database.models import Contact, Enterprise, Promise, Ticket

if TYPE_CHECKING:
    from assistant.bootstrap import Application


@pytest.fixture
async def app(app: Application, clock: Clock) -> Application:
    async with app.database.transaction() as session:
        for key, name in (("E1", "狮岭精工皮具"), ("E2", "金明五金制品有限公司")):
            session.add(Enterprise(id=key, name=name, verified=True, created_at=clock.now))
    return app


@pytest.fixture
def owner(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "owner", enterprise="E1")


@pytest.fixture
def other(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "other", enterprise="E2")


@pytest.fixture
def operator(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "张工", role="operator")


async def promises(app: Application) -> list[Promise]:
    return sorted(await rows(app, Promise), key=lambda row: row.created_at)


def nine(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 1, tzinfo=UTC)


async def test_a_promise_is_kept_with_its_day_and_once(app: Application, owner: Person) -> None:
    words = "我们12月4号前把设备清单给你们"
    done = await owner.say(words)
    assert "12月4日（周五）前“给设备清单”" in done.text
    (row,) = await promises(app)
    (contact,) = await rows(app, Contact, external_id="owner")
    assert (row.side, row.text, row.state, row.due_at) == ("enterprise", "给设备清单", "open", nine(12, 4))
    assert (row.enterprise_id, row.contact_id, row.made_by) == ("E1", contact.id, contact.id)
    assert await owner.again(text=words) == done
    assert "已经记着" in (await owner.say(words)).text
    assert len(await promises(app)) == 1


async def test_next_week_is_its_friday_and_said_so(app: Application, owner: Person) -> None:
    done = await owner.say("下周给您资料")
    assert "“下周”按12月4日（周五）算" in done.text
    assert [row.due_at for row in await promises(app)] == [nine(12, 4)]
    moved = await owner.say("改到12月8号")
    assert "原来是12月4日" in moved.text
    (row,) = await promises(app)
    assert (row.due_at, row.state) == (nine(12, 8), "open")


async def test_what_is_missing_is_asked(app: Application, owner: Person) -> None:
    assert "哪天" in (await owner.press("make_promise", "回头给你资料")).text
    assert "哪天" in (await owner.say("尽快")).text
    assert await promises(app) == []
    await owner.say("后天")
    assert [(row.text, row.due_at) for row in await promises(app)] == [("给资料", nine(11, 28))]
    assert "什么" in (await owner.press("make_promise", "最迟下周五给您")).text
    await owner.say("检测报告")
    assert [row.text for row in await promises(app)] == ["给资料", "检测报告"]
    past = await owner.press("make_promise", text="样品", day="2026-11-20")
    assert "已经过了" in past.text


async def test_a_promise_is_settled_by_its_words(app: Application, owner: Person, clock: Clock) -> None:
    await owner.press("make_promise", "12月1号前给设备清单")
    await owner.press("make_promise", "12月3号前发图纸")
    asked = await owner.press("settle_promise", "已经好了")
    assert {one.title for one in asked.suggestions} >= {"给设备清单（12月1日前）", "发图纸（12月3日前）"}
    done = await owner.say("图纸发过去了")
    assert "“发图纸”办好了" in done.text
    assert "还有 1 件没办：给设备清单（12月1日前）" in done.text
    clock.pass_by(days=7)
    late = await owner.say("清单给你们了")
    assert "晚了 2 天" in late.text
    assert {(row.text, row.state) for row in await promises(app)} == {("给设备清单", "kept"), ("发图纸", "kept")}
    assert "没有记着" in (await owner.press("settle_promise", "资料给了")).text


async def test_a_promise_is_put_off_or_dropped(app: Application, owner: Person) -> None:
    await owner.press("make_promise", "12月1号前给设备清单")
    (row,) = await promises(app)
    moved = await owner.press("settle_promise", "改到周五", promise=row.id, state="kept")
    assert "改到11月27日（周五）前" in moved.text
    await owner.press("settle_promise", "再宽限三天", promise=row.id)
    assert [one.due_at for one in await promises(app)] == [nine(11, 30)]
    await owner.press("settle_promise", "清单给不了了", promise=row.id)
    (ended,) = await promises(app)
    assert (ended.state, ended.ended_at is None) == ("dropped", False)
    assert "已经记成不办了" in (await owner.press("settle_promise", promise=row.id, state="kept")).text


async def test_the_button_of_a_reminder_settles_it_once(app: Application, owner: Person) -> None:
    await owner.press("make_promise", "12月1号前给设备清单")
    (row,) = await promises(app)
    pressed = {"promise": row.id, "state": "kept"}
    done = await owner.press("settle_promise", **pressed)
    assert await owner.again(tool="settle_promise", arguments=pressed) == done
    assert [one.state for one in await promises(app)] == ["kept"]


async def test_an_operator_promises_a_named_enterprise(app: Application, operator: Person, other: Person) -> None:
    refused = await operator.say("我明天下午给金明五金回电话")
    assert "还没有人在平台上联系过" in refused.text
    await other.say("你好")
    done = await operator.say("我明天下午给金明五金回电话")
    assert "对金明五金制品有限公司“回电话”" in done.text
    (row,) = await promises(app)
    (person,), (worker,) = await rows(app, Contact, external_id="other"), await rows(app, Contact, external_id="张工")
    assert (row.side, row.enterprise_id, row.due_at) == ("platform", "E2", nine(11, 27))
    assert (row.contact_id, row.made_by) == (person.id, worker.id)
    await operator.say("给金明五金回过电话了")
    assert [one.state for one in await promises(app)] == ["kept"]
    assert "哪一家企业" in (await operator.press("make_promise", "后天给答复")).text


async def test_an_operator_settles_either_side(app: Application, operator: Person, owner: Person) -> None:
    await owner.press("make_promise", "12月1号前给设备清单")
    await operator.press("make_promise", text="报价", day="2026-12-02", enterprise="E1")
    await operator.say("狮岭精工的设备清单收到了")
    assert {(row.text, row.state) for row in await promises(app)} == {("给设备清单", "kept"), ("报价", "open")}
    await operator.press("settle_promise", "报价给了")
    assert {row.state for row in await promises(app)} == {"kept"}


async def test_nobody_settles_what_is_not_theirs(
    app: Application, owner: Person, other: Person, operator: Person
) -> None:
    await owner.press("make_promise", "12月1号前给设备清单")
    await operator.press("make_promise", text="报价", day="2026-12-02", enterprise="E1")
    theirs, ours = await promises(app)
    assert "没有记着" in (await other.press("settle_promise", promise=theirs.id, state="kept")).text
    assert "平台答应的" in (await owner.press("settle_promise", promise=ours.id, state="kept")).text
    assert "只能登记自己企业" in (await other.press("make_promise", "明天给资料", enterprise="E1")).text
    assert "只能登记自己企业" in (await other.press("settle_promise", "资料给了", enterprise="E1")).text
    assert {row.state for row in await promises(app)} == {"open"}


async def test_open_promises_stand_in_the_archive(app: Application, owner: Person, operator: Person) -> None:
    await owner.press("make_promise", "12月1号前给设备清单")
    await operator.press("make_promise", text="报价", day="2026-12-02", enterprise="E1")
    archive = await owner.say("看看我们的档案")
    assert "企业答应：12月1日前“给设备清单”" in archive.text
    assert "平台答应：12月2日前“报价”" in archive.text


# --- in talks between people ------------------------------------------------------------------------------------------


async def talking(owner: Person, operator: Person) -> None:
    await owner.say("转人工")
    await operator.press("take_hand_off")


async def test_promises_in_a_talk_are_put_down_for_their_side(
    app: Application, owner: Person, operator: Person
) -> None:
    await talking(owner, operator)
    told = await operator.say("你好，我明天下午给您回电话")
    assert told.text.endswith("已记下：11月27日前回电话，到时提醒你。")
    heard = await owner.say("好的，我12月4号前把清单给你们")
    assert heard.text.endswith("已记下：12月4日前给清单，到时提醒您。")
    assert "到时提醒" not in (await operator.say("谢谢")).text.replace("已记下：12月4日前", "")
    (ours, theirs), (ticket,) = await promises(app), await rows(app, Ticket)
    (person,), (worker,) = await rows(app, Contact, external_id="owner"), await rows(app, Contact, external_id="张工")
    assert (ours.side, ours.text, ours.due_at, ours.made_by) == ("platform", "回电话", nine(11, 27), worker.id)
    assert (theirs.side, theirs.text, theirs.due_at) == ("enterprise", "给清单", nine(12, 4))
    assert {ours.contact_id, theirs.contact_id, theirs.made_by} == {person.id}
    assert {ours.enterprise_id, theirs.enterprise_id} == {ticket.enterprise_id}


async def test_a_message_that_comes_again_promises_once(app: Application, owner: Person, operator: Person) -> None:
    await talking(owner, operator)
    first = await owner.say("我后天把图纸发给你们")
    assert await owner.again(text="我后天把图纸发给你们") == first
    told = await operator.say("好，我下周给您报价")
    assert "“下周”按这天算" in told.text
    assert await operator.again(text="好，我下周给您报价") == told
    assert [(row.side, row.text) for row in await promises(app)] == [("enterprise", "发图纸"), ("platform", "报价")]


async def test_words_without_a_promise_or_a_day_go_as_before(app: Application, owner: Person, operator: Person) -> None:
    await talking(owner, operator)
    for words in ("你们下周给我资料吗", "麻烦明天给我回个电话", "我回头给你们资料", "资料昨天给你们了", "好的"):
        assert "已记下" not in (await owner.say(words)).text
    for words in ("请您三天内把清单发我", "您哪天方便", "尽快给您答复"):
        assert "已记下" not in (await operator.say(words)).text
    assert await promises(app) == []


async def test_words_told_outside_a_talk_count_as_well(app: Application, owner: Person, operator: Person) -> None:
    number = await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    done = await operator.press("relay_message", ticket=number, text="下周三前给您服务商名单")
    assert done.text.endswith("已记下：12月2日前给服务商名单，到时提醒你。")
    (row,) = await promises(app)
    assert (row.side, row.enterprise_id) == ("platform", "E1")


# --- answering a revisit is the revisit -------------------------------------------------------------------------------


async def verified(owner: Person, operator: Person) -> str:
    number = await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    for action in ("assess", "schedule", "resolve"):
        await operator.press("move_ticket", number=number, action=action)
    await owner.press("move_ticket", number=number, action="verify")
    return number


@pytest.mark.parametrize("words", ["用着没问题", "都好", "一直挺好的"])
async def test_an_enterprise_answers_the_revisit(app: Application, owner: Person, operator: Person, words: str) -> None:
    await verified(owner, operator)
    done = await owner.press("move_ticket", words)
    assert "回访过了" in done.text
    assert [row.state for row in await rows(app, Ticket)] == ["revisited"]


async def test_the_button_of_the_revisit(app: Application, owner: Person, operator: Person, other: Person) -> None:
    number = await verified(owner, operator)
    await other.press("move_ticket", number=number, action="revisit")
    assert [row.state for row in await rows(app, Ticket)] == ["verified"]
    await owner.press("move_ticket", number=number, action="revisit")
    assert [row.state for row in await rows(app, Ticket)] == ["revisited"]
    again = await owner.press("move_ticket", number=number, action="revisit")
    assert "不用再改" in again.text
    assert [row.state for row in await rows(app, Ticket)] == ["revisited"]


async def test_saying_that_it_is_fine_confirms_what_was_only_resolved(
    app: Application, owner: Person, operator: Person
) -> None:
    number = await owner.opened("帮我登记个需求：想做皮料瑕疵检测")
    for action in ("assess", "schedule", "resolve"):
        await operator.press("move_ticket", number=number, action=action)
    await owner.press("move_ticket", "用着没问题")
    assert [row.state for row in await rows(app, Ticket)] == ["verified"]
    await owner.press("move_ticket", "又坏了", number=number)
    assert [row.state for row in await rows(app, Ticket)] == ["scheduled"]


async def test_an_operator_puts_down_what_an_enterprise_promised(
    app: Application, operator: Person, other: Person
) -> None:
    await other.say("你好")
    done = await operator.press("make_promise", "金明五金答应12月5号给我们设备清单")
    assert done.text.startswith("已记下：金明五金制品有限公司12月5日（周六）前“给设备清单”，到时提醒对方")
    (row,) = await promises(app)
    (person,) = await rows(app, Contact, external_id="other")
    assert (row.side, row.contact_id, row.text) == ("enterprise", person.id, "给设备清单")


async def test_of_two_promises_the_one_left_out_is_named(app: Application, owner: Person) -> None:
    done = await owner.press("make_promise", "下周二前给你们发营业执照，还有月底前发用电数据")
    assert "“发营业执照”" in done.text
    assert "“月底前发用电数据”请再单独说一句" in done.text
    assert [row.text for row in await promises(app)] == ["发营业执照"]


async def test_a_day_there_is_none_of_is_asked_again(app: Application, owner: Person) -> None:
    assert (await owner.press("make_promise", "2月30号前给你们设备清单")).text == "没有“2月30号”这一天，是哪天？"
    assert await promises(app) == []
    await owner.press("make_promise", "12月3号前给你们设备清单")
    assert "没有“13月1号”这一天" in (await owner.press("settle_promise", "设备清单改到13月1号")).text
    assert [row.due_at for row in await promises(app)] == [nine(12, 3)]


async def test_a_firm_that_is_not_on_file_is_never_taken_for_another(
    app: Application, operator: Person, other: Person
) -> None:
    await other.say("你好")
    await operator.say("我们答应金明五金12月5号前上门看排料")
    assert "没有找到“明湖注塑”" in (await operator.say("明湖注塑上门那个已经去过了")).text
    await operator.say("明湖注塑说11月30号前把照片发过来，这个是他们承诺的")
    assert [(one.text, one.state) for one in await promises(app)] == [("上门看排料", "open")]


@pytest.mark.parametrize("words", ["清单给了没", "设备清单发了吗"])
async def test_asking_whether_it_was_kept_keeps_it_open(app: Application, owner: Person, words: str) -> None:
    await owner.say("我们12月4号前给你们设备清单")
    assert "给设备清单" in (await owner.say(words)).text
    assert [one.state for one in await promises(app)] == ["open"]


async def test_it_is_put_off_in_many_words_and_then_kept(app: Application, owner: Person) -> None:
    await owner.say("我们12月4号前给你们设备清单")
    for words, due in (("能不能晚两天", (12, 6)), ("再往后挪两天", (12, 8)), ("推到12月20号", (12, 20))):
        await owner.say(words)
        assert [one.due_at for one in await promises(app)] == [nine(*due)]
    assert "改到哪天" in (await owner.say("可能要晚几天")).text
    await owner.say("12月25号")
    assert [one.due_at for one in await promises(app)] == [nine(12, 25)]
    assert "改到12月28日" in (await owner.say("赶不及，推到下周一")).text
    await owner.say("清单发给小王了")
    assert [one.state for one in await promises(app)] == ["kept"]


async def test_what_was_not_put_down_is_not_taken_for_what_was(app: Application, owner: Person) -> None:
    await owner.say("我们12月10号前把样品寄给你们")
    await owner.say("样品已经寄了")
    assert "没有记着" in (await owner.say("执照那个改到20号吧")).text
    assert [one.state for one in await promises(app)] == ["kept"]


async def test_news_is_no_name_of_a_promise(app: Application, owner: Person) -> None:
    await owner.press("make_promise", "下周二才行")
    await owner.say("已经去了")
    assert await promises(app) == []


async def test_a_day_is_put_right_twice(app: Application, owner: Person) -> None:
    await owner.say("我们12月1号之前给你们交设备清单，记下来")
    await owner.say("不好意思，设备清单要拖到12月8号")
    assert "12月9日" in (await owner.say("哎不是8号，是9号，12月9号")).text
    assert "记的就是12月9日" in (await owner.say("对，9号")).text
    (row,) = await promises(app)
    assert (row.text, row.due_at.day, row.state) == ("交设备清单", 9, "open")


async def test_what_others_promise_the_enterprise_is_not_kept(app: Application, owner: Person) -> None:
    await owner.say("银行那边答应下周三放款")
    assert not await promises(app)


# --- what is no promise, and what settles none ------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["好,再说吧", "好的,我想想", "行,到时候再说"])
async def test_what_is_put_off_is_not_filed_as_the_promise(app: Application, owner: Person, words: str) -> None:
    assert "答应的是什么" in (await owner.say("我答应周五前给你们")).text
    assert "答应的是什么" in (await owner.say(words)).text
    assert not await promises(app)
    await owner.say("好,设备清单")
    assert [row.text for row in await promises(app)] == ["设备清单"]


async def test_what_is_denied_or_quoted_is_not_filed(app: Application, owner: Person) -> None:
    await owner.say("周三交清单是小李随口应的，我可没答应")
    await owner.say("我没说过下周一给你们图纸")
    await owner.say("老板说下周三要去深圳参展,记一下")
    assert not await promises(app)


@pytest.mark.parametrize(
    "words",
    ["设备清单还没发出去呢，别给我算成交了", "清单没给呢，别记成办好了", "上回应下的清单我才弄一半，别急着给我划掉哦"],
)
async def test_what_is_not_done_yet_settles_none(app: Application, owner: Person, words: str) -> None:
    await owner.press("make_promise", "12月1号前给设备清单")
    await owner.say(words)
    assert [row.state for row in await promises(app)] == ["open"]
