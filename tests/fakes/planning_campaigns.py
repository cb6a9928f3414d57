"""What planning promises of campaigns and of rules that operators changed, on whichever database."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from corpus.follow_ups import Step
from tests.fakes.occasions import NOW
from tests.fakes.planning import TICK, anchored, days, rule
from tools.database.models import Campaign, Contact, FollowUp
from tools.database.repositories.planning import PlanningRepository
from tools.database.repositories.rules import RuleRepository
from tools.domain.follow_ups import shipped
from tools.domain.region import EnterpriseFilter
from tools.kit.errors import NotFound

if TYPE_CHECKING:
    from tests.fakes.occasions import Rows


class Campaigns:
    """Subclassed with a fixture ``rows``."""

    async def test_a_campaign_reaches_whom_its_filter_asks_for_once_and_is_done(self, rows: Rows) -> None:
        which = rule("campaign")
        meant = [await rows.firm(str(n), industry="皮革皮具") for n in range(3)]
        await rows.firm("别的", industry="食品饮料")
        await rows.set(Contact, (await rows.firm("没人", industry="皮革皮具")).contact, enterprise_id=None)
        campaign = await rows.campaign(NOW, industry="皮革皮具")
        async with rows.database.read() as session:
            assert await PlanningRepository(session).addressed(EnterpriseFilter(industry="皮革皮具")) == 3
        assert await rows.plan(which, NOW - TICK) == 0
        assert await rows.plan(which, NOW) == 3
        found = await rows.follow_ups()
        assert {row.enterprise_id for row in found} == {firm.enterprise for firm in meant}
        assert {(row.about, row.period, row.due_at) for row in found} == {(campaign, campaign, NOW)}
        (one,) = await rows.all(Campaign)
        assert (one.state, one.ended_at) == ("done", NOW)
        assert await anchored(rows, which, found[0], NOW) == NOW

    async def test_a_campaign_is_throttled_over_any_hour(self, rows: Rows) -> None:
        which = rule("campaign")
        for n in range(5):
            await rows.firm(str(n))
        await rows.campaign(NOW, per_hour=2)
        hour = timedelta(hours=1)
        counts = [await rows.plan(which, NOW + at) for at in (hour * 0, hour / 2, hour - TICK, hour, hour * 3)]
        assert counts == [2, 0, 0, 2, 1]
        assert max(row.due_at for row in await rows.follow_ups()) == NOW + hour * 3
        assert [one.state for one in await rows.all(Campaign)] == ["done"]

    async def test_what_was_cancelled_of_a_campaign_neither_comes_back_nor_holds_it_up(self, rows: Rows) -> None:
        which = rule("campaign")
        for n in range(4):
            await rows.firm(str(n))
        await rows.campaign(NOW, per_hour=2)
        assert await rows.plan(which, NOW) == 2
        for row in await rows.follow_ups():
            await rows.set(FollowUp, row.id, state="cancelled", reason="opted_out")
        assert await rows.plan(which, NOW + timedelta(hours=1)) == 2

    async def test_a_stopped_campaign_plans_nothing_more_and_sends_nothing_more(self, rows: Rows) -> None:
        which = rule("campaign")
        for n in range(4):
            await rows.firm(str(n))
        campaign = await rows.campaign(NOW, per_hour=2)
        await rows.plan(which, NOW)
        sent, waiting = await rows.follow_ups()
        await rows.set(FollowUp, sent.id, state="sent", told_at=NOW)
        await rows.set(Campaign, campaign, state="stopped")
        assert await anchored(rows, which, waiting, NOW) is None
        assert await rows.plan(which, NOW + timedelta(hours=2)) == 0
        assert {(row.id, row.state, row.reason) for row in await rows.follow_ups()} == {
            (sent.id, "sent", None),
            (waiting.id, "cancelled", "stopped"),
        }

    async def test_stopping_says_how_many_were_kept_back(self, rows: Rows) -> None:
        for n in range(3):
            await rows.firm(str(n))
        campaign = await rows.campaign(NOW)
        await rows.plan(rule("campaign"), NOW)
        async with rows.session() as session:
            assert await PlanningRepository(session).stop(campaign, NOW) == 3
        assert {row.reason for row in await rows.follow_ups()} == {"stopped"}

    # --- rules ------------------------------------------------------------------------------------------------------

    async def test_rules_are_the_packages_until_somebody_edits_them(self, rows: Rows) -> None:
        async with rows.session() as session:
            rules = RuleRepository(session)
            assert list(await rules.current()) == list(shipped().rules)
            edited = rule("report_unread").model_copy(update={"active": False})
            added = rule("report_unread").model_copy(
                update={"id": "report_once_more", "steps": (Step(name="day9", days=9),)}
            )
            assert await rules.add_version(edited, "operator", NOW) == 1
            assert await rules.add_version(edited.model_copy(update={"active": True, "most": 3}), "operator", NOW) == 2
            assert await rules.add_version(added, "operator", NOW) == 1
            current = await rules.current()
            assert list(current) == [*shipped().rules, "report_once_more"]
            assert (current["report_unread"].most, current["report_once_more"]) == (3, added)
            assert await rules.get("report_unread") == current["report_unread"]
            assert await rules.get("campaign") == rule("campaign")
            assert [one.version for one in await rules.versions("report_unread")] == [2, 1]
            with pytest.raises(NotFound):
                await rules.get("no_such")

    async def test_an_added_rule_plans_beside_the_one_it_is_like(self, rows: Rows) -> None:
        which = rule("report_unread")
        added = which.model_copy(update={"id": "report_once_more", "steps": (Step(name="day2", days=2),)})
        await rows.come(which, await rows.firm(), NOW)
        assert [await rows.plan(one, NOW + days(2)) for one in (which, added)] == [1, 1]

    async def test_a_step_that_is_gone_from_its_rule_holds_no_longer(self, rows: Rows) -> None:
        which = rule("diagnosis_unfinished")
        await rows.come(which, await rows.firm(), NOW)
        await rows.plan(which, NOW + days(1))
        (row,) = await rows.follow_ups()
        assert await anchored(rows, which.model_copy(update={"steps": which.steps[1:]}), row, NOW + days(1)) is None
