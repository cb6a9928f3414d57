"""One message to the enterprises a filter asks for: started once it was shown and agreed to, stopped, and followed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from corpus.lexical import normalise
from tools.database.repositories.campaigns import RULE, CampaignRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.reach import ReachRepository
from tools.database.repositories.region import RegionRepository
from tools.database.repositories.rules import RuleRepository
from tools.database.repositories.scenarios import current
from tools.domain import naming, region
from tools.domain.follow_ups import reading, shipped
from tools.domain.follow_ups.manners import within_hours
from tools.domain.region import EnterpriseFilter
from tools.follow_ups.progress import CampaignList, Campaigns
from tools.follow_ups.saying import checked, stopped_before, undecided
from tools.kit.errors import Conflict, InvalidArguments
from tools.kit.lexicon import ASKS, CANCEL
from tools.kit.tool import REVISION, Focus, Suggestion, ToolContext, ToolResult, tool
from tools.kit.typed import as_typed
from tools.wording import campaigns as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs
    from corpus.follow_ups import Rule
    from tools.database.engine import Session
    from tools.database.models import Campaign

OPERATORS: frozenset[Literal["enterprise", "operator"]] = frozenset({"operator"})
STOP, SHOW = "stop_campaign", "show_campaigns"
PER_HOUR, MOST_PER_HOUR = 200, 1000
"""Enterprises that are planned in an hour by default, and at most."""
EXAMPLES, NAMED = 3, 30
"""Enterprises named before a campaign starts, and where it is asked who they are."""
LONGEST_TURN = 16
"""Characters up to which a message leans on the campaign that was just shown."""
ALIKE_WITHIN = timedelta(hours=24)
HOUR = timedelta(hours=1)
SURE = 0.95
"""How surely a message starts a campaign that says to whom and what, or stops one."""
LONGEST_STOP = 24
"""Characters of a message that says little more than that a campaign is to stop."""


class CampaignStarted(ToolResult):
    """A campaign that runs.

    Attributes:
        number: Its number.
        count: How many enterprises its filter asks for.
        filters: The filter.
        ways: How many can be reached by which way now, and how many can't.
        examples: Names of some of the enterprises.
        per_hour: How many are planned in an hour at the most.
        hours: How many hours that takes.
        asked: What is asked before it starts.
    """

    number: str
    count: int
    filters: dict[str, Any]
    ways: dict[str, int]
    examples: tuple[str, ...]
    per_hour: int
    hours: int
    asked: str = ""


class CampaignStopped(ToolResult):
    """A campaign that was stopped.

    Attributes:
        number: Its number.
        sent: How many were told.
        uncertain: How many of them may not have been.
        sending: How many are on their way, and cannot be called back.
        cancelled: How many were planned, and are not told.
        never: How many had not had their turn.
    """

    number: str
    sent: int
    uncertain: int
    sending: int
    cancelled: int
    never: int


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom a campaign is for, and what it says."""

    filter: EnterpriseFilter
    text: str
    per_hour: int
    ignored: str = ""
    said: str = ""


def _sure(text: str, catalogs: Catalogs) -> float:
    """Tell that a message which says to whom and what is to be sent is for nothing else."""
    if not reading.speaks_of_firms(text) or reading.unmeant(text) or reading.read_edit(text).action == "add":
        return 0.0
    if undecided(text):
        return 0.0
    wish = reading.read_wish(text)
    if not wish.whom or not (wish.text or reading.sends_to_many(text)):
        return 0.0
    given = region.read(wish.whom, catalogs.scenarios).filter.given()
    return SURE if given or wish.everybody else 0.0


