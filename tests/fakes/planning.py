"""What planning promises, on whichever database: the same tests for a file and for a server."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from tests.fakes.occasions import NOW, POLICY, SCENARIO, Firm, Rows, anchor_for, catalogs
from tools.database.models import Assessment, Contact, FollowUp, Promise, Report
from tools.database.repositories.achievements import achieved
from tools.database.repositories.moments import anchor_of
from tools.database.repositories.occasion_facts import facts_of
from tools.database.repositories.planning import PlanningRepository
from tools.domain.follow_ups import shipped
from tools.domain.follow_ups.deadlines import deadlines
from tools.domain.follow_ups.facts import FACTS, filled, unknown
from tools.kit.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from corpus.follow_ups import Rule, Step
    from tools.database.repositories.planning import Planned

TICK = timedelta(microseconds=1)
RULES = list(shipped().rules.values())
ONE_BY_ONE = [rule for rule in RULES if rule.moment != "campaign"]
STEPS = [(rule, step) for rule in ONE_BY_ONE for step in rule.steps]


def rule(rule_id: str) -> Rule:
    return shipped().rules[rule_id]


def days(number: float) -> timedelta:
    return timedelta(days=number)


async def anchored(rows: Rows, which: Rule, row: FollowUp, now: datetime) -> datetime | None:
    async with rows.database.read() as session:
        return await anchor_of(session, which, row, now, catalogs())


async def previewed(rows: Rows, which: Rule, until: datetime, now: datetime) -> Sequence[Planned]:
    async with rows.database.read() as session:
        planning = PlanningRepository(session, deadlines(catalogs().policies.values()))
        found = await planning.preview(which, until, now=now)
        assert await planning.count(which, until, now=now) == len(found)
        return found


class Planning:
    """Subclassed with a fixture ``rows``."""

    @pytest.mark.parametrize(("which", "step"), STEPS, ids=lambda value: getattr(value, "id", "") or value.name)
    async def test_a_step_is_planned_when_its_time_comes_and_once(self, rows: Rows, which: Rule, step: Step) -> None:
        firm = await rows.firm(industry="皮革皮具", town="狮岭镇")
        about = await rows.come(which, firm, NOW)
        anchor = anchor_for(which, NOW)
        due = anchor + days(step.days)
        await rows.plan(which, due - TICK)
        assert [row.step for row in await rows.follow_ups() if row.step == step.name] == []
        assert await rows.plan(which, due) == 1
        (row,) = await rows.follow_ups(FollowUp.step == step.name)
        assert (row.enterprise_id, row.contact_id, row.about) == (firm.enterprise, firm.contact, about)
        assert (row.due_at, row.expires_at) == (due, due + days(which.stale_days))
        assert (row.rule, row.purpose, row.state, row.attempts) == (which.id, which.purpose, "due", 0)
        assert (row.created_at, row.told_at, row.route, row.text) == (due, None, None, None)
        assert len(row.id) == 32
        assert set(row.id) <= set("0123456789abcdef")
        assert await rows.plan(which, due) == 0
        assert await anchored(rows, which, row, due) == anchor

    @pytest.mark.parametrize(("which", "step"), STEPS, ids=lambda value: getattr(value, "id", "") or value.name)
    async def test_what_is_out_of_date_is_not_planned(self, rows: Rows, which: Rule, step: Step) -> None:
        firm = await rows.firm(industry="皮革皮具", town="狮岭镇")
        await rows.come(which, firm, NOW)
        expires = anchor_for(which, NOW) + days(step.days + which.stale_days)
        alone = which.model_copy(update={"steps": (step,)})
        assert await rows.plan(alone, expires) == 0
        assert await rows.plan(alone, expires - TICK) == 1

    @pytest.mark.parametrize("which", ONE_BY_ONE, ids=lambda one: one.id)
    async def test_what_has_happened_is_not_asked_for(self, rows: Rows, which: Rule) -> None:
        firm = await rows.firm(industry="皮革皮具", town="狮岭镇")
        about = await rows.come(which, firm, NOW)
        due = anchor_for(which, NOW) + days(which.steps[0].days)
        assert await rows.plan(which, due) == 1
        (row,) = await rows.follow_ups()
        await rows.set(FollowUp, row.id, told_at=due, state="sent")
        async with rows.database.read() as session:
            assert await achieved(session, which, row.id) is None
        at = due + timedelta(hours=1)
        await rows.answer_to(which, firm, about, at)
        assert await anchored(rows, which, row, at) is None
        async with rows.database.read() as session:
            expected = None if which.moment == "policy_deadline" else at
            assert await achieved(session, which, row.id) == expected
        if which.moment != "policy_deadline":  # planned coarsely, and decided when it is sent
            await rows.clear()
            assert await rows.plan(which, at) == 0

    @pytest.mark.parametrize("which", RULES, ids=lambda one: one.id)
    async def test_every_placeholder_is_filled_with_what_is_on_file(self, rows: Rows, which: Rule) -> None:
        firm = await rows.firm(industry="皮革皮具", town="狮岭镇")
        await rows.come(which, firm, NOW)
        anchor = anchor_for(which, NOW)
        assert unknown(which) == frozenset()
        for step in which.steps:
            at = anchor + days(step.days)
            await rows.plan(which, at)
            (row,) = await rows.follow_ups(FollowUp.step == step.name)
            async with rows.database.read() as session:
                facts = await facts_of(session, which, row, catalogs(), at)
            assert set(facts) == FACTS[which.moment]
            assert all(isinstance(value, str) for value in facts.values())
            said = filled(which.words(step.name), facts)
            assert "{" not in said
            assert "None" not in said
            if which.press is not None:
                assert "{" not in str(filled(which.press.arguments, facts).values())

    async def test_what_is_said_is_said_in_full(self, rows: Rows) -> None:
        firm = await rows.firm(industry="皮革皮具", town="狮岭镇")
        said = {}
        for which in RULES:
            await rows.clear()
            own = await rows.firm(industry="皮革皮具", town="狮岭镇") if which.moment != "policy_deadline" else firm
            await rows.come(which, own, NOW)
            step = which.steps[-1]
            at = anchor_for(which, NOW) + days(step.days)
            await rows.plan(which, at)
            row = next(one for one in await rows.follow_ups() if one.enterprise_id == own.enterprise)
            async with rows.database.read() as session:
                said[which.id] = filled(which.words(step.name), await facts_of(session, which, row, catalogs(), at))
        questions = len(catalogs().questionnaire.form("quick")) - 1
        assert f"还差{questions}题，已答的1题" in said["diagnosis_unfinished"]
        assert "您11月26日的数字化诊断报告" in said["report_unread"]
        assert "（裁片瑕疵检测、排产助手）" in said["scenarios_undecided"]
        assert "“裁床换料后计数不准， 每次都要人工改”（T2026" in said["ticket_to_verify"]
        assert "约定11月29日 10:00前答复" in said["ticket_recorded"]
        assert "上线90天了" in said["adoption_use"]
        assert "（11月26日，L2 " in said["rediagnosis"]
        assert "，52.4分）" in said["rediagnosis"]
        policy = "“数字化改造专项”12月31日截止，就剩最后一两天了。您已知的条件里没有不符合的，还有1条要您自己核对。"
        assert said["policy_deadline"] == policy
        assert said["promise_owed"].startswith("答应过云岭皮具厂：11月26日前“把设备清单发过来”")
        assert said["campaign"] == "12月4号下午有裁床培训，想来回个1。"

    async def test_what_is_gone_has_no_facts(self, rows: Rows) -> None:
        which = rule("ticket_recorded")
        firm = await rows.firm()
        await rows.come(which, firm, NOW)
        await rows.plan(which, NOW + days(2))
        (row,) = await rows.follow_ups()
        row.about = "gone"
        async with rows.database.read() as session:
            with pytest.raises(NotFound):
                await facts_of(session, which, row, catalogs(), NOW)

    async def test_a_later_step_takes_the_place_of_what_was_not_sent(self, rows: Rows) -> None:
        which = rule("diagnosis_unfinished")
        firms = [await rows.firm() for _ in range(3)]
        for firm in firms:
            await rows.come(which, firm, NOW)
        assert await rows.plan(which, NOW + days(1)) == 3
        first, second, _ = await rows.follow_ups()
        await rows.set(FollowUp, first.id, state="sent", told_at=NOW + days(1))
        await rows.set(FollowUp, second.id, state="sending", told_at=NOW + days(1))
        assert await rows.plan(which, NOW + days(5)) == 3
        found = {(row.step, row.state, row.reason) for row in await rows.follow_ups()}
        assert found == {
            ("day1", "sent", None),
            ("day1", "sending", None),
            ("day1", "cancelled", "superseded"),
            ("day5", "due", None),
        }
        (ended,) = [row.ended_at for row in await rows.follow_ups(FollowUp.state == "cancelled")]
        assert ended == NOW + days(5)

    async def test_a_step_that_was_overtaken_is_not_planned_any_more(self, rows: Rows) -> None:
        which = rule("diagnosis_unfinished")
        await rows.come(which, await rows.firm(), NOW)
        assert await rows.plan(which, NOW + days(6)) == 1
        assert [(row.step, row.state) for row in await rows.follow_ups()] == [("day5", "due")]

    async def test_steps_are_told_apart_by_their_days_not_their_places(self, rows: Rows) -> None:
        which = rule("diagnosis_unfinished")
        turned = which.model_copy(update={"steps": tuple(reversed(which.steps))})
        await rows.come(turned, await rows.firm(), NOW)
        assert await rows.plan(turned, NOW + days(1)) == 1
        assert await rows.plan(turned, NOW + days(6)) == 1
        assert [row.state for row in await rows.follow_ups()] == ["cancelled", "due"]

    async def test_a_paused_rule_plans_nothing(self, rows: Rows) -> None:
        which = rule("diagnosis_unfinished").model_copy(update={"active": False})
        await rows.come(which, await rows.firm(), NOW)
        assert await rows.plan(which, NOW + days(1)) == 0

    async def test_only_people_of_enterprises_are_told(self, rows: Rows) -> None:
        which = rule("diagnosis_unfinished")
        firm = await rows.firm()
        await rows.set(Contact, firm.contact, role="operator")
        await rows.come(which, firm, NOW)
        assert await rows.plan(which, NOW + days(1)) == 0

    async def test_another_of_the_enterprise_is_told_where_who_it_concerns_speaks_for_it_no_longer(
        self, rows: Rows
    ) -> None:
        which = rule("diagnosis_unfinished")
        firm = await rows.firm()
        silent = await rows.contact(firm.enterprise, at=NOW)
        speaker = await rows.contact(firm.enterprise, spoke=NOW - days(3), at=NOW - days(9))
        await rows.contact(firm.enterprise, spoke=NOW - days(4), at=NOW)
        await rows.come(which, firm, NOW)
        assert await rows.plan(which, NOW + days(1)) == 1
        (row,) = await rows.follow_ups()
        assert row.contact_id == firm.contact
        await rows.set(Contact, firm.contact, enterprise_id=None)
        assert await anchored(rows, which, row, NOW + days(1)) is None
        assert await rows.plan(which, NOW + days(1)) == 0  # while it is there, it is this one
        await rows.set(FollowUp, row.id, state="cancelled", reason="lapsed")
        assert await rows.plan(which, NOW + days(1)) == 1
        assert [one.contact_id for one in await rows.follow_ups(FollowUp.state == "due")] == [speaker]
        assert silent != speaker

    async def test_who_speaks_later_is_not_told_the_same_again(self, rows: Rows) -> None:
        which = rule("rediagnosis")
        firm = await rows.firm()
        await rows.come(which, firm, NOW)
        assert await rows.plan(which, NOW + days(182)) == 1
        await rows.contact(firm.enterprise, spoke=NOW + days(183))
        assert await rows.plan(which, NOW + days(183)) == 0

    async def test_a_ticket_that_comes_back_is_another_occasion(self, rows: Rows) -> None:
        which = rule("ticket_to_verify")
        firm = await rows.firm()
        ticket = await rows.come(which, firm, NOW)
        assert await rows.plan(which, NOW) == 1
        (first,) = await rows.follow_ups()
        await rows.move(ticket, firm, "scheduled", NOW + days(1))
        assert await anchored(rows, which, first, NOW + days(1)) is None
        again = await rows.move(ticket, firm, "resolved", NOW + days(2))
        assert await anchored(rows, which, first, NOW + days(2)) is None
        assert await rows.plan(which, NOW + days(2)) == 1
        (second,) = await rows.follow_ups(FollowUp.period == again)
        assert await anchored(rows, which, second, NOW + days(2)) == NOW + days(2)

    async def test_a_talk_is_not_told_to_wait_for_an_assessment(self, rows: Rows) -> None:
        firm = await rows.firm()
        await rows.ticket(firm, "recorded", NOW, "hand_off")
        assert await rows.plan(rule("ticket_recorded"), NOW + days(2)) == 0

    async def test_what_is_answered_in_between_puts_the_reminder_off(self, rows: Rows) -> None:
        which = rule("diagnosis_unfinished")
        firm = await rows.firm()
        assessment = await rows.come(which, firm, NOW)
        await rows.plan(which, NOW + days(1))
        (row,) = await rows.follow_ups()
        await rows.set(Assessment, assessment, updated_at=NOW + days(1))
        assert await anchored(rows, which, row, NOW + days(1)) == NOW + days(1)

    async def test_only_the_newest_report_is_asked_about(self, rows: Rows) -> None:
        firm = await rows.firm()
        await rows.report(firm, NOW)
        newest = await rows.report(firm, NOW + timedelta(hours=1), scenarios=())
        assert await rows.plan(rule("report_unread"), NOW + days(3)) == 1
        assert [row.about for row in await rows.follow_ups()] == [newest]
        assert await rows.plan(rule("scenarios_undecided"), NOW + days(8)) == 0
        await rows.set(Report, newest, revoked_at=NOW + days(1))
        (row,) = await rows.follow_ups()
        assert await anchored(rows, rule("report_unread"), row, NOW + days(3)) is None

    async def test_a_report_that_has_expired_is_not_asked_about(self, rows: Rows) -> None:
        which = rule("report_unread").model_copy(update={"stale_days": 200})
        await rows.come(which, await rows.firm(), NOW)
        await rows.plan(which, NOW + days(2))
        (row,) = await rows.follow_ups()
        assert await anchored(rows, which, row, NOW + days(90) - TICK) == NOW
        assert await anchored(rows, which, row, NOW + days(90)) is None
        await rows.clear()
        assert await rows.plan(which, NOW + days(90)) == 0

    async def test_a_decision_before_the_report_says_nothing_about_it(self, rows: Rows) -> None:
        which = rule("scenarios_undecided")
        firm = await rows.firm()
        await rows.adoption(firm, "planned", None, NOW - days(1))
        await rows.come(which, firm, NOW)
        assert await rows.plan(which, NOW + days(7)) == 1

    @pytest.mark.parametrize("rule_id", ["adoption_go_live", "promise_made"])
    async def test_what_is_put_off_to_another_day_is_reminded_of_again(self, rows: Rows, rule_id: str) -> None:
        which = rule(rule_id)
        about = await rows.come(which, await rows.firm(), NOW)
        first = which.steps[0]
        assert await rows.plan(which, NOW + days(first.days)) == 1
        (row,) = await rows.follow_ups()
        if which.moment == "adoption_planned":
            await rows.decide(about, "planned", NOW + days(10), NOW)
        else:
            await rows.set(Promise, about, due_at=NOW + days(10))
        assert await anchored(rows, which, row, NOW + days(first.days)) is None
        assert await rows.plan(which, NOW + days(first.days)) == 0
        assert await rows.plan(which, NOW + days(10 + first.days)) == 1

    async def test_an_adoption_without_a_day_is_not_reminded_of(self, rows: Rows) -> None:
        await rows.adoption(await rows.firm(), "planned", None, NOW)
        assert await rows.plan(rule("adoption_go_live"), NOW + days(3)) == 0

    @pytest.mark.parametrize(("rule_id", "state"), [("adoption_go_live", "planned"), ("adoption_use", "live")])
    async def test_what_is_noted_of_an_adoption_makes_no_other_occasion(
        self, rows: Rows, rule_id: str, state: str
    ) -> None:
        which = rule(rule_id)
        firm = await rows.firm()
        about = await rows.come(which, firm, NOW)
        due = NOW + days(which.steps[0].days)
        assert await rows.plan(which, due) == 1
        (row,) = await rows.follow_ups()
        await rows.set(FollowUp, row.id, told_at=due, state="sent")
        noted = await rows.decide(about, state, NOW, due + timedelta(hours=1))
        assert await rows.plan(which, due + timedelta(hours=1)) == 0
        assert await anchored(rows, which, row, due + timedelta(hours=1)) == NOW
        async with rows.database.read() as session:
            assert (await facts_of(session, which, row, catalogs(), due))["scenario_id"] == SCENARIO
        await rows.use(firm, noted, due + timedelta(hours=2))
        async with rows.database.read() as session:
            assert await achieved(session, which, row.id) is not None

    async def test_use_counts_for_the_stage_it_is_told_in(self, rows: Rows) -> None:
        which = rule("adoption_use")
        early, late = await rows.firm(), await rows.firm()
        for firm, day in ((early, 10), (late, 20)):
            adoption = await rows.come(which, firm, NOW)
            await rows.use(firm, adoption, NOW + days(day))
        assert await rows.plan(which, NOW + days(30)) == 1
        assert [row.enterprise_id for row in await rows.follow_ups()] == [early.enterprise]

    async def test_the_stages_of_going_live_are_asked_about_one_by_one(self, rows: Rows) -> None:
        live, effect = rule("satisfaction_go_live"), rule("satisfaction_effect")
        firm = await rows.firm()
        about = await rows.come(live, firm, NOW)
        await rows.answer_to(live, firm, about, NOW + days(2))
        assert await rows.plan(live, NOW + days(3)) == 0
        assert await rows.plan(effect, NOW + days(95)) == 1

    async def test_policies_are_planned_for_whom_they_may_fit(self, rows: Rows) -> None:
        which = rule("policy_deadline")
        at = anchor_for(which, NOW) - days(30)
        meant = [
            await rows.firm("甲", town="狮岭镇", industry="皮革皮具"),
            await rows.firm("乙", town="广东省"),
            await rows.firm("丙"),
        ]
        await rows.firm("丁", town="深圳市")
        await rows.firm("戊", industry="食品饮料")
        small = await rows.firm("己", employees=5)
        assert await rows.plan(which, at) == 4
        found = {row.enterprise_id: row for row in await rows.follow_ups()}
        assert set(found) == {firm.enterprise for firm in (*meant, small)}
        assert {row.period for row in found.values()} == {f"{POLICY}@2026-12-31"}
        assert await anchored(rows, which, found[small.enterprise], at) is None
        assert await anchored(rows, which, found[meant[0].enterprise], at) == anchor_for(which, NOW)
        late = anchor_for(which, NOW) + days(1)
        assert await anchored(rows, which, found[meant[0].enterprise], late - TICK) is not None
        assert await anchored(rows, which, found[meant[0].enterprise], late) is None

    # --- previews ---------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("which", RULES, ids=lambda one: one.id)
    async def test_a_preview_is_what_planning_then_does(self, rows: Rows, which: Rule) -> None:
        firm = await rows.firm(industry="皮革皮具", town="狮岭镇")
        await rows.come(which, firm, NOW)
        first = min(step.days for step in which.steps)
        until = anchor_for(which, NOW) + days(first)
        now = until - days(1)
        assert await previewed(rows, which, until - TICK, now) == []
        (ahead,) = await previewed(rows, which, until, now)
        assert await rows.follow_ups() == []
        await rows.plan(which, until)
        (row,) = await rows.follow_ups()
        assert (ahead.enterprise_id, ahead.contact_id, ahead.about, ahead.period, ahead.step, ahead.due_at) == (
            (row.enterprise_id, row.contact_id, row.about, row.period, row.step, row.due_at)
        )
        assert ahead.enterprise == "云岭皮具厂"
        assert await previewed(rows, which, until, now) == []

    async def test_a_preview_shows_every_step_to_come(self, rows: Rows) -> None:
        which = rule("diagnosis_unfinished")
        await rows.come(which, await rows.firm(), NOW)
        assert [one.step for one in await previewed(rows, which, NOW + days(5), NOW)] == ["day1", "day5"]
        assert [one.step for one in await previewed(rows, which, NOW + days(5), NOW + days(5))] == ["day5"]

    # --- several planners -------------------------------------------------------------------------------------------

    async def test_planners_at_once_plan_everything_once(self, rows: Rows) -> None:
        which = rule("diagnosis_unfinished")
        firms: list[Firm] = [await rows.firm(str(n)) for n in range(30)]
        for firm in firms:
            await rows.come(which, firm, NOW)
        counts = await asyncio.gather(*(rows.plan(which, NOW + days(1)) for _ in range(6)))
        assert sum(counts) == 30
        assert len(await rows.follow_ups()) == 30

    async def test_a_second_row_of_the_same_is_refused_by_the_table(self, rows: Rows) -> None:
        which = rule("diagnosis_unfinished")
        await rows.come(which, await rows.firm(), NOW)
        await rows.plan(which, NOW + days(1))
        async with rows.session() as session:
            await session.execute(update(FollowUp).values(state="cancelled"))
        assert await rows.plan(which, NOW + days(1)) == 0
        async with rows.database.read() as session:
            assert [row.state for row in (await session.scalars(select(FollowUp))).all()] == ["cancelled"]
