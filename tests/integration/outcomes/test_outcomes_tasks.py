"""What follow-ups leave for a person to do, through the one door and real SQLite: listed, taken as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.front_desk import Clock, Person
from tests.fakes.outcomes import OPENID, Rows, data

if TYPE_CHECKING:
    from assistant.bootstrap import Application


async def some_work(rows: Rows) -> None:
    await rows.add("e-jin", "report_unread", "expired", days=3, reason="week", text="报告还没打开过")  # f-1
    await rows.add("e-jin", "report_unread", "failed", days=4, reason="smtp 550", text="报告没打开")  # f-2
    await rows.add("e-heng", state="uncertain", days=2, reason="died", text="诊断还差8题")  # f-3
    await rows.add("e-qing", "scenarios_undecided", "task", days=5, route="person", text="打算先做哪个？")  # f-4
    await rows.add("e-heng", "promise_owed", "task", days=1.5, route="person", text="答应过恒利：报价给您")  # f-5
    await rows.add("e-jin", state="failed", days=20, reason="smtp 550")  # too long ago
    await rows.add("e-jin", state="failed", days=2, after={"converted": 5})  # it was done all the same
    await rows.add("e-jin", state="done", days=2, done_by="op")


async def test_work_is_listed_the_most_urgent_first_with_what_to_say_and_why(operator: Person, rows: Rows) -> None:
    await some_work(rows)
    await rows.outgoing("e-qing", 25)
    await rows.outgoing("e-qing", 15)
    await rows.outgoing("e-heng", 5)  # not so long yet
    await rows.outgoing("e-jin", 60)  # follows no more
    await rows.audience("e-jin", following=False)
    await rows.audience("e-qing", following=True)
    reply = await operator.say("今天要联系谁")
    found = data(reply)
    assert [(one["kind"], one["enterprise"]) for one in found["tasks"]] == [
        ("undelivered", "青木皮具"),
        ("owed", "恒利箱包"),
        ("task", "青木皮具"),
        ("uncertain", "恒利箱包"),
        ("failed", "金明五金"),
        ("expired", "金明五金"),
    ]
    assert reply.text.startswith("**要人办的 6 件**：回答没送到 1、平台答应的 1、要打电话或上门 1、")
    assert "1. **青木皮具** · 2 条回答没送到，从 11月26日 08:35 起（25 分钟）" in reply.text
    assert "2. **恒利箱包** · 平台答应的事，11月24日到期（过了 36 小时）" in reply.text
    assert "可以说：打算先做哪个？" in reply.text
    assert "为什么要人：微信窗口没开、没有通知许可、不在网页上、没有邮箱。" in reply.text
    assert "送没送到不清楚" in reply.text
    assert "系统不会再发" in reply.text
    assert "原因：邮箱退信 550" in reply.text
    assert OPENID not in reply.model_dump_json()


async def test_without_work_it_says_so(operator: Person) -> None:
    reply = await operator.say("有哪些提醒要人去办")
    assert reply.text.startswith("现在没有要人办的")
    assert data(reply)["total"] == 0


async def test_a_number_of_the_list_is_taken_as_done_with_its_note_once(
    operator: Person, rows: Rows, app: Application
) -> None:
    await some_work(rows)
    await operator.say("今天要联系谁")
    reply = await operator.say("第2条办了，老板说下周三来")
    row = await rows.row("f-4")
    assert (row.state, row.note, row.done_by is not None, row.ended_at is not None) == (
        "done",
        "老板说下周三来",
        True,
        True,
    )
    assert reply.text == (
        "记下了：第 2 条 **青木皮具** · 匹配了场景还没定（第 1 次），办了，备注“老板说下周三来”。还剩 4 件要人办。"
    )
    again = await operator.again(text="第2条办了，老板说下周三来")
    assert again.text == reply.text
    assert (await rows.row("f-4")).ended_at == row.ended_at
    # The numbers stay those of the list that was shown.
    await operator.say("第1条不用管，他们自己弄好了")
    owed = await rows.row("f-5")
    assert (owed.state, owed.reason, owed.note) == ("cancelled", "not_needed", "他们自己弄好了")
    twice = await operator.say("第2条办了")
    assert "已经登记过了" in twice.text
    assert (await rows.row("f-4")).note == "老板说下周三来"


async def test_what_was_sent_in_vain_stays_counted_when_somebody_has_looked_after_it(
    operator: Person, rows: Rows
) -> None:
    await some_work(rows)
    await operator.say("今天要联系谁")
    await operator.say("第4条打电话说过了")
    row = await rows.row("f-2")
    assert (row.state, row.reason, row.done_by is not None) == ("failed", "smtp 550", True)
    left = data(await operator.say("今天要联系谁"))
    assert "f-2" not in {one["id"] for one in left["tasks"]}
    shown = await operator.say("金明五金收到过哪些提醒")
    assert "没发成（邮箱退信 550）" in shown.text


async def test_an_enterprises_name_does_where_it_is_clear(operator: Person, rows: Rows) -> None:
    await some_work(rows)
    await operator.say("青木皮具电话打过了，说月底定")
    assert (await rows.row("f-4")).note == "说月底定"
    several = await operator.say("恒利箱包那条办了")
    assert "有几条要人办的，是哪一条" in several.text
    assert len(several.suggestions) == 2
    chosen = several.suggestions[0]
    assert chosen.tool is not None
    await operator.press(chosen.tool, **chosen.arguments)
    assert (await rows.row("f-5")).state == "done"
    none = await operator.say("青木皮具那条办了")
    assert "现在没有要人办的事" in none.text


async def test_a_number_without_a_list_is_asked_about(app: Application, clock: Clock, rows: Rows) -> None:
    await some_work(rows)
    fresh = Person(app, clock, "fresh", role="operator")
    reply = await fresh.say("第3条办了，老板说下周三来")
    assert reply.tool_calls == ()
    assert "认一下是哪一条" in reply.text
    assert [(await rows.row(f"f-{n}")).done_by for n in range(1, 6)] == [None] * 5
    picked = reply.suggestions[1]
    assert picked.tool is not None
    await fresh.press(picked.tool, **picked.arguments)
    assert ((await rows.row("f-4")).state, (await rows.row("f-4")).note) == ("done", "老板说下周三来")


async def test_done_or_not_is_asked_where_it_is_not_said_and_never_guessed(operator: Person, rows: Rows) -> None:
    identity = await rows.add("e-jin", state="task", text="打算先做哪个？")
    asked = await operator.press("finish_follow_up_task", task=identity)
    assert "办了，还是不用办" in asked.text
    assert (await rows.row(identity)).state == "task"
    await operator.say("不用办")
    assert (await rows.row(identity)).reason == "not_needed"
    await operator.say("今天要联系谁")
    await operator.say("第1条还没办")
    assert (await rows.row(identity)).note is None


async def test_an_answer_on_its_way_and_what_is_no_task_cannot_be_taken_as_done(operator: Person, rows: Rows) -> None:
    await rows.outgoing("e-qing", 25)
    await rows.audience("e-qing", following=True)
    sent = await rows.add("e-jin", route="window")
    await operator.say("没送到的回答有哪些")
    reply = await operator.say("第1条办了")
    assert "送到就从清单里消失" in reply.text
    refused = await operator.press("finish_follow_up_task", task=sent, outcome="done")
    assert "现在不用人办" in refused.text
    assert (await rows.row(sent)).done_by is None
    gone = await operator.press("finish_follow_up_task", task="no-such", outcome="done")
    assert "没有这样一条" in gone.text


async def test_a_long_list_is_paged_and_keeps_its_numbers(operator: Person, rows: Rows) -> None:
    made = [await rows.add("e-jin", state="task", days=30 - n, text=f"第{n}件") for n in range(13)]
    first = await operator.say("今天要联系谁")
    assert "还有 3 件" in first.text
    more = first.suggestions[0]
    assert more.tool is not None
    second = await operator.press(more.tool, **more.arguments)
    assert "11. **金明五金**" in second.text
    await operator.say("第12条办了")
    assert (await rows.row(made[11])).state == "done"
    await operator.say("第2条办了")
    assert (await rows.row(made[1])).state == "done"


async def test_the_overview_has_a_line_on_follow_ups(operator: Person, rows: Rows) -> None:
    bare = await operator.say("这个月平台怎么样")
    assert "主动提醒" not in bare.text
    for _ in range(5):
        await rows.add("e-jin", route="window", after={"replied": 1})
    await rows.add("e-jin", state="task")
    reply = await operator.say("这个月平台怎么样")
    assert "**主动提醒**：这一期发出 5 条，2 天内有回应 5 条（100%）；现在要人办的 1 件。" in reply.text
    assert data(reply)["follow_ups"] == {"sent": 5, "answered": 5, "tasks": 1}
    assert "要人办的 1 件" in [one.title for one in reply.suggestions]


async def test_what_is_still_to_be_done_finishes_nothing(operator: Person, rows: Rows) -> None:
    await some_work(rows)
    before = await operator.say("今天要联系谁")
    for words in ("第二条这号码像是空号，我核一核再说", "第三家电话没人接，晚点再试", "头一条我先问问情况"):
        await operator.say(words)
    assert data(await operator.say("今天要联系谁"))["total"] == data(before)["total"]
