"""What an erasure takes and what it leaves: facts, talks, tickets, those who are bound and what channels hold."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from tests.fakes.archive import NOW, OURS, SECRET, THEIRS, Talk, assessment, held
from tests.fakes.front_desk import result, rows
from tools.database.models import (
    Answer,
    Assessment,
    Audience,
    Consent,
    Contact,
    Conversation,
    Enterprise,
    Erasure,
    Fact,
    HandOff,
    Invitation,
    KpiValue,
    Membership,
    Need,
    OptOut,
    Outgoing,
    Received,
    Relay,
    Report,
    Supporter,
    Survey,
    Ticket,
    TicketEvent,
    ToolWrite,
    Turn,
)

if TYPE_CHECKING:
    from assistant.bootstrap import Application

pytestmark = pytest.mark.usefixtures("on_monday")


@pytest.fixture
def talk(app: Application) -> Talk:
    return Talk(app)


async def _fill(app: Application, enterprise: str) -> None:
    """Put something of every kind on file."""
    common = {"enterprise_id": enterprise, "contact_id": "x"}
    async with app.database.transaction() as session:
        session.add(assessment(enterprise))
        session.add(
            Need(
                id=f"n-{enterprise}",
                number=f"N-{enterprise}",
                title=SECRET,
                module="质量",
                created_at=NOW,
                updated_at=NOW,
            )
        )
        await session.flush()
        session.add_all(
            [
                Answer(
                    assessment_id=f"a-{enterprise}",
                    question="Q01",
                    questionnaire="1",
                    kind="chosen",
                    option=1,
                    words=SECRET,
                    evidence="self_reported",
                    contact_id="x",
                    turn_id=None,
                    answered_at=NOW,
                    ended_at=None,
                ),
                Report(
                    token=f"t-{enterprise}",
                    assessment_id=f"a-{enterprise}",
                    content={"x": SECRET},
                    content_number="1",
                    created_at=NOW,
                    expires_at=NOW,
                    revoked_at=None,
                    **common,
                ),
                KpiValue(
                    indicator="a.1.1",
                    stage="baseline",
                    period="2026",
                    value="1",
                    unit="%",
                    reading="printed",
                    inputs={},
                    source=SECRET,
                    evidence="self_reported",
                    turn_id=None,
                    recorded_at=NOW,
                    ended_at=None,
                    **common,
                ),
                Ticket(
                    id=f"k-{enterprise}",
                    number=f"T-{enterprise}",
                    conversation_id=None,
                    turn_id=None,
                    kind="need",
                    module="质量",
                    severity="normal",
                    text=SECRET,
                    state="recorded",
                    need_id=f"n-{enterprise}",
                    assignee=None,
                    urged=0,
                    due_at=NOW,
                    created_at=NOW,
                    updated_at=NOW,
                    closed_at=None,
                    **common,
                ),
                Supporter(need_id=f"n-{enterprise}", enterprise_id=enterprise, created_at=NOW),
                Survey(
                    stage="process",
                    about="service",
                    about_id=None,
                    score=3,
                    comment=SECRET,
                    ticket_id=None,
                    turn_id=None,
                    created_at=NOW,
                    ended_at=None,
                    **common,
                ),
            ]
        )
        await session.flush()
        session.add_all(
            [
                TicketEvent(
                    ticket_id=f"k-{enterprise}",
                    kind="noted",
                    from_state=None,
                    to_state=None,
                    assessment=None,
                    note=SECRET,
                    contact_id="x",
                    at=NOW,
                ),
                Relay(
                    ticket_id=f"k-{enterprise}",
                    conversation_id="z",
                    direction="to_operator",
                    text=SECRET,
                    contact_id="x",
                    author="",
                    created_at=NOW,
                    delivered_at=NOW,
                ),
            ]
        )


async def _dump(app: Application) -> str:
    """Everything in the database as text."""
    written = []
    async with app.database.read() as session:
        connection = await session.connection()
        for table in Fact.metadata.sorted_tables:
            written += [str(row) for row in (await connection.execute(select(table))).all()]
    return "\n".join(written)


async def test_an_erasure_takes_what_it_said_and_leaves_the_others(app: Application) -> None:
    ours = Talk(app, "us", "a", enterprise=OURS)
    colleague = Talk(app, "us2", "a2", enterprise=OURS)
    waiting = Talk(app, "us3", "a3", enterprise=OURS)
    theirs = Talk(app, "them", "b", enterprise=THEIRS)
    for one in (ours, colleague, waiting, theirs):
        await one.keep(f"我们主要产品是{SECRET}")
    await _fill(app, OURS)
    await _fill(app, THEIRS)
    async with app.database.transaction() as session:
        session.add(
            HandOff(
                ticket_id=f"k-{OURS}",
                conversation_id="a3",
                state="waiting",
                operator_id=None,
                operator_conversation_id=None,
                created_at=NOW,
                taken_at=None,
                released_at=None,
            )
        )
    asked = await ours.say("", "erase_archive")
    assert "**会清除**" in asked.text
    assert "**会留下**" in asked.text
    assert len(await rows(app, Fact, enterprise_id=OURS)) == 1
    erased = await ours.say("确认")
    number = result(erased)["number"]
    assert number == "E20261123-001"
    assert number in erased.text
    for model in (Fact, Assessment, Report, KpiValue, Survey, Supporter):
        assert await rows(app, model, enterprise_id=OURS) == [], model
        assert len(await rows(app, model, enterprise_id=THEIRS)) == 1, model
    assert [row.assessment_id for row in await rows(app, Answer)] == [f"a-{THEIRS}"]
    assert [row.id for row in await rows(app, Need)] == [f"n-{THEIRS}"]
    ticket = (await rows(app, Ticket, enterprise_id=OURS))[0]
    assert (ticket.number, ticket.state, ticket.text) == (f"T-{OURS}", "recorded", "")
    assert {row.id for row in await rows(app, Conversation)} == {"a", "a3", "b"}
    receipt = (await rows(app, Erasure))[0]
    assert (receipt.number, receipt.enterprise_id) == (number, OURS)
    assert receipt.counts["facts"] == 1
    assert SECRET not in str(receipt.counts)
    assert SECRET in await _dump(app)
    for turn in await rows(app, Turn):
        if turn.conversation_id != "b":
            assert SECRET not in f"{turn.text}{turn.arguments}{turn.reply}"
    turns = {turn.id for turn in await rows(app, Turn)}
    assert {row.turn_id for row in await rows(app, ToolWrite)} <= turns
    # The talk goes on, also where a person is waited for, and a repeated yes changes nothing.
    ours.number -= 1
    assert result(await ours.say("确认"))["number"] == number
    assert len(await rows(app, Erasure)) == 1
    assert "还没有记企业情况" in (await ours.say("", "show_archive")).text
    thread = await app.records.thread((await rows(app, Contact, external_id="us"))[0].id, "a")
    assert "内容已清除" in str([turn.reply.text for turn in thread.turns if turn.reply])
    assert "没有可清除" in (await ours.say("", "erase_archive")).text
    assert len(await rows(app, Erasure)) == 1
    await theirs.say("", "erase_archive")
    assert result(await theirs.say("确认"))["number"] == "E20261123-002"
    assert SECRET not in await _dump(app)


def _delivered(user: str, state: str) -> list[Any]:
    """Return what a channel holds of a user: a message, its delivery and a permission."""
    ended = None if state in {"waiting", "sending"} else NOW
    common: dict[str, Any] = {"channel": "wechat", "user": user}
    return [
        Received(
            key=f"r-{user}-{state}",
            content={"text": SECRET},
            posts=1,
            state="done" if ended else "received",
            attempts=0,
            claimed_by=None,
            claimed_until=None,
            received_at=NOW,
            finished_at=ended,
            **common,
        ),
        Outgoing(
            cause=f"o-{user}-{state}",
            purpose="answer",
            turn_id=None,
            content={"text": SECRET},
            parts={"parts": [SECRET]},
            sent_parts=0,
            route=None,
            state=state,
            reason=None,
            attempts=0,
            claimed_by=None,
            claimed_until=NOW + timedelta(hours=1) if state == "sending" else None,
            due_at=NOW,
            expires_at=NOW + timedelta(days=2),
            created_at=NOW,
            ended_at=ended,
            **common,
        ),
        Consent(
            template="t",
            purpose="policy",
            cause=f"c-{user}-{state}",
            granted_at=NOW,
            expires_at=NOW + timedelta(days=9),
            spent_at=None,
            spent_on=None,
            **common,
        ),
    ]


def _invitation(enterprise: str, code: str) -> Invitation:
    return Invitation(
        code=code,
        scene=f"scene-{code}",
        enterprise_id=enterprise,
        operator_id=None,
        made_by="x",
        created_at=NOW,
        expires_at=NOW + timedelta(days=7),
        used_by=None,
        used_at=None,
        revoked_at=None,
    )


async def _bound(app: Application, user: str, *enterprises: str, left: str | None = None) -> str:
    """Bind a user of WeChat to enterprises, the first of which they speak for, and let them have left one."""
    async with app.database.transaction() as session:
        contact = Contact(
            channel="wechat", external_id=user, role="enterprise", enterprise_id=enterprises[0], created_at=NOW
        )
        session.add(contact)
        await session.flush()
        for place, enterprise in enumerate([*enterprises, *([left] if left else [])]):
            session.add(
                Membership(
                    contact_id=contact.id,
                    enterprise_id=enterprise,
                    invitation_id=None,
                    created_at=NOW + timedelta(minutes=place),
                    ended_at=NOW + timedelta(hours=1) if enterprise == left else None,
                )
            )
        return contact.id


async def test_an_erasure_takes_what_binds_people_and_what_channels_hold_of_them(app: Application) -> None:
    for enterprise in (OURS, THEIRS):
        await Talk(app, f"web-{enterprise}", f"w-{enterprise}", enterprise=enterprise).keep("我们有80人")
    ours, other = await _bound(app, "o-ours", OURS), await _bound(app, "o-other", THEIRS)
    await _bound(app, "o-both", OURS, THEIRS)
    await _bound(app, "o-gone", THEIRS, left=OURS)
    async with app.database.transaction() as session:
        session.add_all([_invitation(OURS, "1"), _invitation(THEIRS, "2")])
        for user in ("o-ours", "o-both", "o-gone", "o-other"):
            session.add_all([row for state in ("sent", "waiting") for row in _delivered(user, state)])
        session.add(_delivered("o-ours", "sending")[1])
        session.add(
            Audience(channel="wechat", user="o-ours", following=True, blocked=None, left=4, until=None, updated_at=NOW)
        )
        for contact in (ours, other):
            for ended in (None, NOW):
                values = {"words": SECRET, "turn_id": "t", "created_at": NOW, "ended_at": ended}
                session.add(OptOut(contact_id=contact, purpose="all", **values))
    boss = Talk(app, "o-ours", "t-ours")
    boss.channel = "wechat"
    await boss.say("你好")
    elsewhere = Talk(app, "o-gone", "t-gone")
    elsewhere.channel = "wechat"
    await elsewhere.say(SECRET)
    elsewhere.now += timedelta(hours=2)
    await elsewhere.say("后来说的")
    await boss.say("", "erase_archive")
    counts = result(await boss.say("确认"))["counts"]
    assert counts["memberships"] == 3
    assert counts["invitations"] == 1
    assert {row.enterprise_id for row in await rows(app, Membership)} == {THEIRS}
    assert {row.enterprise_id for row in await rows(app, Invitation)} == {THEIRS}
    speaks = {row.external_id: row.enterprise_id for row in await rows(app, Contact, channel="wechat")}
    assert speaks == {"o-ours": None, "o-both": THEIRS, "o-gone": THEIRS, "o-other": THEIRS}
    for model in (Received, Outgoing):
        for row in await rows(app, model):
            kept = row.user == "o-other" or row.state in {"received", "sending"}
            assert (row.content == {"text": SECRET}) == kept, (model, row.user, row.state)
    assert {(row.user, row.state) for row in await rows(app, Outgoing) if row.ended_at is None} == {
        ("o-other", "waiting"),
        ("o-ours", "sending"),
    }
    assert {row.user for row in await rows(app, Consent)} == {"o-other"}
    assert [row.left for row in await rows(app, Audience)] == [4]
    assert [(row.words, row.turn_id) for row in await rows(app, OptOut, contact_id=ours)] == [("", None)]
    assert len(await rows(app, OptOut, contact_id=other)) == 2
    assert {turn.text for turn in await rows(app, Turn, conversation_id="t-gone")} == {"", "后来说的"}
    assert [row.verified for row in await rows(app, Enterprise, id=OURS)] == [False]


async def test_a_no_erases_nothing(app: Application, talk: Talk) -> None:
    await talk.keep("我们有80人")
    await talk.say("", "erase_archive")
    await talk.say("算了")
    assert len(await rows(app, Fact)) == 1


async def test_an_operator_erases_only_a_named_enterprise(app: Application) -> None:
    await Talk(app, "us", "a", enterprise=OURS).keep("我们公司叫远山五金，一共77人")
    await Talk(app, "them", "b", enterprise=THEIRS).keep("我们有90人")
    operator = Talk(app, "op", "o", role="operator")
    assert "哪一家" in (await operator.say("", "erase_archive")).text
    assert "“远山五金”" in (await operator.say("远山五金")).text
    erased = await operator.say("确认")
    assert result(erased)["number"] == "E20261123-001"
    assert await held(app, OURS) == {}
    assert await held(app, THEIRS) == {"employees": 90}
    async with app.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Turn).where(Turn.conversation_id == "o")) == 3
