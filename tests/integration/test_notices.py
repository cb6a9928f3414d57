"""A wish for no notices is honoured at once, whatever the words; a question and a denial change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from assistant.bootstrap import Application, build
from assistant.settings import Settings
from tests.fakes.front_desk import Clock, Person
from tools.database.models import Contact, OptOut
from tools.database.repositories.opt_outs import OptOutRepository

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from assistant.messages import Reply


@pytest.fixture(scope="module")
def base(built_library: Path) -> Application:
    """What the tests' applications share."""
    return build(Settings(var_dir=built_library, log_level="ERROR"))


@pytest.fixture
async def app(base: Application, tmp_path: Path, clock: Clock) -> AsyncIterator[Application]:
    settings = base.settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'notices.db'}"})
    application = build(settings, clock=clock, beside=base)
    await application.start()
    yield application
    await application.close()


@pytest.fixture
def owner(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "owner")


async def stopped(app: Application) -> dict[str, str]:
    """Return what stands: the words by the purpose."""
    async with app.database.read() as session:
        return {row.purpose: row.words for row in await session.scalars(select(OptOut)) if row.ended_at is None}


async def refuses(app: Application, purpose: str) -> bool:
    async with app.database.read() as session:
        (contact,) = (await session.scalars(select(Contact))).all()
        return await OptOutRepository(session).refuses(contact.id, purpose)


def ran(reply: Reply) -> list[str]:
    return [call.name for call in reply.tool_calls]


@pytest.mark.parametrize(
    "words", ["别发了", "退订", "TD", "不要再给我推送", "停掉所有提醒", "stop sending me messages", "唔好再发嘢俾我"]
)
async def test_stop_is_honoured_at_once(app: Application, owner: Person, words: str) -> None:
    reply = await owner.say(words)
    assert ran(reply) == ["stop_notices"]
    assert await stopped(app) == {"all": words}
    assert await refuses(app, "policy")
    assert await refuses(app, "campaign")
    assert "恢复提醒" in reply.text


async def test_one_purpose_alone_is_stopped(app: Application, owner: Person) -> None:
    reply = await owner.say("政策提醒不用发了")
    assert set(await stopped(app)) == {"policy"}
    assert await refuses(app, "policy")
    assert not await refuses(app, "ticket")
    assert reply.suggestions[0].title == "全部停发"
    again = await owner.say("政策提醒别发了")
    assert "已经停了" in again.text
    assert len(await stopped(app)) == 1
    await owner.press("stop_notices", purpose="all")
    assert await refuses(app, "ticket")


async def test_stopping_twice_and_a_retry_write_once(app: Application, owner: Person) -> None:
    first = await owner.say("别发了")
    assert await owner.again(text="别发了") == first
    assert "已经全停了" in (await owner.say("退订")).text
    async with app.database.read() as session:
        assert len((await session.scalars(select(OptOut))).all()) == 1


async def test_everything_but_one_purpose_is_stopped(app: Application, owner: Person) -> None:
    await owner.press("stop_notices", "除了工单，其他都别发", question="除了工单，其他都别发")
    assert not await refuses(app, "ticket")
    assert await refuses(app, "policy")
    assert "只发工单进展" in (await owner.say("提醒都停了吗")).text


@pytest.mark.parametrize("words", ["没说不要发", "我没让你停", "先别停", "如果退订了会不会漏掉政策", "我不是要退订"])
async def test_a_denial_or_a_supposition_stops_nothing(app: Application, owner: Person, words: str) -> None:
    assert "stop_notices" not in ran(await owner.say(words))
    assert await stopped(app) == {}


@pytest.mark.parametrize("words", ["怎么退订", "怎样才能退订", "如何取消推送", "怎么关掉推送"])
async def test_a_question_is_told_how_and_given_the_button(app: Application, owner: Person, words: str) -> None:
    reply = await owner.say(words)
    assert "别发了" in reply.text
    assert await stopped(app) == {}
    button = next(s for s in reply.suggestions if s.tool == "stop_notices")
    await owner.press(button.tool or "", **button.arguments)
    assert set(await stopped(app)) == {"all"}


async def test_notices_come_again(app: Application, owner: Person) -> None:
    await owner.say("别发了")
    reply = await owner.say("恢复提醒")
    assert ran(reply) == ["resume_notices"]
    assert await stopped(app) == {}
    assert "没停" in (await owner.say("恢复提醒")).text
    await owner.say("退订")
    assert set(await stopped(app)) == {"all"}


async def test_one_purpose_comes_again_and_the_others_stay_away(app: Application, owner: Person) -> None:
    await owner.say("别发了")
    reply = await owner.say("恢复政策提醒")
    assert "其他提醒还是不发" in reply.text
    assert not await refuses(app, "policy")
    for purpose in ("ticket", "campaign", "diagnosis", "scenario", "satisfaction"):
        assert await refuses(app, purpose)


