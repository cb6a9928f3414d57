"""Comes back to enterprises: plans what is due, sends it in good manners, once at most, and sees what came of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog

from assistant.claiming import PERSON, Claims
from assistant.nudges import Courier, Nudge, Refused, Unknown
from assistant.processes import gone
from assistant.telling import tell
from tools.database.repositories.follow_ups import FollowUpRepository
from tools.database.repositories.moments import anchor_of
from tools.database.repositories.opt_outs import OptOutRepository
from tools.database.repositories.planning import PlanningRepository
from tools.database.repositories.rules import RuleRepository
from tools.domain.follow_ups import shipped
from tools.domain.follow_ups.deadlines import deadlines
from tools.domain.follow_ups.manners import within_hours

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from assistant.claiming import Taken
    from corpus.follow_ups import Manners, Route, Rule
    from tools.database.engine import Database, Session
    from tools.database.models import FollowUp
    from tools.kit.ports import Library

__all__ = ["Courier", "FollowUps", "Nudge", "Refused", "Unknown"]

AT_ONCE = 4
"""Follow-ups a process has in hand at the same time."""
ENDED_AT_ONCE = 200
"""Tasks taken back in one transaction, so that others who write wait for a moment only."""
MOST_TRIES = 5
FIRST_PAUSE = timedelta(minutes=5)
"""How long a refused follow-up waits where its courier does not say; twice as long each time."""
LONGEST_REASON = 100
"""Characters of a reason."""

log = structlog.get_logger(__name__)


class FollowUps:
    """Plans and sends follow-ups; any number of processes may do so on one database.

    Args:
        database: Where they stand.
        library: Gives what has been read, for the words.
        clock: The time, UTC.
        owner: Names this process among those on the database.
        couriers: Ways that need somebody to carry: ``window``, ``notice`` and ``email``, those that are configured.
            ``web`` and ``person`` need nobody.
        manners: When and how often; those of the package by default.
    """

    def __init__(
        self,
        database: Database,
        library: Callable[[], Library],
        clock: Callable[[], datetime],
        owner: str,
        couriers: Mapping[Route, Courier],
        manners: Manners | None = None,
    ) -> None:
        self._database, self._library, self._clock, self._owner = database, library, clock, owner
        self._couriers, self._manners = couriers, manners or shipped().manners
        self._claims = Claims(database, library, owner, couriers.keys(), self._manners)

    async def plan(self) -> int:
        """Add what has become due, rule by rule, each in a transaction of its own; returns how many rows.

        Raises:
            ExceptionGroup: Some rules could not be planned; all others were.
        """
        async with self._database.read() as session:
            rules = await RuleRepository(session).current()
        ends, added = deadlines(self._library().catalogs.policies.values()), 0
        failed: list[Exception] = []
        for rule in rules.values():
            try:
                async with self._database.transaction() as session:
                    added += await PlanningRepository(session, ends).plan(rule, self._clock())
            except Exception as error:  # noqa: BLE001 -- raised below: what one rule fails at keeps no other back
                failed.append(error)
        if failed:
            msg = f"{len(failed)} rules could not be planned"
            raise ExceptionGroup(msg, failed)
        return added

    async def send_due(self, limit: int = 200) -> int:
        """Deal with what is due, the longest waiting first: send it, put it off, or end it.

        Args:
            limit: How many at the most.

        Returns:
            How many were dealt with; 0 where nothing is due.
        """
        now = self._clock()
        held, opens = 0, within_hours(now, self._manners)
        if opens > now:
            async with self._database.transaction() as session:
                held = await FollowUpRepository(session).hold_back(now, opens, "hours")
        hands = [asyncio.create_task(self._deal(share)) for share in _shares(limit, AT_ONCE)]
        dealt = await asyncio.gather(*hands, return_exceptions=True)
        for one in dealt:
            if isinstance(one, BaseException):
                raise one
        return held + sum(one for one in dealt if isinstance(one, int))

    async def recover(self) -> int:
        """Take what processes that died were sending as uncertain; returns how many.

        Whether it arrived is not known, so it is not sent again; operators see it.
        """
        async with self._database.read() as session:
            ended = gone(await FollowUpRepository(session).owners(), self._owner)
        async with self._database.transaction() as session:
            lost = await FollowUpRepository(session).give_up(ended, self._clock(), "died")
        if lost:
            log.warning("follow_ups_uncertain", count=lost)
        return lost

    async def settle_replies(self) -> int:
        """Note which follow-ups were answered, and which came to what they asked for; returns how many."""
        now, manners = self._clock(), self._manners
        async with self._database.transaction() as session:
            rules = await RuleRepository(session).current()
            follow_ups = FollowUpRepository(session)
            settled = await follow_ups.settle_replies(now, timedelta(days=manners.answer_days))
            for rule in rules.values():
                settled += await follow_ups.settle_conversions(rule, now, timedelta(days=manners.converted_days))
        return settled

    async def withdraw(self) -> int:
        """Take back what people of the platform need not do any more: it is done, or not wanted; returns how many."""
        now, over = self._clock(), dict[str, list[str]]()
        async with self._database.read() as session:
            rules, tasks = await RuleRepository(session).current(), await FollowUpRepository(session).tasks()
            newest = {(row.contact_id, row.rule, row.period): row.id for row in tasks}
            for row in tasks:
                if newest[row.contact_id, row.rule, row.period] != row.id:
                    over.setdefault("superseded", []).append(row.id)
                elif row.rule in rules and (reason := await self._needless(session, row, rules[row.rule], now)):
                    over.setdefault(reason, []).append(row.id)
        ended = 0
        for reason, ids in over.items():
            for start in range(0, len(ids), ENDED_AT_ONCE):
                async with self._database.transaction() as session:
                    some = ids[start : start + ENDED_AT_ONCE]
                    ended += await FollowUpRepository(session).end_tasks(some, now, reason)
        return ended

    async def _needless(self, session: Session, row: FollowUp, rule: Rule, now: datetime) -> str | None:
        """Say why a person need not do something any more; None where they do."""
        if rule.routes != PERSON and await OptOutRepository(session).refuses(row.contact_id, rule.purpose):
            return "opted_out"
        anchor = await anchor_of(session, rule, row, now, self._library().catalogs)
        return "moot" if anchor is None else None

    # --- one by one ---------------------------------------------------------------------------------------------------

    async def _deal(self, limit: int) -> int:
        for dealt in range(limit):
            taken = await self._claims.take(self._clock())
            if taken is None:
                return dealt
            if taken.nudge is not None:
                await self._carry(taken, taken.nudge)
        return limit

    async def _carry(self, taken: Taken, nudge: Nudge) -> None:
        try:
            await self._couriers[nudge.route].send(nudge)
        except Refused as refusal:
            await self._refused(taken, nudge, refusal)
        except Unknown as unknown:
            await self._settle(taken, nudge, state="uncertain", reason=unknown.reason[:LONGEST_REASON])
        except Exception as error:  # whatever it was, the nudge may have gone
            log.error("courier_failed", route=nudge.route, rule=nudge.rule, exc_info=error)
            await self._settle(taken, nudge, state="uncertain", reason=type(error).__name__)
        else:
            await self._settle(taken, nudge, state="sent", reason=None)

    async def _settle(self, taken: Taken, nudge: Nudge, **values: Any) -> None:  # noqa: ANN401 -- column values
        now = self._clock()
        async with self._database.transaction() as session:
            held = await FollowUpRepository(session).settle(nudge.id, taken.token, ended_at=now, **values)
            if held and values["state"] == "sent":
                await tell(session, nudge, now, self._manners)

    async def _refused(self, taken: Taken, nudge: Nudge, refusal: Refused) -> None:
        """Let a follow-up that was surely not sent wait for its next try, or its next way, and give back its cost."""
        now = self._clock()
        values: dict[str, Any] = {"reason": refusal.reason[:LONGEST_REASON], "told_at": None}
        if taken.attempts >= MOST_TRIES:
            values |= {"state": "failed", "ended_at": now}
        elif refusal.next_route:
            values |= {"state": "due", "ended_at": None, "due_at": now}
        else:
            pause = refusal.retry_after or FIRST_PAUSE * 2 ** (taken.attempts - 1)
            values |= {"state": "due", "ended_at": None, "due_at": now + pause, "route": None}
        async with self._database.transaction() as session:
            follow_ups = FollowUpRepository(session)
            if not await follow_ups.settle(nudge.id, taken.token, claimed_by=None, **values) or refusal.spent:
                return
            if nudge.route == "window":
                await follow_ups.give_back_message(nudge.channel, nudge.user, nudge.told_at)
            elif nudge.route == "notice":
                await follow_ups.give_back_consent(nudge.id)


def _shares(limit: int, hands: int) -> list[int]:
    """Divide a number among several."""
    share, rest = divmod(limit, hands)
    return [share + (place < rest) for place in range(hands) if share + (place < rest)]
