"""What becomes of follow-ups where things change between planning, sending, seeing and doing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from assistant.follow_ups import Unknown
from assistant.reminders import Reminders
from tests.fakes.follow_up_stage import DAY, MINUTE, RULES, START, VERIFY, Stage, at
from tests.fakes.occasions import Rows
from tests.fakes.wechat_account import migrated
from tools.database import upgrading
from tools.database.engine import Database
from tools.database.models import Contact, FollowUp, Report, RuleEdit, Turn
from tools.database.repositories.campaigns import CampaignRepository
from tools.database.repositories.opt_outs import OptOutRepository
from tools.database.repositories.outcomes import OutcomeRepository

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection

    from tests.fakes.occasions import Firm

DIAGNOSIS, OWED = RULES["diagnosis_unfinished"], RULES["promise_owed"]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated(tmp_path_factory.mktemp("edges") / "empty.db")


@pytest.fixture
async def rows(empty: Path, tmp_path: Path) -> AsyncIterator[Rows]:
    database = Database(f"sqlite:///{shutil.copy(empty, tmp_path / 'shuzhi.db')}")
    yield Rows(database)
    await database.close()


@pytest.fixture
def stage(rows: Rows) -> Stage:
    return Stage(rows)


async def opts_out(stage: Stage, contact: str, purpose: str = "all") -> None:
    async with stage.rows.session() as session:
        await OptOutRepository(session).add(contact, [purpose], words="", turn_id=None, now=stage.now)


async def on_the_web(stage: Stage) -> Firm:
    firm = await stage.rows.firm(at=START - 90 * DAY)
    await stage.talk(firm)
    return firm


# --- rows nobody can make sense of ------------------------------------------------------------------------------------


async def test_a_rule_that_is_none_any_more_holds_nobody_else_up(stage: Stage) -> None:
    broken = await stage.due(await stage.firm())
    whole = await stage.due(await stage.firm(), RULES["ticket_recorded"], at=START)
    record = {**VERIFY.model_dump(mode="json"), "moment": "gone"}
    await stage.rows.add(RuleEdit(rule_id=VERIFY.id, version=1, record=record, contact_id="operator", created_at=START))
    await stage.send()
    assert (await stage.row(whole)).state == "sent"
    assert (await stage.row(broken)).state in {"failed", "due"}


async def test_what_cannot_be_judged_holds_nobody_else_up(stage: Stage) -> None:
    firm = await stage.firm()
    broken = await stage.due(firm, RULES["scenarios_undecided"])
    await stage.rows.set(Report, str(broken.about), content={"scenarios": ["SC-1"]})
    whole = await stage.due(await stage.firm(), RULES["ticket_recorded"], at=START)
    await stage.send()
    assert (await stage.row(whole)).state == "sent"
    assert (await stage.row(broken)).state in {"failed", "due"}


async def test_a_rule_that_cannot_be_planned_keeps_no_other_back(stage: Stage) -> None:
    await stage.edit(VERIFY.model_copy(update={"id": "own-1"}))  # planned after that of campaigns
    await stage.rows.come(VERIFY, await stage.firm(), START)
    await stage.rows.campaign(START, strange=1)
    with pytest.raises(ExceptionGroup):
        await stage.follow_ups.plan()
    assert {row.rule for row in await stage.rows.follow_ups()} == {VERIFY.id, "own-1"}


# --- what is for a person ---------------------------------------------------------------------------------------------


async def test_what_the_platform_owes_is_done_also_for_those_who_want_no_reminders(stage: Stage) -> None:
    firm = await stage.firm()
    row = await stage.due(firm, OWED)
    await opts_out(stage, firm.contact)
    await stage.send()
    assert (await stage.row(row)).state == "task"


async def test_nobody_has_to_do_what_is_done(stage: Stage) -> None:
    firm = await stage.firm(left=0)
    row = await stage.due(firm, DIAGNOSIS)
    await stage.send()
    assert (await stage.row(row)).state == "task"
    await stage.rows.answer_to(DIAGNOSIS, firm, str(row.about), stage.now)
    stage.now += 10 * MINUTE
    assert await stage.follow_ups.withdraw() == 1
    assert await stage.how(row) == ("cancelled", "moot")


async def test_of_two_reminders_of_one_thing_a_person_does_the_later(stage: Stage) -> None:
    firm = await stage.firm(left=0)
    first = await stage.due(firm, DIAGNOSIS)
    await stage.send()
    stage.now += 4 * DAY
    await stage.rows.plan(DIAGNOSIS, stage.now)
    while [row for row in await stage.rows.follow_ups() if row.state == "due"]:
        await stage.send()
        stage.now += DAY / 4
    assert await stage.follow_ups.withdraw() == 1
    assert await stage.how(first) == ("cancelled", "superseded")
    assert [row.step for row in await stage.rows.follow_ups() if row.state == "task"] == ["day5"]


async def test_nobody_calls_those_who_want_no_reminders(stage: Stage) -> None:
    firm = await stage.firm(left=0)
    row = await stage.due(firm, DIAGNOSIS)
    owed = await stage.due(firm, OWED)
    await stage.send()
    await opts_out(stage, firm.contact)
    assert await stage.follow_ups.withdraw() == 1
    assert await stage.how(row) == ("cancelled", "opted_out")
    assert (await stage.row(owed)).state == "task"


async def test_nobody_is_called_about_what_failed_and_is_not_wanted(stage: Stage) -> None:
    firm = await stage.firm()
    stage.bearers["window"].outcomes = [Unknown("timeout")]
    row = await stage.due(firm)
    await stage.send()
    assert await stage.how(row) == ("uncertain", "timeout")
    async with stage.rows.session() as session:
        assert await OutcomeRepository(session).open_tasks(stage.now) == 1
    await opts_out(stage, firm.contact, "ticket")
    async with stage.rows.session() as session:
        assert await OutcomeRepository(session).open_tasks(stage.now) == 0


# --- mailboxes --------------------------------------------------------------------------------------------------------


async def colleague(stage: Stage, firm: Firm) -> Firm:
    other = type(firm)(firm.enterprise, await stage.rows.contact(firm.enterprise, at=START - 80 * DAY))
    await stage.rows.set(Contact, other.contact, channel="wechat")
    return other


async def test_a_mailbox_several_share_hears_no_more_often_than_one_person(stage: Stage) -> None:
    firm = await stage.firm(left=0)
    other = await colleague(stage, firm)
    await stage.rows.know(firm.enterprise, "email", "boss@example.cn", START)
    both = [await stage.due(firm), await stage.due(other)]
    await stage.send()
    assert len(stage.told) == 1
    assert {await stage.how(row) for row in both} == {("sent", None), ("due", "day")}
    stage.now += DAY
    await stage.send()
    assert len(stage.told) == 2


async def test_a_mailbox_hears_nothing_one_of_its_people_wants_no_more_of(stage: Stage) -> None:
    firm = await stage.firm(left=0)
    other = await colleague(stage, firm)
    await stage.rows.know(firm.enterprise, "email", "boss@example.cn", START)
    await opts_out(stage, other.contact)
    row = await stage.due(firm)
    await stage.send()
    assert stage.told == []
    assert (await stage.row(row)).state == "task"


# --- what waits in the web inbox --------------------------------------------------------------------------------------


async def inbox(stage: Stage, firm: Firm) -> list[str]:
    reminders = Reminders(stage.rows.database, lambda: stage.now)
    return [one.reply.text for one in await reminders.take("web", firm.contact, "elsewhere")]


async def test_a_campaign_that_was_stopped_is_not_seen_any_more(stage: Stage) -> None:
    firm = await on_the_web(stage)
    row = await stage.due(firm, RULES["campaign"])
    await stage.send()
    assert (await stage.row(row)).state == "sent"
    async with stage.rows.session() as session:
        campaigns = CampaignRepository(session)
        assert await campaigns.stop(await campaigns.locked(row.period), stage.now) == 1
    assert await stage.how(row) == ("cancelled", "stopped")
    assert (await stage.row(row)).told_at is None
    assert await inbox(stage, firm) == []
    assert await stage.rows.all(Turn) == []


async def test_whoever_changed_the_enterprise_sees_nothing_of_the_one_before(stage: Stage) -> None:
    firm = await on_the_web(stage)
    await stage.due(firm)
    await stage.send()
    await stage.rows.set(Contact, firm.contact, enterprise_id=(await stage.rows.firm("别家")).enterprise)
    assert await inbox(stage, firm) == []


async def test_who_wants_no_reminders_sees_none_that_was_waiting(stage: Stage) -> None:
    firm = await on_the_web(stage)
    await stage.due(firm)
    await stage.send()
    await opts_out(stage, firm.contact, "ticket")
    assert await inbox(stage, firm) == []


# --- times ------------------------------------------------------------------------------------------------------------


async def test_what_happened_while_nothing_ran_is_no_work_for_people(stage: Stage) -> None:
    firm = await stage.firm()
    row = await stage.due(firm)
    await stage.rows.answer_to(VERIFY, firm, str(row.about), START)
    stage.now += 30 * DAY
    await stage.send()
    assert await stage.how(row) == ("cancelled", "moot")


async def test_a_reminder_before_a_day_does_not_go_after_it(stage: Stage) -> None:
    rule = RULES["adoption_go_live"]
    firm = await stage.firm()
    stage.now = at("2026-09-25T00:00")  # a holiday, with a weekend after it
    await stage.rows.adoption(firm, "planned", at("2026-09-26T00:00"), stage.now - 30 * DAY)
    await stage.rows.plan(rule, stage.now)
    (row,) = await stage.rows.follow_ups(FollowUp.enterprise_id == firm.enterprise)
    for _ in range(8):
        await stage.send()
        stage.now += DAY / 2
    assert stage.told == []
    assert await stage.how(row) == ("expired", "hours")


# --- a platform that was there before ---------------------------------------------------------------------------------


async def test_nobody_is_told_that_a_report_of_before_was_not_opened(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'old.db'}")
    async with database._engine.begin() as connection:
        await connection.run_sync(_up_to, "0003")
        given = {"at": "2026-11-20 02:00:00.000000", "until": "2027-02-20 02:00:00.000000"}
        for statement in OLD_REPORT:
            await connection.execute(text(statement), given)
    await database.migrate()
    rows = Rows(database)
    (report,) = await rows.all(Report)
    assert await rows.plan(RULES["report_unread"], report.created_at + 3 * DAY) == 0
    assert report.opened_at == report.created_at
    await rows.set(Report, report.id, opened_at=None)
    assert await rows.plan(RULES["report_unread"], report.created_at + 3 * DAY) == 1
    await database.close()


OLD_REPORT = (
    "INSERT INTO enterprises (id, name, verified, created_at) VALUES ('e', '云岭皮具厂', 0, :at)",
    """INSERT INTO contacts (id, channel, external_id, role, enterprise_id, created_at)
    VALUES ('c', 'web', 'c', 'enterprise', 'e', :at)""",
    """INSERT INTO assessments (id, enterprise_id, contact_id, form, questionnaire, state, started_at, updated_at)
    VALUES ('a', 'e', 'c', 'quick', '1', 'done', :at, :at)""",
    """INSERT INTO reports (id, token, enterprise_id, assessment_id, contact_id, content, content_number, created_at,
    expires_at) VALUES ('r', 'r', 'e', 'a', 'c', '{}', '0', :at, :until)""",
)


def _up_to(connection: Connection, revision: str) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(upgrading.__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, revision)
