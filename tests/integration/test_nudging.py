"""Follow-ups to users of the account: what arrives in a window and as a notice, and what each refusal means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.consents import Consents
from assistant.nudges import Nudge, Refused, Unknown
from integrations.wechat import wording
from integrations.wechat.nudging import LONGEST_THING, PAGE, fields, shortened
from integrations.wechat.sender import LONGEST_PAUSE
from tests.fakes.wechat_account import Backstage, Deployment, backstage, shelf
from tests.fakes.wechat_server import Close, Garbage, Hang, Http, WeChatServer, actions, openid
from tools.kit.tool import Suggestion

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from assistant.bootstrap import Application
    from tests.fakes.wechat_server.mishaps import Step

START = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
UNTIL_MIDNIGHT = timedelta(hours=12)
"""In Shanghai it is noon."""
SEND, NOTICE = "/cgi-bin/message/custom/send", "/cgi-bin/message/subscribe/bizsend"
ALICE = openid(1)
TEMPLATE = "tmpl-diagnosis"
TEMPLATES = f"diagnosis={TEMPLATE}/thing1/time2,ticket=tmpl-ticket/thing1/thing2/phrase3,policy=tmpl-policy"
WORDS = "您的数字化诊断还差12题就有结果了，已答的8题都留着，接着答就行。"
NUDGE = Nudge(
    id="0123456789abcdef0123456789abcdef",
    route="window",
    channel="wechat",
    user=ALICE,
    contact="c",
    enterprise="e",
    rule="diagnosis_unfinished",
    step="day1",
    title="诊断没做完",
    purpose="diagnosis",
    text=WORDS,
    told_at=START,
    press=Suggestion(title="接着答", tool="start_diagnosis"),
    template=TEMPLATE,
)
NEXT, NEXT_SPENT, HOUR, SOON = (
    (None, True, False),
    (None, True, True),
    (LONGEST_PAUSE, False, False),
    (None, False, False),
)
"""What a refusal says: when to try again, whether the next way is tried, whether its cost is gone."""


@pytest.fixture(scope="module")
def base(built_library: Path) -> Application:
    """Whose library all share."""
    return shelf(built_library)


@pytest.fixture
async def stage(wechat: WeChatServer, base: Application, empty: Path, tmp_path: Path) -> AsyncIterator[Backstage]:
    deployed = Deployment.fresh(wechat, base, empty, tmp_path)
    async with backstage(deployed, wechat_notice_templates=TEMPLATES) as opened:
        await opened.hears(actions.text(ALICE, "在吗"))
        yield opened


async def refused(stage: Backstage, nudge: Nudge = NUDGE) -> Refused:
    with pytest.raises(Refused) as caught:
        await stage.account.couriers[nudge.route].send(nudge)
    return caught.value


def meaning(refusal: Refused) -> tuple[timedelta | None, bool, bool]:
    return refusal.retry_after, refusal.next_route, refusal.spent


async def consents_of(stage: Backstage) -> Consents:
    """Let the user allow two notices about the diagnosis."""
    consents = Consents(stage.application.database, stage.application.clock)
    stage.wechat.act(actions.notice_popup(ALICE, {TEMPLATE: True}))
    for cause in ("one", "two"):
        assert await consents.granted("wechat", ALICE, TEMPLATE, "diagnosis", cause)
    return consents


# --- in an open window ------------------------------------------------------------------------------------------------


async def test_a_follow_up_is_a_message_with_its_button_as_a_line_to_tap(stage: Backstage) -> None:
    await stage.account.couriers["window"].send(NUDGE)
    (text,) = stage.wechat.texts(ALICE)
    assert text.startswith(WORDS)
    assert f'1. <a href="weixin://bizmsgmenu?msgmenucontent=接着答&msgmenuid={NUDGE.id}-1">接着答</a>' in text
    assert wording.CHOOSE_NUMBER in text
    assert text.endswith(wording.LABEL)
    assert stage.wechat.left(ALICE) == 4


async def test_a_long_one_fits_into_one_message_and_leads_to_ones_own_page(stage: Backstage) -> None:
    await stage.account.couriers["window"].send(
        replace(NUDGE, text="平台下周办一场数字化对接会，欢迎报名。" * 60, press=None)
    )
    (text,) = stage.wechat.texts(ALICE)
    assert len(text.encode()) <= 2048
    assert PAGE in text


@pytest.mark.parametrize(
    ("step", "said", "left", "following", "blocked"),
    [
        (-1, SOON, 5, True, None),
        (45011, SOON, 5, True, None),
        (45047, NEXT_SPENT, 0, True, None),
        (45015, NEXT_SPENT, 0, True, None),
        (43004, NEXT_SPENT, 0, False, None),
        (43019, NEXT_SPENT, 5, True, "43019"),
        (48002, NEXT_SPENT, 5, True, "48002"),
        (48001, NEXT, 5, True, None),
        (45009, (UNTIL_MIDNIGHT, False, False), 5, True, None),
        (45002, NEXT, 5, True, None),
        (40037, HOUR, 5, True, None),
        (40164, HOUR, 5, True, None),
        (44004, NEXT, 5, True, None),
    ],
)
async def test_what_a_refusal_means(
    stage: Backstage,
    step: int,
    said: tuple[timedelta | None, bool, bool],
    left: int,
    following: bool,  # noqa: FBT001
    blocked: str | None,
) -> None:
    stage.wechat.fail(SEND, step, forever=True)
    refusal = await refused(stage)
    assert refusal.reason == str(step)
    assert meaning(refusal) == said
    audience = await stage.audience(ALICE)
    assert (audience.left, audience.following, audience.blocked) == (left, following, blocked)
    assert stage.wechat.texts(ALICE) == []


@pytest.mark.parametrize("step", [Close(), Hang(1), Http(502), Garbage("<html>")], ids=lambda step: type(step).__name__)
async def test_without_an_answer_it_may_have_arrived(stage: Backstage, step: Step) -> None:
    stage.wechat.fail(SEND, step)
    with pytest.raises(Unknown):
        await stage.account.couriers["window"].send(NUDGE)
    assert stage.wechat.calls[SEND] == 1


@pytest.mark.parametrize(("code", "lasts"), [(45009, UNTIL_MIDNIGHT), (48001, timedelta(days=7))])
async def test_what_was_learned_of_the_account_holds_for_all_ways(
    stage: Backstage, code: int, lasts: timedelta
) -> None:
    await consents_of(stage)
    stage.wechat.fail(SEND, code)
    assert (await refused(stage)).reason == str(code)
    for route in ("window", "notice"):
        refusal = await refused(stage, replace(NUDGE, route=route))
        assert (refusal.reason, refusal.next_route) == (str(code), code == 48001)
    assert (stage.wechat.calls[SEND], stage.wechat.calls[NOTICE]) == (1, 0)
    assert not await stage.sender.may_push()
    stage.wechat.clock.advance(lasts + timedelta(minutes=2))
    stage.sender._known.clear()
    await stage.hears(actions.text(ALICE, "在吗"))
    await stage.account.couriers["window"].send(NUDGE)
    assert len(stage.wechat.texts(ALICE)) == 1


async def test_what_a_user_does_meanwhile_is_not_overwritten(stage: Backstage) -> None:
    began = stage.wechat.clock()
    stage.wechat.clock.advance(1)
    await stage.hears(actions.text(ALICE, "还在"))
    await stage.account.outbox.exhausted(ALICE, began)
    assert (await stage.audience(ALICE)).left == 5


# --- as a notice ------------------------------------------------------------------------------------------------------


async def test_a_notice_says_what_its_fields_take_and_opens_ones_own_page(stage: Backstage) -> None:
    await consents_of(stage)
    await stage.account.couriers["notice"].send(replace(NUDGE, route="notice"))
    (sent,) = stage.wechat.sends(ALICE)
    assert (sent.endpoint, sent.errcode) == (NOTICE, 0)
    assert sent.content["template_id"] == TEMPLATE
    assert sent.content["page"] == f"http://localhost{PAGE}"
    said = {name: value["value"] for name, value in sent.content["data"].items()}
    assert said == {"thing1": "您的数字化诊断还差12题就有结果了", "time2": "2026年11月26日 12:00"}


async def test_a_permission_wechat_knows_nothing_of_is_none_and_does_not_come_back(stage: Backstage) -> None:
    consents = await consents_of(stage)
    stage.wechat.person(ALICE).consents.clear()
    taken = await consents.spend("wechat", ALICE, "diagnosis", NUDGE.id)
    assert taken is not None
    refusal = await refused(stage, replace(NUDGE, route="notice"))
    assert (refusal.reason, *meaning(refusal)) == ("43101", *NEXT)
    await consents.give_back(taken.id)
    assert await consents.left("wechat", ALICE, "diagnosis") == 0


@pytest.mark.parametrize(
    ("code", "said", "blocked"),
    [(43019, NEXT_SPENT, "43019"), (47003, NEXT, None), (48001, NEXT, None), (-1, SOON, None), (40037, HOUR, None)],
)
async def test_what_a_refused_notice_means(
    stage: Backstage, code: int, said: tuple[timedelta | None, bool, bool], blocked: str | None
) -> None:
    consents = await consents_of(stage)
    stage.wechat.fail(NOTICE, code, forever=True)
    refusal = await refused(stage, replace(NUDGE, route="notice"))
    assert (refusal.reason, *meaning(refusal)) == (str(code), *said)
    assert (await stage.audience(ALICE)).blocked == blocked
    assert await consents.left("wechat", ALICE, "diagnosis") == 2
    assert await stage.sender.may_push()


async def test_a_notice_without_an_answer_may_have_arrived(stage: Backstage) -> None:
    await consents_of(stage)
    stage.wechat.fail(NOTICE, Close())
    with pytest.raises(Unknown):
        await stage.account.couriers["notice"].send(replace(NUDGE, route="notice"))


@pytest.mark.parametrize("nudge", [replace(NUDGE, purpose="policy"), replace(NUDGE, template=None)])
async def test_where_no_notice_is_set_up_the_next_way_is_tried(stage: Backstage, nudge: Nudge) -> None:
    refusal = await refused(stage, replace(nudge, route="notice"))
    assert (refusal.reason, *meaning(refusal)) == ("no_template", *NEXT)
    assert stage.wechat.calls[NOTICE] == 0


@pytest.mark.parametrize(
    ("more", "ways"),
    [
        ({"wechat_notice_templates": TEMPLATES}, {"window", "notice"}),
        ({"wechat_notice_templates": "policy=tmpl-policy"}, {"window"}),
        ({"wechat_notice_templates": TEMPLATES, "wechat_verified": "false"}, set()),
        ({"wechat_notice_templates": TEMPLATES, "wechat_app_secret": None}, set()),
    ],
)
async def test_an_account_carries_what_it_can(
    wechat: WeChatServer, base: Application, empty: Path, tmp_path: Path, more: dict[str, str], ways: set[str]
) -> None:
    async with backstage(Deployment.fresh(wechat, base, empty, tmp_path), **more) as stage:
        assert stage.account.couriers.keys() == ways


# --- fields -----------------------------------------------------------------------------------------------------------


def test_several_things_say_what_it_is_about_first() -> None:
    nudge = replace(
        NUDGE, purpose="ticket", text="您提的“车间网络老断线”（GD-2026110001）处理好了，请试一下：真的解决了吗？"
    )
    assert fields(["thing1", "thing2", "phrase3"], nudge, START) == {
        "thing1": "工单进展",
        "thing2": "您提的“车间网络老断线”（…",
        "phrase3": "待查看",
    }


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("短的，不用切。", "短的，不用切。"),
        (WORDS, "您的数字化诊断还差12题就有结果了"),
        ("花都区企业数字化改造补贴20261130截止申报请尽快", "花都区企业数字化改造补贴…"),
        ("**平台通知**\n请看", "平台通知 请看"),
    ],
)
def test_words_are_cut_where_they_may_be(text: str, short: str) -> None:
    assert shortened(text) == short


@given(st.text(min_size=1, max_size=400))
def test_no_field_is_too_long_or_has_lines(text: str) -> None:
    short = shortened(text)
    assert len(short) <= LONGEST_THING
    assert "\n" not in short
