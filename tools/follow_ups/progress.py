"""Campaigns under way and those of before: which one is meant, stopping it, and how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from tools.database.repositories.campaigns import CampaignRepository, Progress
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.planning import PlanningRepository
from tools.domain.follow_ups import reading
from tools.domain.region import EnterpriseFilter
from tools.kit.describing import described
from tools.kit.errors import Conflict, InvalidArguments, NotFound
from tools.kit.tool import Focus, Suggestion, ToolResult
from tools.wording import campaigns as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tools.database.engine import Session
    from tools.database.models import Campaign
    from tools.kit.tool import ToolContext

STOP, SHOW = "stop_campaign", "show_campaigns"
LISTED = 10
"""Campaigns a list shows."""
SHORTEST_NAME = 2
"""Characters from which words say which campaign is meant."""
LOST = ("cancelled", "expired", "failed")
"""States of those who are not told."""


class CampaignRow(BaseModel):
    """How far a campaign has come.

    Attributes:
        number: Its number.
        title: The beginning of what it says.
        state: ``running``, ``done`` (all had their turn) or ``stopped``.
        filters: Whom it is for.
        sent: How many were told.
        waiting: How many are planned and wait.
        never: How many have not had their turn yet, or never will.
        tasks: How many a person is to tell.
        uncertain: How many may not have been told.
        lost: How many are not told, by reason.
        made_by: Who started it; None in a list.
    """

    model_config = ConfigDict(frozen=True)

    number: str
    title: str
    state: str
    filters: dict[str, Any]
    sent: int
    waiting: int
    never: int
    tasks: int
    uncertain: int
    lost: dict[str, int]
    made_by: str | None = None


class CampaignList(ToolResult):
    """Campaigns and how far each has come.

    Attributes:
        count: How many there are in all.
        campaigns: Those that are shown, the newest first.
    """

    count: int
    campaigns: tuple[CampaignRow, ...]


class Campaigns:
    """Looks at campaigns in one session, and stops them in one that may write.

    Args:
        context: Who asks.
        session: The session.
    """

    def __init__(self, context: ToolContext, session: Session) -> None:
        self._context, self._session = context, session
        self._repository = CampaignRepository(session)

    async def to_stop(self, number: str, words: str) -> Campaign:
        """Return the campaign that is to be stopped, locked.

        Args:
            number: Its number, or the end of it; empty where none was said.
            words: Normalised words that may tell which one is meant.

        Raises:
            NotFound: There is none of the number, or none runs.
            Conflict: It has stopped already, or nothing is left of it.
            InvalidArguments: There are several, or the words are of another one.
        """
        running = await self._repository.stoppable()
        if not number:
            return await self._repository.locked(self._meant(running, words).id)
        one = await self._named(number)
        if one.state == "stopped":
            msg = f"{one.number} has stopped"
            at = wording.moment(one.ended_at or one.created_at)
            raise Conflict(msg, words=wording.STOPPED_BEFORE.format(number=one.number, at=at))
        if one.id not in {other.id for other in running}:
            msg = f"{one.number} is over"
            counts = _counts((await self._repository.progress([one.id]))[one.id])
            raise Conflict(msg, words=wording.ALL_GONE.format(number=one.number, counts=counts))
        return await self._repository.locked(one.id)

    def _meant(self, running: Sequence[Campaign], words: str) -> Campaign:
        if not running:
            msg = "no campaign runs"
            raise NotFound(msg, what="campaign")
        said = reading.beside_stopping(words)
        titles = [f"{one.text} {wording.filter_in_words(one.asked)}" for one in running]
        options = [(one.number, f"{one.number} {one.title}") for one in running]
        if len(running) == 1:
            if len(said) < SHORTEST_NAME or described(said, [titles[0], ""]) == 0:
                return running[0]
            ask = wording.IS_IT.format(title=running[0].title, number=running[0].number)
            msg = f"{said!r} says nothing of the one that runs"
            raise InvalidArguments(msg, slot="number", problem="other", options=options, ask=ask)
        place = described(said, titles) if len(said) >= SHORTEST_NAME else None
        if place is None:
            msg = f"{len(running)} campaigns run"
            raise InvalidArguments(msg, slot="number", problem="ambiguous", options=options)
        return running[place]

    async def stop(self, one: Campaign) -> dict[str, Any]:
        """Stop a campaign, and return what came of it as ``CampaignStopped`` holds it, number and buttons apart."""
        was_running = one.state == "running"
        never = await self._never(one) if was_running else 0
        cancelled = await self._repository.stop(one, self._context.now)
        progress = (await self._repository.progress([one.id]))[one.id]
        sent, sending = progress.states.get("sent", 0), progress.states.get("sending", 0)
        uncertain = progress.states.get("uncertain", 0)
        return {
            "text": _stopped(one.number, (sent, uncertain, sending), cancelled, never),
            "sent": sent + uncertain,
            "uncertain": uncertain,
            "sending": sending,
            "cancelled": cancelled,
            "never": never,
        }

    async def show(self, number: str, words: str) -> CampaignList:
        """Show the campaigns of late, or the one that is meant.

        Args:
            number: Its number, or the end of it; empty where none was said.
            words: Normalised words that may tell which one is meant.

        Raises:
            NotFound: There is none of the number.
        """
        if number:
            return await self._one(await self._named(number))
        latest = await self._repository.latest(LISTED)
        said = reading.beside_showing(words)
        if len(latest) > 1 and len(said) >= SHORTEST_NAME:
            place = described(said, [f"{one.text} {wording.filter_in_words(one.asked)}" for one in latest])
            if place is not None:
                return await self._one(latest[place])
        if len(latest) == 1:
            return await self._one(latest[0])
        return await self._all(latest)

    async def _named(self, number: str) -> Campaign:
        one = await self._repository.named(number.strip().upper())
        if one is None:
            msg = f"no campaign {number}"
            raise NotFound(msg, what="campaign", name=number.strip("-"))
        return one

    async def _never(self, one: Campaign) -> int:
        """Count the enterprises of a campaign that have not had their turn."""
        asked: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in one.asked.items()
        }
        addressed = await PlanningRepository(self._session).addressed(EnterpriseFilter(**asked))
        return max(addressed - (await self._repository.progress([one.id]))[one.id].planned, 0)

    async def _row(self, one: Campaign, progress: Progress) -> CampaignRow:
        states = progress.states
        return CampaignRow(
            number=one.number,
            title=one.title,
            state=one.state,
            filters=dict(one.asked),
            sent=states.get("sent", 0),
            waiting=progress.waiting,
            never=await self._never(one) if one.state in {"running", "stopped"} else 0,
            tasks=states.get("task", 0),
            uncertain=states.get("uncertain", 0),
            lost=dict(progress.reasons),
        )

    async def _all(self, latest: Sequence[Campaign]) -> CampaignList:
        count = await self._repository.count()
        if not latest:
            return CampaignList(text=wording.NONE, count=0, campaigns=(), focus=Focus(tool=SHOW))
        progress = await self._repository.progress([one.id for one in latest])
        rows = [await self._row(one, progress[one.id]) for one in latest]
        running = sum(row.state == "running" for row in rows)
        lead = wording.LIST_LEAD.format(count=count, running=wording.RUNNING.format(count=running) if running else "")
        cells = [
            (
                row.number,
                row.title,
                wording.filter_in_words(row.filters),
                wording.STATES[row.state],
                str(row.sent + row.uncertain),
                str(row.waiting + row.tasks + (row.never if row.state == "running" else 0)),
                str(sum(row.lost.values()) + (row.never if row.state == "stopped" else 0)),
            )
            for row in rows
        ]
        head = wording.SHOWN_LAST.format(count=len(rows)) if count > len(rows) else ""
        text = "\n\n".join(part for part in (lead + head, wording.table(wording.HEADER, cells)) if part)
        return CampaignList(
            text=text,
            count=count,
            campaigns=tuple(rows),
            suggestions=tuple(_see(row.number, row.title) for row in rows[:2]),
            focus=Focus(tool=SHOW, question=self._context.question),
        )

    async def _one(self, one: Campaign) -> CampaignList:
        progress = (await self._repository.progress([one.id]))[one.id]
        by = await PeopleRepository(self._session).name(one.contact_id)
        row = (await self._row(one, progress)).model_copy(update={"made_by": by})
        form = wording.TOTAL if one.state == "done" else wording.TOTAL_ABOUT
        lead = wording.DETAIL.format(
            number=one.number,
            state=wording.STATES[one.state],
            by=wording.BY.format(name=by),
            at=wording.moment(one.starts_at or one.created_at),
            filter=wording.filter_in_words(one.asked),
            total=form.format(count=progress.planned + row.never),
        )
        text = wording.DETAIL_TEXT.format(text=one.text.replace("\n", "\n> "))
        last = ""
        if one.state == "running" and row.never:
            hours = -(-row.never // one.per_hour)
            last = wording.LEFT.format(per_hour=one.per_hour, lasts=wording.lasts(hours))
        elif one.state == "stopped" and one.ended_at is not None:
            last = wording.ENDED.format(at=wording.moment(one.ended_at))
        stop = Suggestion(title=wording.STOP_THIS, tool=STOP, arguments={"number": one.number})
        left = one.state == "running" or (one.state == "done" and row.waiting + row.tasks > 0)
        every = Suggestion(title=wording.SEE_ALL, tool=SHOW, arguments={})
        return CampaignList(
            text="\n\n".join(part for part in (lead, text, _lines(row, progress), last) if part),
            count=await self._repository.count(),
            campaigns=(row,),
            suggestions=(stop, every) if left else (every,),
            focus=Focus(tool=SHOW, arguments={"number": one.number}),
        )


def _lines(row: CampaignRow, progress: Progress) -> str:
    states = progress.states
    lost = {wording.REASON_NAMES.get(name, name): count for name, count in progress.reasons.items()}
    ways = {wording.ROUTES.get(name, name): count for name, count in progress.routes.items()}
    lines: tuple[tuple[str, int, Mapping[str, int]], ...] = (
        (wording.SENT, row.sent, ways),
        (wording.UNCERTAIN_ONES, row.uncertain, {}),
        (wording.WAITING, row.waiting, {}),
        (wording.NOT_YET, row.never, {}),
        (wording.TASK, row.tasks, {}),
        (wording.DONE_BY_PERSON, states.get("done", 0), {}),
        (wording.FAILED, sum(states.get(state, 0) for state in LOST), lost),
    )
    return "\n".join(
        wording.PROGRESS.format(name=name, count=count, more=_more(items))
        for place, (name, count, items) in enumerate(lines)
        if count or not place
    )


def _more(items: Mapping[str, int]) -> str:
    if not items:
        return ""
    parts = [wording.ITEM.format(name=name, count=count) for name, count in sorted(items.items())]
    return wording.MORE.format(items=wording.LIST_COMMA.join(parts))


def _counts(progress: Progress) -> str:
    return wording.WENT.format(sent=progress.states.get("sent", 0) + progress.states.get("uncertain", 0))


def _stopped(number: str, went: tuple[int, int, int], cancelled: int, never: int) -> str:
    sent, uncertain, sending = went
    told = wording.WENT.format(sent=sent + uncertain) if sent + uncertain else wording.WENT_NONE
    told += wording.UNCERTAIN.format(count=uncertain) if uncertain else ""
    told += wording.ON_THE_WAY.format(count=sending) if sending else ""
    forms = {
        (True, True): wording.UNSENT,
        (True, False): wording.UNSENT_CANCELLED,
        (False, True): wording.UNSENT_NEVER,
        (False, False): wording.UNSENT_NONE,
    }
    unsent = forms[cancelled > 0, never > 0].format(cancelled=cancelled, never=never)
    return wording.STOPPED.format(number=number, went=told, unsent=unsent)


def _see(number: str, title: str) -> Suggestion:
    return Suggestion(title=title, tool=SHOW, arguments={"number": number})