def _revised(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Take what is to be sent otherwise before the message that was shown is agreed to."""
    if reading.asks_who_gets(text):
        return {**arguments, "names": True}
    if CANCEL.fullmatch(text) or ASKS.search(text):
        return None
    question = str(arguments.get("question") or "")
    read = reading.read_wish(normalise(question))
    said = str(arguments.get("text") or "") or (as_typed(read.text, question) if read.text else "")
    pace = arguments.get("per_hour")
    shown = replace(read, whom=str(arguments.get("whom") or read.whom), text=said, per_hour=pace or read.per_hour)
    wish = reading.revised(text, shown) or _regrouped(text, shown)
    if wish is None:
        return None
    if reading.narrows(text) and wish.whom != shown.whom and region.apart(shown.whom, wish.whom):
        wish = replace(wish, whom=f"{shown.whom} {wish.whom}")
    told = {"whom": wish.whom, "text": wish.text, "per_hour": wish.per_hour, "question": question}
    return {name: value for name, value in told.items() if value}


def _regrouped(text: str, shown: reading.Wish) -> reading.Wish | None:
    """Take other conditions on those a message is for, said as they are on a list; None where words are none."""
    after = region.changed(text, region.read(normalise(shown.whom), {}).filter.given(), {})
    if after is None:
        return None
    whom = wording.filter_in_words(after)
    if region.read(normalise(whom), {}).filter.given() != after or not (after or reading.names_everybody(whom)):
        return None
    return replace(shown, whom=whom, everybody=not after)


def _whom(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of a reader
    if CANCEL.fullmatch(text) or reading.answers_nothing(text) or reading.stops(text) or reading.keeps_on(text):
        return None
    given = reading.names_everybody(text) or region.read(text, {}).filter.given()
    return text if given or not reading.speaks_of_sent(text) else None


def _text(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- as above
    return None if CANCEL.fullmatch(text) or reading.answers_nothing(text) else reading.said_in(text)


@tool(
    wording.START,
    writes=True,
    confirm="always",
    roles=OPERATORS,
    reads=lambda text, _: None if undecided(text) else {"question": text},
    sure=_sure,
    readers={REVISION: _revised, "whom": _whom, "text": _text},
    verbatim=frozenset({"text", "question"}),
)
async def start_campaign(
    context: ToolContext,
    whom: str | None = None,
    text: str | None = None,
    per_hour: int | None = None,
    question: str = "",
    names: bool = False,  # noqa: FBT001, FBT002 -- arguments come by name
) -> CampaignStarted:
    """Send one message to all enterprises that meet a filter, after showing to how many, to whom and by which ways.

    Args:
        whom: Those who are meant, in words: town, industry, people, level, pains, systems, or everybody.
        text: What is to be sent, word for word as the person gave it; nothing is filled in.
        per_hour: How many enterprises an hour at the most.
        question: The request in the person's words; what is not given is read from it.
        names: Show more of those it goes to by their names before it starts.
    """
    if not (whom or text) and undecided(normalise(question)):
        msg = "it is not decided"
        raise Conflict(msg, words=wording.UNDECIDED)
    async with context.store.session() as session:
        rule = (await RuleRepository(session).current())[RULE]
        if not rule.active:
            msg = "the rule of campaigns is paused"
            raise Conflict(msg, words=wording.PAUSED)
        asked = await _asked(context, session, whom, text, per_hour, question)
        return await _started(context, session, rule, asked, NAMED if names else EXAMPLES)


async def _asked(
    context: ToolContext, session: Session, whom: str | None, text: str | None, per_hour: int | None, question: str
) -> _Asked:
    for answer in (text, whom):
        if answer and answer != question and reading.asks_anew(normalise(answer)):
            # An answer that is a whole request takes the place of the one it was to complete.
            whom, text, per_hour, question = None, None, None, answer
            break
    wish = reading.read_wish(normalise(question)) if question else reading.Wish()
    words = reading.whom_in(normalise(whom)) if whom else wish.whom
    if not words:
        msg = "to whom is not said"
        raise InvalidArguments(msg, slot="whom", problem="missing")
    known = await current(session, context.library.catalogs)
    named = naming.mentions(words, await EnterpriseRepository(session).near(words))
    firm = named[0].firms[0][1] if len(named) == 1 and len(named[0].firms) == 1 else None
    # A name holds words that are conditions elsewhere, such as its branch.
    read = region.dated(
        region.read(naming.without(words, firm) if firm else words, known.scenarios), words, context.now
    )
    read = replace(read, filter=replace(read.filter, name=firm)) if firm else read
    ignored = reading.unread(read.left)
    if read.filter.scenario or read.suits:
        msg = "a scenario ranks and leaves nobody out"
        raise InvalidArguments(msg, slot="whom", problem="scenario", ask=wording.BY_SCENARIO)
    asked = replace(read.filter, order="name")
    if not asked.given() and (ignored or not reading.names_everybody(words)):
        raise await _no_condition(session, words, ignored)
    said = text or (as_typed(wish.text, question) if wish.text else "")
    pace = next((count for count in (per_hour, wish.per_hour) if count is not None), PER_HOUR)
    if not 1 <= pace <= MOST_PER_HOUR:
        msg = f"{pace} an hour"
        raise Conflict(msg, words=wording.PACE.format(most=MOST_PER_HOUR))
    return _Asked(asked, checked(said), pace, ignored, question)


async def _no_condition(session: Session, words: str, ignored: str) -> InvalidArguments:
    """Ask for conditions; where none could be meant, whether everybody is."""
    msg = f"no condition in {words!r}"
    if reading.points(words):
        return InvalidArguments(msg, slot="whom", problem="these", ask=wording.THESE.format(words=words))
    if ignored:
        return InvalidArguments(msg, slot="whom", problem="unread", ask=wording.NOT_READ.format(words=ignored))
    count = await RegionRepository(session).count(EnterpriseFilter())
    options = [(wording.EVERYBODY, wording.EVERYBODY_TITLE.format(count=count))]
    ask = wording.NO_CONDITION.format(words=words, count=count)
    return InvalidArguments(msg, slot="whom", problem="everybody", options=options, ask=ask)


async def _started(context: ToolContext, session: Session, rule: Rule, asked: _Asked, shown: int) -> CampaignStarted:
    repository = CampaignRepository(session)
    alike = await repository.alike(asked.text, context.now - ALIKE_WITHIN)
    one = await repository.start(
        title=wording.short(asked.text),
        text=asked.text,
        asked=asked.filter,
        per_hour=asked.per_hour,
        contact=context.contact,
        now=context.now,
    )
    reach = ReachRepository(session, context.now, account=context.account)
    ways = await reach.of_campaign(one, asked.filter, rule.purpose, rule.routes)
    count = sum(ways.values())
    told = sum(number for way, number in ways.items() if way in wording.ROUTES)
    if not count:
        msg = "nobody meets the filter"
        words = wording.NOBODY.format(filter=wording.filter_in_words(one.asked))
        raise Conflict(msg, words=words)
    if not told:
        msg = "nobody can be told"
        raise Conflict(msg, words=wording.NONE_REACHED.format(count=count))
    examples = await reach.examples(one, asked.filter, rule.purpose, rule.routes, shown)
    kept = await reach.kept_back(one, asked.filter, RULE, rule.most, timedelta(days=rule.within_days))
    hours = -(-told // asked.per_hour)
    names = tuple(addressee.name or wording.UNNAMED for addressee in examples)
    lines = _Lines(context, one, asked, ways, told, names, hours, f"{context.question} {asked.said}")
    return CampaignStarted(
        text=wording.STARTED.format(number=one.number, count=told, lasts=wording.lasts(hours)),
        number=one.number,
        count=count,
        filters=dict(one.asked),
        ways=dict(ways),
        examples=names,
        per_hour=asked.per_hour,
        hours=hours,
        asked=lines.question(rule, kept, alike),
        suggestions=_buttons(one.number),
        focus=Focus(tool=SHOW, arguments={"number": one.number}),
    )


def _buttons(number: str) -> tuple[Suggestion, ...]:
    return (
        Suggestion(title=wording.SEE_THIS, tool=SHOW, arguments={"number": number}),
        Suggestion(title=wording.STOP_THIS, tool=STOP, arguments={"number": number}),
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """Puts into words what is asked before a campaign starts."""

    context: ToolContext
    one: Campaign
    asked: _Asked
    ways: Mapping[Any, int]
    told: int
    names: Sequence[str]
    hours: int
    said: str

    def question(self, rule: Rule, kept_back: int, alike: Campaign | None) -> str:
        """Return the question with everything one has to know to say yes."""
        count = sum(self.ways.values())
        lead = (wording.LEAD if self.one.asked else wording.LEAD_ALL).format(count=count)
        kept = wording.KEPT_BACK.format(count=kept_back, days=rule.within_days, most=rule.most) if kept_back else ""
        return wording.ASK.format(
            lead=lead,
            text=self.one.text.replace("\n", "\n> "),
            filter=wording.filter_in_words(self.one.asked),
            count=count,
            examples=wording.examples(self.names, self.told),
            ways=self._counted(wording.ROUTES, wording.WAY_COUNT),
            left_out=self._left_out() + kept,
            per_hour=self.one.per_hour,
            lasts=wording.lasts(self.hours) + self._end(),
            doubts=self._doubts(alike),
        )

    def _counted(self, names: Mapping[Any, str], form: str) -> str:
        parts = [
            form.format(way=name, reason=name, count=self.ways[way])
            for way, name in names.items()
            if self.ways.get(way)
        ]
        return wording.LIST_COMMA.join(parts)

    def _left_out(self) -> str:
        reasons = self._counted(wording.REASONS, wording.LEFT_OUT_COUNT)
        return wording.LEFT_OUT.format(reasons=reasons) if reasons else ""

    def _end(self) -> str:
        """Say when the last one would go, within the hours in which anything goes."""
        manners = shipped().manners
        at = within_hours(self.context.now, manners)
        for _ in range(self.hours - 1):
            at = within_hours(at + HOUR, manners)
        return wording.WITHIN_HOURS.format(
            days=wording.WORKDAYS if manners.workdays_only else wording.EVERY_DAY,
            opens=f"{manners.opens:%H:%M}",
            closes=f"{manners.closes:%H:%M}",
            end=wording.moment(at + HOUR),
        )

    def _doubts(self, alike: Campaign | None) -> str:
        lines = wording.NOTICE if self.ways.get("notice") else ""
        if self.asked.ignored:
            lines += wording.IGNORED.format(words=self.asked.ignored)
        items = reading.doubts_in(self.one.text)
        strange = [item for item in items if item not in self.said]
        if theirs := [item for item in items if item in self.said]:
            lines += wording.DOUBTS.format(items=wording.LIST_COMMA.join(theirs))
        if strange:
            lines += wording.INVENTED.format(items=wording.LIST_COMMA.join(strange))
        if alike is not None:
            lines += wording.ALIKE.format(at=wording.moment(alike.created_at), number=alike.number)
        return lines


# --- stopping and showing ---------------------------------------------------------------------------------------------


def _number(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of a reader
    return reading.campaign_number(text) or None


def _goes_on(text: str) -> bool:
    return reading.keeps_on(text) or stopped_before(text)


def _stops(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell that a message which names a campaign, and says stop, is for nothing else."""
    if not reading.stops_campaign(text) or reading.unmeant(text) or stopped_before(text):
        return 0.0
    named = reading.campaign_number(text).startswith("C")
    return SURE if named or (reading.speaks_of_campaigns(text) and len(text) <= LONGEST_STOP) else 0.0


def _follows(text: str, focus: Focus, _: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Stop the campaign that was just started or shown, or look at it again."""
    number = focus.arguments.get("number")
    if not number or len(text) > LONGEST_TURN or reading.speaks_of_rules(text):
        return None
    if reading.stops(text) and not stopped_before(text):
        return STOP, {"number": number}
    return (SHOW, {"number": number}) if reading.asks_how_far(text) else None


@tool(
    wording.STOP_IT,
    writes=True,
    roles=OPERATORS,
    reads=lambda text, _: None if _goes_on(text) else {"question": text},
    sure=_stops,
    readers={"number": _number},
)
async def stop_campaign(context: ToolContext, number: str = "", question: str = "") -> CampaignStopped:
    """Stop a message to many that is being sent: what has not gone is cancelled, and it is said how many had.

    Args:
        number: Its number; the only one that runs by default.
        question: The request in the person's words, which may hold the number.
    """
    if not number and _goes_on(normalise(question)):
        msg = "it is to go on"
        raise Conflict(msg, words=wording.GOES_ON)
    async with context.store.session() as session:
        campaigns = Campaigns(context, session)
        one = await campaigns.to_stop(number or reading.campaign_number(normalise(question)), normalise(question))
        outcome = await campaigns.stop(one)
    return CampaignStopped(
        **outcome,
        number=one.number,
        suggestions=(Suggestion(title=wording.SEE_THIS, tool=SHOW, arguments={"number": one.number}),),
        focus=Focus(tool=SHOW, arguments={"number": one.number}),
    )


def _asks_unsent(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    return SURE if reading.asks_unsent(text) else 0.0


@tool(wording.SHOW, roles=OPERATORS, sure=_asks_unsent, follows=_follows)
async def show_campaigns(context: ToolContext, number: str = "", question: str = "") -> CampaignList:
    """Show the messages to many that were sent and how far each has come, or one of them in full.

    Args:
        number: Its number; all by default.
        question: The request in the person's words, which may hold the number.
    """
    async with context.store.session() as session:
        campaigns = Campaigns(context, session)
        return await campaigns.show(number or reading.campaign_number(normalise(question)), normalise(question))
