"""What is promised of sending follow-ups, for whichever database runs it: subclasses give ``rows``."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assistant.claiming import CLAIMED
from assistant.follow_ups import FIRST_PAUSE, MOST_TRIES, Nudge, Refused, Unknown
from assistant.processes import own_name
from tests.fakes.follow_up_stage import DAY, MINUTE, RULES, START, Stage, Staged
from tests.fakes.occasions import Rows, anchor_for
from tools.database.models import Audience, Conversation, FollowUp, Turn
from tools.domain.follow_ups import TOLD
from tools.kit.tool import Pending

if TYPE_CHECKING:
    from corpus.follow_ups import Rule


class Sending(Staged):
    """The promises of what goes out."""

    # --- what is sent -------------------------------------------------------------------------------------------------

    async def test_what_is_due_goes_out_once_and_stands_in_the_conversation(self, stage: Stage) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        assert await stage.send() == 1
        (nudge,) = stage.told
        assert (nudge.id, nudge.route, nudge.user, nudge.purpose) == (row.id, "window", firm.contact, "ticket")
        assert nudge.press is not None
        found = await stage.row(row)
        assert (found.state, found.route, found.attempts) == ("sent", "window", 1)
        assert found.told_at == found.ended_at == stage.now
        assert found.text == nudge.text
        assert found.press == nudge.press.model_dump(mode="json")
        assert await stage.left(firm) == 4
        (turn,) = await stage.rows.all(Turn)
        assert (turn.id, turn.message_id, turn.text, turn.state) == (row.id, f"{TOLD}{row.id}", "", "done")
        assert turn.reply is not None
        assert turn.reply["text"] == nudge.text
        assert [one["title"] for one in turn.reply["suggestions"]] == [nudge.press.title]
        (talk,) = await stage.rows.all(Conversation)
        pending = Pending.model_validate(talk.pending)
        assert (pending.tool, pending.arguments) == (nudge.press.tool, nudge.press.arguments)
        assert pending.aside
        assert pending.until == stage.now + 2 * DAY
        assert await stage.send() == 0
        assert len(stage.told) == 1

    @pytest.mark.parametrize("rule", [one for one in RULES.values() if one.routes != ("person",)], ids=lambda r: r.id)
    async def test_every_rule_has_words_for_what_it_is_about(self, stage: Stage, rule: Rule) -> None:
        firm = await stage.firm()
        stage.now = max(START, anchor_for(rule, START) + timedelta(days=rule.steps[0].days))
        row = await stage.due(firm, rule)
        while not stage.told:  # it waits for a workday
            stage.now = (await stage.row(row)).due_at
            await stage.send()
            assert (await stage.how(row)) in {("due", "hours"), ("sent", None)}
        (nudge,) = stage.told
        assert "{" not in nudge.text
        assert rule.press is None or nudge.press is not None
        assert nudge.press is None or not any("{" in str(value) for value in nudge.press.arguments.values())

    async def test_a_contact_without_a_conversation_gets_none(self, stage: Stage) -> None:
        row = await stage.due(await stage.firm(talk=False))
        await stage.send()
        assert await stage.how(row) == ("sent", None)
        assert await stage.rows.all(Turn) == await stage.rows.all(Conversation) == []

    async def test_on_the_web_it_is_sent_with_the_claim(self, stage: Stage) -> None:
        firm = await stage.rows.firm(at=START - 90 * DAY)
        await stage.talk(firm)
        row = await stage.due(firm)
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.route, found.told_at, found.shown_at) == ("sent", "web", stage.now, None)
        assert stage.told == []
        (turn,) = await stage.rows.all(Turn)
        assert turn.id == row.id

    async def test_whom_no_way_reaches_is_for_a_person(self, stage: Stage) -> None:
        row = await stage.due(await stage.firm(left=1))
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.route, found.told_at, found.ended_at) == ("task", "person", None, None)
        assert found.text

    async def test_what_the_platform_owes_is_for_a_person_whatever_the_caps(self, stage: Stage) -> None:
        firm = await stage.firm()
        await stage.due(firm)
        await stage.send()
        row = await stage.due(firm, RULES["promise_owed"])
        await stage.send()
        assert (await stage.row(row)).state == "task"

    async def test_mail_goes_to_the_address_on_file(self, stage: Stage) -> None:
        firm = await stage.firm(left=0)
        await stage.rows.know(firm.enterprise, "email", "boss@example.cn", START)
        row = await stage.due(firm)
        await stage.send()
        assert [(nudge.route, nudge.email) for nudge in stage.told] == [("email", "boss@example.cn")]
        assert (await stage.row(row)).route == "email"

    async def test_a_way_nobody_carries_is_not_taken(self, rows: Rows) -> None:
        stage = Stage(rows, routes=())
        firm = await stage.firm()
        row = await stage.due(firm)
        await stage.send()
        assert (await stage.row(row)).state == "task"
        assert await stage.left(firm) == 5

    async def test_a_notice_spends_a_permission_of_its_purpose(self, stage: Stage) -> None:
        firm = await stage.firm(left=1)
        other, own = await stage.permit(firm, "policy"), await stage.permit(firm)
        await stage.due(firm)
        await stage.send()
        assert [(nudge.route, nudge.template) for nudge in stage.told] == [("notice", "template")]
        assert await stage.spent(own)
        assert not await stage.spent(other)

    # --- what couriers say --------------------------------------------------------------------------------------------

    async def test_what_was_surely_not_sent_costs_nothing_and_is_tried_again(self, stage: Stage) -> None:
        firm = await stage.firm()
        stage.bearers["window"].outcomes = [Refused("busy"), Refused("45009", timedelta(hours=3))]
        row = await stage.due(firm)
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.reason, found.told_at, found.ended_at) == ("due", "busy", None, None)
        assert found.due_at == stage.now + FIRST_PAUSE
        assert await stage.left(firm) == 5
        assert await stage.rows.all(Turn) == []
        stage.now = found.due_at
        await stage.send()
        found = await stage.row(row)
        assert (found.reason, found.due_at) == ("45009", stage.now + timedelta(hours=3))
        stage.now = found.due_at
        await stage.send()
        assert await stage.how(row) == ("sent", None)
        assert await stage.left(firm) == 4
        assert len(stage.told) == 3

    async def test_what_the_user_did_meanwhile_is_not_added_to(self, stage: Stage) -> None:
        firm = await stage.firm()

        async def writes(_: Nudge) -> None:
            async with stage.rows.session() as session:
                await session.merge(
                    Audience(
                        channel="wechat", user=firm.contact, following=True, blocked=None, left=5,
                        until=START + 2 * DAY, updated_at=stage.now + MINUTE,
                    )
                )  # fmt: skip

        stage.bearers["window"].outcomes, stage.bearers["window"].during = [Refused("busy")], writes
        await stage.due(firm)
        await stage.send()
        assert await stage.left(firm) == 5

    async def test_a_way_that_is_shut_leads_to_the_next(self, stage: Stage) -> None:
        firm = await stage.firm()
        consent = await stage.permit(firm)
        stage.bearers["window"].outcomes = [Refused("45015", next_route=True, spent=True)]
        stage.bearers["notice"].outcomes = [Refused("43101", next_route=True)]
        row = await stage.due(firm)
        await stage.send()
        assert [nudge.route for nudge in stage.told] == ["window", "notice"]
        found = await stage.row(row)
        assert (found.state, found.route) == ("task", "person")
        assert await stage.left(firm) == 4
        assert not await stage.spent(consent)

    async def test_after_five_tries_it_has_failed(self, stage: Stage) -> None:
        firm = await stage.firm()
        stage.bearers["window"].outcomes = [Refused("busy") for _ in range(MOST_TRIES)]
        row = await stage.due(firm)
        for _ in range(MOST_TRIES):
            await stage.send()
            stage.now = max(stage.now, (await stage.row(row)).due_at)
        assert await stage.how(row) == ("failed", "busy")
        assert len(stage.told) == MOST_TRIES
        assert await stage.left(firm) == 5
        assert await stage.send() == 0

    @pytest.mark.parametrize("outcome", [Unknown("timeout"), RuntimeError("whatever")])
    async def test_what_may_have_arrived_is_never_sent_again(self, stage: Stage, outcome: Exception) -> None:
        firm = await stage.firm()
        stage.bearers["window"].outcomes = [outcome]
        row = await stage.due(firm)
        await stage.send()
        found = await stage.row(row)
        assert (found.state, found.told_at) == ("uncertain", stage.now)
        stage.now += DAY
        assert await stage.send() == 0
        assert await stage.follow_ups.recover() == 0
        assert len(stage.told) == 1
        assert await stage.left(firm) == 4

    # --- processes that die -------------------------------------------------------------------------------------------

    async def test_what_a_dead_process_was_sending_is_uncertain(self, stage: Stage) -> None:
        firm = await stage.firm()
        begun = asyncio.Event()

        async def hangs(_: Nudge) -> None:
            begun.set()
            await asyncio.Event().wait()

        stage.bearers["window"].during = hangs
        row = await stage.due(firm)
        sending = asyncio.create_task(stage.another("elsewhere:1:x").send_due())
        await begun.wait()
        assert await stage.follow_ups.recover() == 0
        stage.now += CLAIMED
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        assert await stage.follow_ups.recover() == 1
        assert await stage.how(row) == ("uncertain", "died")
        assert await stage.follow_ups.recover() == 0

    async def test_a_process_of_this_machine_is_known_to_be_gone_at_once(self, stage: Stage) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        host = own_name().partition(":")[0]
        claim = {"state": "sending", "claimed_by": f"{host}:999999999:x/y", "claimed_until": stage.now + CLAIMED}
        await stage.rows.set(FollowUp, row.id, **claim, told_at=stage.now)
        assert await stage.follow_ups.recover() == 1
        assert await stage.how(row) == ("uncertain", "died")

    async def test_whoever_was_only_slow_still_says_how_it_ended(self, stage: Stage) -> None:
        firm = await stage.firm()

        async def slow(_: Nudge) -> None:
            stage.now += CLAIMED
            assert await stage.another().recover() == 1

        stage.bearers["window"].during = slow
        row = await stage.due(firm)
        await stage.send()
        assert await stage.how(row) == ("sent", None)
        assert len(await stage.rows.all(Turn)) == 1
