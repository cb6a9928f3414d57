"""What is promised of follow-ups once they are sent, for whichever database runs it: answers, and erasures."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.fakes.follow_up_stage import DAY, MINUTE, START, VERIFY, Stage, Staged
from tools.database.models import FollowUp, Turn
from tools.database.repositories.archives import ArchiveRepository
from tools.database.repositories.conversations import ConversationRepository

if TYPE_CHECKING:
    from assistant.follow_ups import Nudge


class Aftermath(Staged):
    """The promises of what comes afterwards: subclasses give ``rows``."""

    # --- what came of it ----------------------------------------------------------------------------------------------

    async def test_an_answer_and_what_was_asked_for_are_noted(self, stage: Stage) -> None:
        firm, silent = await stage.firm(), await stage.firm()
        answered, unanswered = await stage.due(firm), await stage.due(silent)
        await stage.said(firm, stage.now - timedelta(hours=1))
        await stage.send()
        assert await stage.follow_ups.settle_replies() == 0
        stage.now += timedelta(hours=5)
        await stage.said(firm, stage.now)
        await stage.rows.answer_to(VERIFY, firm, str(answered.about), stage.now + MINUTE)
        stage.now += DAY
        assert await stage.follow_ups.settle_replies() == 2
        assert await stage.follow_ups.settle_replies() == 0
        found = await stage.row(answered)
        assert found.replied_at == START + timedelta(hours=5)
        assert found.converted_at == START + timedelta(hours=5) + MINUTE
        other = await stage.row(unanswered)
        assert (other.replied_at, other.converted_at) == (None, None)

    async def test_what_is_said_days_later_is_no_answer(self, stage: Stage) -> None:
        firm = await stage.firm()
        row = await stage.due(firm)
        await stage.send()
        stage.now += 2 * DAY + MINUTE
        await stage.said(firm, stage.now)
        await stage.follow_ups.settle_replies()
        assert (await stage.row(row)).replied_at is None

    async def test_an_answer_is_to_what_was_told_last(self, stage: Stage) -> None:
        firm = await stage.firm()
        first = await stage.due(firm)
        await stage.send()
        stage.now += DAY
        second = await stage.due(firm)
        await stage.send()
        stage.now += MINUTE
        await stage.said(firm, stage.now)
        await stage.follow_ups.settle_replies()
        assert (await stage.row(first)).replied_at is None
        assert (await stage.row(second)).replied_at == stage.now

    # --- what is erased -----------------------------------------------------------------------------------------------

    async def test_an_erasure_takes_all_of_an_enterprise_and_nothing_of_others(self, stage: Stage) -> None:
        ours, theirs = await stage.firm(), await stage.firm()
        for firm in (ours, theirs):
            await stage.due(firm)
            adoption = await stage.rows.adoption(firm, "live", START, START)
            await stage.rows.use(firm, adoption, START)
            await stage.rows.promise(firm, "enterprise", START)
        async with stage.rows.session() as session:
            repository = ArchiveRepository(session, ours.enterprise)
            assert await repository.anything()
            counts = await repository.erase("", "（已清除）", START)
        erased = ("follow_ups", "adoptions", "adoption_uses", "promises")
        assert {name: counts[name] for name in erased} == dict.fromkeys(erased, 1)
        from tools.database.models import Adoption, AdoptionUse, Promise

        for model in (FollowUp, Adoption, AdoptionUse, Promise):
            assert {row.enterprise_id for row in await stage.rows.all(model)} == {theirs.enterprise}, model

    async def test_an_erasure_while_it_is_sent_leaves_nothing_behind(self, stage: Stage) -> None:
        firm = await stage.firm()

        async def erases(_: Nudge) -> None:
            async with stage.rows.session() as session:
                await ArchiveRepository(session, firm.enterprise).erase("", "（已清除）", START)

        stage.bearers["window"].during = erases
        await stage.due(firm)
        await stage.send()
        assert await stage.rows.all(FollowUp) == await stage.rows.all(Turn) == []

    async def test_a_conversation_that_was_deleted_gets_nothing(self, stage: Stage) -> None:
        firm = await stage.firm()

        async def deletes(nudge: Nudge) -> None:
            async with stage.rows.session() as session:
                await ConversationRepository(session).delete(str(nudge.conversation), START)

        stage.bearers["window"].during = deletes
        row = await stage.due(firm)
        await stage.send()
        assert await stage.how(row) == ("sent", None)
        assert await stage.rows.all(Turn) == []
