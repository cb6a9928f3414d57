"""Operators send one message to many, see it through and stop it, through the one door and real SQLite."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from assistant.bootstrap import Application, build
from assistant.settings import Settings
from tests.fakes.filing import on_file
from tests.fakes.talk import NOW, Talk
from tools.database.models import Audience, Campaign, Consent, FollowUp, OptOut
from tools.database.repositories.planning import PlanningRepository
from tools.domain.follow_ups import shipped

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.messages import Reply

RULE = shipped().rules["campaign"]
REQUEST = "给狮岭50人以上的皮具厂发：12月10日下午在文化站有质检场景对接会"
OPERATORS_ONLY = ("start_campaign", "stop_campaign", "show_campaigns")


@pytest.fixture(scope="module")
def var(built_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(built_library, tmp_path_factory.mktemp("campaigns") / "var"))


@pytest.fixture
async def app(var: Path, tmp_path: Path) -> AsyncIterator[Application]:
    own = Settings(
        var_dir=var,
        database_url=f"sqlite:///{tmp_path / 'own.db'}",
        log_level="WARNING",
        wechat_app_id="wx0123456789abcdef",
        wechat_token="token",
        wechat_app_secret="secret",
    )
    application = build(own, clock=lambda: NOW)
    await application.start()
    yield application
    await application.close()


async def firm(app: Application, key: str, *, channel: str | None = "web", **facts: Any) -> None:
    """Put an enterprise on file, with one person unless it has none."""
    usual: dict[str, Any] = {"town": "狮岭镇", "industry": "皮革皮具", "employees": 80}
    await on_file(app, key, f"{key}皮具厂", at=NOW, channel=channel, **usual | facts)


async def region(app: Application) -> None:
    """Five firms that are meant, each to be told another way or not at all, and two that are not meant."""
    await firm(app, "web")
    await firm(app, "window", channel="wechat")
    await firm(app, "notice", channel="wechat")
    await firm(app, "mail", channel="wechat", email="a@example.cn")
    await firm(app, "none", channel=None)
    await firm(app, "refuses")
    await firm(app, "small", employees=20)
    await firm(app, "elsewhere", town="花东镇")
    async with app.database.transaction() as session:
        session.add(
            Audience(
                channel="wechat", user="window-x", following=True, blocked=None, left=4,
                until=NOW + timedelta(hours=1), updated_at=NOW,
            )
        )  # fmt: skip
        session.add(
            Consent(
                channel="wechat", user="notice-x", template="t", purpose="campaign", cause="c", granted_at=NOW,
                expires_at=NOW + timedelta(days=30), spent_at=None, spent_on=None,
            )
        )  # fmt: skip
        session.add(OptOut(contact_id="refuses-c", purpose="all", words="", turn_id=None, created_at=NOW))


async def campaigns(app: Application) -> list[Campaign]:
    async with app.database.read() as session:
        return list((await session.scalars(select(Campaign).order_by(Campaign.number))).all())


async def rows(app: Application, *where: Any) -> list[FollowUp]:
    async with app.database.read() as session:
        return list((await session.scalars(select(FollowUp).where(*where))).all())


async def plan(app: Application, now: datetime = NOW) -> int:
    async with app.database.transaction() as session:
        return await PlanningRepository(session).plan(RULE, now)


async def move(app: Application, key: str, **values: Any) -> None:
    async with app.database.transaction() as session:
        await session.execute(update(FollowUp).where(FollowUp.enterprise_id == key).values(**values))


def result(reply: Reply) -> dict[str, Any]:
    return reply.tool_calls[-1].result


# --- starting ---------------------------------------------------------------------------------------------------------


async def test_it_is_shown_whole_before_anything_is_sent(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    asked = await talk.say(REQUEST)
    assert "> 12月10日下午在文化站有质检场景对接会" in asked.text
    assert "狮岭 · 皮革皮具 · 50人以上" in asked.text
    assert "**6** 家" in asked.text
    assert "微信会话 1 家、微信订阅通知 1 家、网页 1 家、邮件 1 家" in asked.text
    assert "停了活动通知的 1 家、没有联系人的 1 家" in asked.text
    assert "每小时最多 200 家" in asked.text
    assert "11月26日 13:00 前后发完" in asked.text
    assert sum(name in asked.text for name in ("mail皮具厂", "notice皮具厂", "web皮具厂", "window皮具厂")) == 3
    assert await campaigns(app) == []


async def test_agreed_to_it_runs_and_is_planned(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await talk.say(REQUEST)
    done = await talk.say("确认")
    (one,) = await campaigns(app)
    assert (one.number, one.state, one.per_hour) == ("C20261126-001", "running", 200)
    assert one.text == "12月10日下午在文化站有质检场景对接会"
    assert one.asked == {"town": "狮岭", "industry": "皮革皮具", "employees_min": 50}
    assert result(done)["count"] == 6
    assert await plan(app) == 5
    assert {row.enterprise_id for row in await rows(app)} == {"web", "window", "notice", "mail", "refuses"}


async def test_no_sends_nothing(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await talk.say(REQUEST)
    await talk.say("先不")
    assert await campaigns(app) == []


async def test_a_message_that_comes_again_starts_one(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await talk.say(REQUEST)
    first = await talk.say("确认")
    assert (await talk.again("确认")).text == first.text
    assert len(await campaigns(app)) == 1


async def test_everybody_is_asked_about(app: Application) -> None:
    await region(app)
    asked = await Talk(app).say("给全部企业发：国庆期间人工坐席暂停")
    assert "**没有设条件，要给全部 8 家企业发**" in asked.text


async def test_words_without_a_condition_are_no_everybody(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    asked = await talk.say("给花都的企业群发：周六停机维护", "start_campaign")
    assert "要给全部 8 家发吗" in asked.text
    assert asked.suggestions[0].title == "给全部 8 家发"
    again = await talk.say("狮岭的皮具厂")
    assert "狮岭 · 皮革皮具" in again.text
    assert "**7** 家" in again.text


async def test_who_only_points_is_asked_which_are_meant(app: Application) -> None:
    await region(app)
    reply = await Talk(app).say("给这些企业群发：周五开会议事", "start_campaign")
    assert "把条件说一遍" in reply.text
    assert not [choice for choice in reply.suggestions if "全部" in choice.title]


async def test_a_condition_that_is_not_to_be_had_is_asked_again(app: Application) -> None:
    await region(app)
    reply = await Talk(app).say("给拿过补贴的企业群发：来领证书", "start_campaign")
    assert "筛不了" in reply.text
    assert await campaigns(app) == []


async def test_a_part_that_was_not_read_is_pointed_out(app: Application) -> None:
    await region(app)
    reply = await Talk(app).say("给狮岭拿过补贴的皮具厂群发：来领证书", "start_campaign")
    assert "没有当成条件" in reply.text


async def test_whom_and_what_are_asked_for(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    assert "发给谁" in (await talk.say("我要群发通知")).text
    assert "要发什么话" in (await talk.say("狮岭的皮具厂")).text
    asked = await talk.say("周五下午开会，请带身份证")
    assert "> 周五下午开会，请带身份证" in asked.text


async def test_blanks_and_long_words_are_refused(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    blank = await talk.say("给狮岭的皮具厂群发：{enterprise}您好，周五开会", "start_campaign")
    assert "没填完的空" in blank.text
    long = await Talk(app, "other").say("给狮岭的皮具厂群发：" + "开会" * 200, "start_campaign")
    assert "最多 300 字" in long.text
    assert await campaigns(app) == []


async def test_numbers_are_to_be_checked_and_none_is_made_up(app: Application) -> None:
    await region(app)
    said = await Talk(app).say("给狮岭的皮具厂群发：报名打020-36881234", "start_campaign")
    assert "**请核对**：话里有 020-36881234" in said.text
    made = await Talk(app, "other").say(
        "给狮岭的皮具厂发个报名通知", "start_campaign", whom="狮岭的皮具厂", text="报名打020-36880000"
    )
    assert "020-36880000 你没有说过" in made.text


async def test_a_pace_is_taken_from_the_words(app: Application) -> None:
    await region(app)
    asked = await Talk(app).say("每小时最多2家，给狮岭的皮具厂群发：周五开会议事", "start_campaign")
    assert "每小时最多 2 家，大约 3 小时排完" in asked.text


async def test_nobody_is_said_so(app: Application) -> None:
    await region(app)
    reply = await Talk(app).say("给梯面的化妆品厂群发：周五开会议事", "start_campaign")
    assert reply.declined
    assert "没有符合条件的企业（梯面 · 化妆品）" in reply.text


async def test_the_same_words_twice_are_pointed_out(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await talk.say(REQUEST)
    await talk.say("确认")
    assert "同样的话 11月26日 12:00 已经发过" in (await talk.say(REQUEST)).text


async def test_while_the_rule_is_paused_nothing_starts(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await talk.say("", "edit_follow_up_rule", rule="campaign", action="pause")
    await talk.say("确认")
    reply = await talk.say(REQUEST)
    assert reply.declined
    assert "停用着" in reply.text


# --- stopping and showing ---------------------------------------------------------------------------------------------


async def running(app: Application, talk: Talk, per_hour: int = 200) -> None:
    await talk.say(REQUEST, "start_campaign", per_hour=per_hour)
    await talk.say("确认")


async def test_stopped_halfway_it_says_how_many_went_and_how_many_did_not(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await running(app, talk, per_hour=4)
    assert await plan(app) == 4
    told = sorted(row.enterprise_id for row in await rows(app))
    await move(app, told[0], state="sent", route="web", told_at=NOW, ended_at=NOW, shown_at=NOW)
    await move(app, told[1], state="uncertain", route="window", told_at=NOW, ended_at=NOW)
    await move(app, told[2], state="task", route="person")
    reply = await talk.say("停掉刚才的群发")
    data = result(reply)
    assert (data["sent"], data["uncertain"], data["cancelled"], data["never"]) == (2, 1, 2, 1)
    assert "已发出 2 家，其中 1 家没收到回执" in reply.text
    assert "取消了 2 家，还有 1 家没轮到" in reply.text
    assert {row.state for row in await rows(app)} == {"sent", "uncertain", "cancelled"}
    assert await plan(app, NOW + timedelta(hours=2)) == 0
    again = await talk.say("", "stop_campaign", number="C20261126-001")
    assert again.declined
    assert "早就停了" in again.text


async def test_what_is_on_its_way_cannot_be_called_back(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await running(app, talk)
    await plan(app)
    await move(app, "web", state="sending", told_at=NOW, claimed_by="x", claimed_until=NOW + timedelta(minutes=1))
    reply = await talk.say("群发停一下")
    assert "1 家正在路上、收不回来" in reply.text
    assert [row.enterprise_id for row in await rows(app, FollowUp.state == "sending")] == ["web"]


async def test_with_nothing_running_nothing_is_stopped(app: Application) -> None:
    reply = await Talk(app).say("停掉群发")
    assert reply.declined
    assert "没有正在发的群发" in reply.text


async def test_of_several_the_one_that_is_described_is_stopped(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await running(app, talk)
    await talk.say("给花东的企业群发：周三停电检修", "start_campaign")
    await talk.say("确认")
    which = await talk.say("停掉群发", "stop_campaign")
    assert "停哪一条" in which.text
    await talk.say("停掉停电检修那条群发", "stop_campaign")
    assert [one.state for one in await campaigns(app)] == ["running", "stopped"]


async def test_the_only_one_is_not_stopped_for_another(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await running(app, talk)
    asked = await talk.say("停掉展会延期那条群发", "stop_campaign")
    assert "是停它吗" in asked.text
    assert [one.state for one in await campaigns(app)] == ["running"]


async def test_progress_is_shown(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    assert "还没有群发过" in (await talk.say("群发记录")).text
    await running(app, talk, per_hour=3)
    await plan(app)
    first = sorted(row.enterprise_id for row in await rows(app))
    await move(app, first[0], state="sent", route="web", told_at=NOW, ended_at=NOW)
    await move(app, first[1], state="cancelled", reason="opted_out", ended_at=NOW)
    reply = await talk.say("群发发到哪了")
    row = result(reply)["campaigns"][0]
    assert (row["sent"], row["waiting"], row["never"], row["lost"]) == (1, 1, 2, {"opted_out": 1})
    assert "已发出：1 家（网页 1）" in reply.text
    assert "没发成：1 家（停了通知 1）" in reply.text
    stopped = await talk.say("停掉它")
    assert [call.name for call in stopped.tool_calls] == ["stop_campaign"]


async def test_all_had_their_turn(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await running(app, talk)
    await plan(app)
    for row in await rows(app):
        await move(app, row.enterprise_id, state="sent", route="web", told_at=NOW, ended_at=NOW)
    assert await plan(app, NOW + timedelta(minutes=5)) == 0
    reply = await talk.say("", "stop_campaign", number="001")
    assert reply.declined
    assert "没有编号是 001" in reply.text
    over = await talk.say("", "stop_campaign", number="C20261126-001")
    assert "已经全部发完" in over.text


@pytest.mark.parametrize("tool", OPERATORS_ONLY)
async def test_an_enterprise_may_not(app: Application, tool: str) -> None:
    reply = await Talk(app, "firm", "enterprise").say(REQUEST, tool)
    assert reply.declined
    assert "只有平台工作人员" in reply.text
    assert await campaigns(app) == []


async def test_an_enterprise_that_wants_no_messages_to_many_stops_its_own(app: Application) -> None:
    reply = await Talk(app, "firm", "enterprise").say("停群发")
    assert [call.name for call in reply.tool_calls] == ["stop_notices"]


async def test_a_request_in_the_place_of_the_words_is_never_sent_as_words(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await talk.say("给全部企业群发：{name}您好，周五开会", "start_campaign")
    asked = await talk.say("给狮岭的皮具厂发：明天下午开会，带上材料")
    assert "> 明天下午开会，带上材料" in asked.text
    assert "发给：狮岭 · 皮革皮具" in asked.text


async def test_a_pace_below_one_is_refused(app: Application) -> None:
    await region(app)
    reply = await Talk(app).say("给狮岭的皮具厂发：明天下午开会，每小时-5家", "start_campaign")
    assert reply.text == "每小时发几家要在 1 到 1000 之间。"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("办公室有意给皮具厂都发个开会通知，稿子八字没一撇", "还没定下来"),
        ("镇里有意群发一条给全部企业，等主任点头", "还没定下来"),
        ("企业嫌七天一提醒太密，改不改上头还没拍板", "规则没有动"),
    ],
)
async def test_what_is_not_decided_is_neither_sent_nor_changed(app: Application, words: str, told: str) -> None:
    await region(app)
    assert told in (await Talk(app).say(words)).text
    assert not await campaigns(app)


async def test_what_was_stopped_before_stops_nothing(app: Application) -> None:
    await region(app)
    talk = Talk(app)
    await running(app, talk)
    for words in ("上次日期写错，亏得小何手快给停了", "昨天那条群发被主任叫停了"):
        await talk.say(words)
    await talk.say("上回那个群发半路停过", "stop_campaign")
    assert [one.state for one in await campaigns(app)] == ["running"]