async def test_in_the_middle_of_a_diagnosis_stop_is_no_answer_to_it(app: Application, owner: Person) -> None:
    await owner.press("start_diagnosis", form="quick")
    reply = await owner.say("别再给我推送了")
    assert ran(reply) == ["stop_notices"]
    assert set(await stopped(app)) == {"all"}
    assert "接着刚才的" in reply.text


@pytest.mark.parametrize(
    "words",
    [
        "不要给我发消息", "不需要推送了", "能不能不要推送", "可以别推了吗", "我不想再看到这些通知",
        "不用告诉我工单进展了",
        "这些通知我一概不要", "收到太多消息，不想再收", "don't send me anything",
    ],
)  # fmt: skip
async def test_a_wish_that_sounds_like_a_denial_is_honoured(app: Application, owner: Person, words: str) -> None:
    assert ran(await owner.say(words)) == ["stop_notices"]


async def test_where_a_change_waits_for_a_yes_stop_is_no_mere_no(app: Application, owner: Person) -> None:
    await owner.press("keep_facts", facts={"employees": 80})
    reply = await owner.say("别再给我推送了")
    assert ran(reply) == ["stop_notices"]
    assert "员工人数 80 人" in reply.text


async def test_an_operator_may_have_none_as_well(app: Application, clock: Clock) -> None:
    operator = Person(app, clock, "desk", role="operator")
    assert ran(await operator.say("别发了")) == ["stop_notices"]
    assert "全都不发" in (await operator.say("我是谁")).text


async def test_what_somebody_said_is_kept_short(app: Application, owner: Person) -> None:
    long = "别发了" + "啊" * 500
    values: dict[str, Any] = {"question": long}
    await owner.press("stop_notices", **values)
    assert len((await stopped(app))["all"]) == 200


async def test_what_is_stopped_and_what_comes_again_may_be_said_in_one_breath(app: Application, owner: Person) -> None:
    await owner.press("stop_notices", "满意度回访别发了")
    both = await owner.press("resume_notices", "打分的回访又可以发了，就活动的不要")
    assert set(await stopped(app)) == {"campaign"}
    assert "满意度回访" in both.text
    assert "活动和推广不发" in both.text
    other = await owner.press("stop_notices", "政策的别发了，活动的照常发")
    assert set(await stopped(app)) == {"policy"}
    assert "活动和推广恢复了" in other.text


@pytest.mark.parametrize(
    "words", ["现在是都不发了对吧", "那我现在能收到哪些", "提醒有没有关掉", "平时你会主动给我发消息不"]
)
async def test_asking_how_they_stand_changes_nothing(app: Application, owner: Person, words: str) -> None:
    await owner.say("别发了")
    assert "全都不发" in (await owner.say(words)).text
    for tool in ("stop_notices", "resume_notices"):
        assert "全都不发" in (await owner.press(tool, words)).text
    assert set(await stopped(app)) == {"all"}


async def test_why_they_are_wanted_again_is_no_purpose(app: Application, owner: Person) -> None:
    await owner.say("别发了")
    await owner.say("上次关的通知，全部给我打开回来吧，怕错过申报")
    assert await stopped(app) == {}


async def test_of_which_ones_come_each_is_named(app: Application, owner: Person) -> None:
    await owner.say("政策那种提醒以后不用发我，工单有进展还是要告诉我的哈")
    assert set(await stopped(app)) == {"policy"}
    told = (await owner.say("我现在收得到哪些提醒")).text
    assert "政策提醒不发" in told
    assert "工单进展" in told


@pytest.mark.parametrize("words", ["全停了吧", "都停了吧"])
async def test_a_bid_that_all_stop_is_no_question(app: Application, owner: Person, words: str) -> None:
    await owner.say(words)
    assert set(await stopped(app)) == {"all"}


async def test_what_others_did_stops_nothing(app: Application, owner: Person) -> None:
    for words in (
        "好些人嫌你们消息多取关了，我倒觉得还好",
        "群里有人说你们推送烦，都不要了",
        "别的平台天天发广告我都退订了，你们还行",
    ):
        await owner.say(words)
    assert not await stopped(app)


async def test_what_is_forbidden_or_put_off_resumes_nothing(app: Application, owner: Person) -> None:
    await owner.say("别给我发通知了")
    for words in (
        "现在清清静静蛮好的，你莫又给我恢复喽",
        "等旺季过了吧，腊月里我兴许再把提醒打开",
        "哪天想通了我再恢复通知",
    ):
        await owner.say(words)
    assert set(await stopped(app)) == {"all"}
