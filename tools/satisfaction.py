"""Takes down what people think of a service, tied to what it judges; a low score opens a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, cast

from pydantic import Field

from corpus.lexical import normalise
from tools.database.repositories.adoptions import AdoptionRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.scenarios import current
from tools.database.repositories.surveys import SurveyRepository
from tools.database.repositories.tickets import TicketRepository
from tools.domain.adoption import Named, named
from tools.domain.satisfaction import ironic, learns_scale, other_scale, own_words, recalled, without_scale
from tools.domain.tickets.cues import waits
from tools.domain.tickets.lexicon import PLATFORM
from tools.domain.tickets.rating import (
    LONGEST_COMMENT,
    LOW,
    About,
    Opinion,
    Stage,
    about_in,
    corrects,
    gives_reason,
    gives_score,
    names_kind,
    names_scenario,
    of_another,
    of_what,
    read,
    score_answered,
    tells_shortfall,
)
from tools.domain.tickets.reading import Draft, full_number, number_in
from tools.domain.tickets.states import OPEN
from tools.kit.errors import InvalidArguments, NotFound
from tools.kit.tool import Focus, Suggestion, ToolContext, ToolResult, tool
from tools.wording import satisfaction as wording
from tools.wording import tickets as shared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from corpus.catalogs import Catalogs, Scenario
    from tools.database.engine import Session
    from tools.database.models import Survey, Ticket

IN_USE: frozenset[Stage] = frozenset({"go_live", "effect"})
"""Stages that judge a scenario that was decided on, where one is on file."""
USED = frozenset({"live", "stopped"})
"""States of a scenario that has been in use."""
SURELY = 0.9
"""How surely a message that gives stars is for nothing else."""
LONGEST_NAME = 20
MOST_NAMED = 4
"""Scenarios that words may mean, to choose from."""
LONGEST_CORRECTION = 40
"""Characters up to which a message is a correction of the score before."""
LONGEST_SCORED = 80
"""Characters up to which a message that gives a score gives it, and does not only speak of one."""

Score = Annotated[int, Field(ge=1, le=5)]


class Rated(ToolResult):
    """An opinion as it was kept, and the ticket a low one opened."""

    score: int
    stage: Stage
    about: About
    about_id: str | None
    corrected: int | None = None
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """What is judged: its kind, its id, its title, and by what it is named where it has a name."""

    about: About
    id: str | None
    title: str
    name: str = ""


def _score(text: str, arguments: Mapping[str, Any]) -> int | None:  # noqa: ARG001 -- a reader's shape
    return None if _doubted(text) else score_answered(without_scale(own_words(text)))


def _doubted(text: str) -> bool:
    """Tell whether a message gives no score that can be kept, whatever figure stands in it."""
    return not own_words(text) or ironic(text) or other_scale(text) or recalled(text)


def _sure(text: str, _: Catalogs) -> float:
    return SURELY * (gives_score(text) and len(text) <= LONGEST_SCORED and not _doubted(text))


def _about(text: str, arguments: Mapping[str, Any]) -> About | None:  # noqa: ARG001 -- as above
    return about_in(text)


def _follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:  # noqa: ARG001 -- as above
    """Take a score said right after one for a correction, and why it is low; tell what becomes of its ticket."""
    number = focus.arguments.get("number")
    if number and waits(text):
        return "show_tickets", {"number": number}
    if len(text) > LONGEST_CORRECTION:
        return None
    last: Mapping[str, Any] = focus.arguments.get("last") or {}
    low = last if last and last["score"] <= LOW else {}
    if low and of_what(text) == low.get("about"):
        return "rate_service", dict(low)
    reason = tells_shortfall(text) or (low and gives_reason(text, invited=not low.get("comment")))
    if last and reason and not corrects(text):
        return "rate_service", {**last, "comment": wording.AND_ALSO.join(filter(None, (last.get("comment"), text)))}
    if _score(text, {}) is None or not (corrects(text) or learns_scale(text)):
        return None
    return "rate_service", {"question": text}


@tool(
    wording.RATE_SERVICE,
    writes=True,
    roles=frozenset({"enterprise"}),
    verbatim=frozenset({"question", "comment"}),
    sure=_sure,
    readers={"score": _score, "about": _about},
    follows=_follows,
)
async def rate_service(  # noqa: PLR0913, PLR0917 -- each comes by name
    context: ToolContext,
    score: Score | None = None,
    comment: str = "",
    stage: Stage | None = None,
    about: About | None = None,
    name: str = "",
    question: str = "",
) -> Rated:
    """Keep a score from 1 to 5 and a sentence on a ticket, a diagnosis, a scenario or the service as a whole; said again it corrects the one before.

    Args:
        score: 1 is worst, 5 is best.
        comment: What is said beside the score, in the person's words.
        stage: What it is on: the process, the going live, or the effect.
        about: What it judges; the last resolved ticket or finished diagnosis by default.
        name: The ticket's number or the scenario's id, where one is named.
        question: The person's words; what is not given is read from them.
    """  # noqa: E501 -- one sentence for models
    said = read(question) if question else Opinion()
    given = score or _given(question, said)
    if given is None:
        msg = "no score"
        ask = wording.ONE_TO_FIVE if question else ""
        options = [(str(number), title) for number, title in wording.SCORES.items()]
        raise InvalidArguments(msg, slot="score", problem="missing", options=options, ask=ask)
    # A score that was asked for comes with words of its own.
    later = read(context.question).comment if score and said.score is None and question != context.question else ""
    words = (comment.strip() or later or said.comment)[:LONGEST_COMMENT]
    async with context.store.session() as session:
        owner = await EnterpriseRepository(session).own(context)
        surveys = SurveyRepository(session)
        last = await surveys.last(context.contact) if said.corrects or learns_scale(normalise(question)) else None
        if last is not None and about is None and said.about is None and not name:
            thing, at = await _again(session, last), stage or cast("Stage", last.stage)
        else:
            at = stage or said.stage or "process"
            judged, called = about or said.about, name or said.scenario
            text = normalise(question)
            in_use = at in IN_USE and judged is None and not called.strip()
            adopted = await _adopted(session, context, owner.id, question, asked=in_use) if not called else None
            # Who did well or badly is praised or blamed where nothing of theirs was finished, too.
            loosely = about is None and not names_kind(text)
            thing = adopted or await _thing(session, context, owner.id, judged, called, question, loosely=loosely)
        if about is None and thing.about == "service" and of_another(normalise(question)):
            msg = "a score of somebody else"
            raise InvalidArguments(msg, slot="question", problem="another", ask=wording.NOT_OURS)
        before = await surveys.current(context.contact, at, thing.about, thing.id)
        if before is not None and before.score == given and (not words or words == before.comment):
            text = wording.SAME.format(**_named(thing, at, given, before.comment or ""))
            opened = await TicketRepository(session).get(before.ticket_id) if before.ticket_id else None
            return _rated(text, given, at, thing, None, opened)
        return await _kept(session, context, owner.id, _Said(given, words, at, thing), before)


def _given(question: str, said: Opinion) -> int | None:
    """Return the score that words give; None where it is to be asked for.

    Raises:
        InvalidArguments: They score what somebody else thinks, or what might be, or mean the contrary, or only tell of
            a score given before.
    """
    text = normalise(question)
    ours = own_words(question)
    doubts = (
        (question and not ours, wording.NOT_OURS),
        (ironic(text), wording.NOT_MEANT),
        (recalled(text), wording.RECALLED),
    )
    if ask := next((ask for holds, ask in doubts if holds), None):
        msg = "no score of one's own to keep"
        raise InvalidArguments(msg, slot="question", problem="another", ask=ask)
    if other_scale(text):
        return None
    bare = without_scale(ours)
    return said.score if bare == question else read(bare).score


@dataclass(frozen=True, slots=True)
class _Said:
    score: int
    comment: str
    stage: Stage
    thing: Thing


async def _kept(
    session: Session, context: ToolContext, enterprise_id: str, said: _Said, before: Survey | None
) -> Rated:
    """Keep an opinion in place of the one before, with the ticket a low one opens."""
    surveys, tickets = SurveyRepository(session), TicketRepository(session)
    comment = said.comment or (before.comment or "" if before else "")
    named = _named(said.thing, said.stage, said.score, comment)
    earlier = await tickets.get(before.ticket_id) if before and before.ticket_id else None
    again = before is not None and before.score == said.score
    form = wording.ADDED if again else wording.CORRECTED if before else wording.RATED
    parts = [form.format(before=before.score if before else "", **named)]
    ticket = earlier
    if earlier is not None and before is not None:
        note = said.comment if again else wording.RESCORED.format(before=before.score, score=said.score)
        await tickets.note(earlier, "noted", context.contact, context.now, note=note)
        form = wording.LOW_ALREADY if said.score <= LOW else wording.NO_LONGER_LOW
        parts.append(form.format(number=earlier.number))
    elif said.score <= LOW:
        complaint = wording.COMPLAINT.format(**named).replace("*", "")
        about_all = said.thing.about == "service"
        if about_all and (ticket := await tickets.complained(enterprise_id, context.contact, context.now)):
            await tickets.note(ticket, "noted", context.contact, context.now, note=complaint)
            parts.append(wording.LOW_TOLD.format(number=ticket.number))
        else:
            ticket = await tickets.open(
                Draft("complaint", complaint, PLATFORM, "high"),
                enterprise_id=enterprise_id,
                contact_id=context.contact,
                conversation_id=context.conversation,
                turn_id=context.turn,
                now=context.now,
            )
            parts.append(wording.LOW.format(number=ticket.number, due=shared.moment(ticket.due_at)))
            parts.append("" if comment else wording.TELL_MORE)
    else:
        parts.append(wording.CHANGE_IT)
    if before is not None:
        await surveys.end(before.id, context.now)
    await surveys.add(
        enterprise_id=enterprise_id,
        contact_id=context.contact,
        stage=said.stage,
        about=said.thing.about,
        about_id=said.thing.id,
        score=said.score,
        comment=comment or None,
        ticket_id=ticket.id if ticket else None,
        turn_id=context.turn,
        now=context.now,
    )
    rated = _rated("".join(parts), said.score, said.stage, said.thing, before, ticket)
    last = {"score": said.score, "stage": said.stage, "about": said.thing.about, "name": said.thing.name}
    known = {"number": ticket.number} if ticket else {}
    focus = Focus(tool="rate_service", arguments={**known, "last": {**last, "comment": comment}})
    return rated.model_copy(update={"focus": focus})


def _rated(text: str, score: int, stage: Stage, thing: Thing, before: Survey | None, ticket: Ticket | None) -> Rated:
    suggestions = (
        (Suggestion(title=wording.SEE_TICKET, tool="show_tickets", arguments={"number": ticket.number}),)
        if ticket
        else ()
    )
    return Rated(
        text=text,
        score=score,
        stage=stage,
        about=thing.about,
        about_id=thing.id,
        corrected=before.score if before else None,
        ticket=ticket.number if ticket else None,
        suggestions=suggestions,
        focus=Focus(tool="rate_service", arguments={"number": ticket.number} if ticket else {}),
    )


def _named(thing: Thing, stage: Stage, score: int, comment: str) -> dict[str, object]:
    return {
        "thing": thing.title,
        "stage": wording.STAGES[stage],
        "score": score,
        "comment": wording.COMMENT.format(comment=comment) if comment else "",
    }


async def _thing(  # noqa: PLR0913 -- what may tell it
    session: Session,
    context: ToolContext,
    enterprise_id: str,
    about: About | None,
    name: str,
    question: str,
    *,
    loosely: bool = False,
) -> Thing:
    """Find what is judged: what is named, else the last that was finished; asked where both a ticket and a diagnosis were.

    Raises:
        NotFound: What is named is not there, or another enterprise's.
        InvalidArguments: It is not clear which.
    """  # noqa: E501 -- as the tool's
    if about == "scenario" or name.upper().startswith("SC-"):
        return await _scenario(session, context, enterprise_id, name, question)
    number = full_number(name) if name.strip() else number_in(normalise(question))
    if number:
        found = await TicketRepository(session).named(number, enterprise_id)
        if not found:
            msg = f"no ticket {number}"
            raise NotFound(msg, what="ticket", name=number.lstrip("-"))
        return _ticket(found[0])
    if about == "service":
        return Thing("service", None, wording.SERVICE)
    surveys = SurveyRepository(session)
    tickets = await surveys.resolved_tickets(enterprise_id) if about != "assessment" else ()
    assessment = await surveys.finished_assessment(enterprise_id) if about != "ticket" else None
    things: list[Thing] = [_ticket(ticket) for ticket in tickets]
    if assessment is not None:
        things.append(Thing("assessment", assessment.id, wording.ASSESSMENT.format(day=_day(assessment.finished_at))))
    if len(things) > 1:
        things.append(Thing("service", None, wording.SERVICE))
        msg = "a ticket and a diagnosis were finished"
        options = [(thing.about, thing.title) for thing in things]
        raise InvalidArguments(msg, slot="about", problem="ambiguous", options=options)
    if not things and about == "ticket" and not loosely:
        # How a matter goes may be judged before it is done.
        going = await TicketRepository(session).of_enterprise(enterprise_id, OPEN)
        if len(going) > 1:
            msg = f"{len(going)} tickets are open"
            raise InvalidArguments(
                msg,
                slot="name",
                problem="ambiguous",
                options=[(one.number, _ticket(one).title) for one in going],
                ask=wording.WHICH_TICKET,
            )
        things = [_ticket(one) for one in going]
    if not things and about is not None and not loosely:
        msg = f"no finished {about}"
        raise NotFound(msg, what=about)
    return things[0] if things else Thing("service", None, wording.SERVICE)


async def _adopted(
    session: Session, context: ToolContext, enterprise_id: str, question: str, *, asked: bool
) -> Thing | None:
    """Return the scenario in use that is judged: the one the words name, or any where its use is judged; None for none.

    Args:
        session: Any session.
        context: Who is speaking.
        enterprise_id: Whose.
        question: The person's words.
        asked: What is judged is something in use, and not named otherwise.

    Raises:
        InvalidArguments: There are several, and the words name none of them.
    """
    standing = await AdoptionRepository(session).standing(enterprise_id)
    scenarios = (await current(session, context.library.catalogs)).scenarios
    known = [row for row in standing if row.scenario_id in scenarios]
    # What is judged in so many words is in use, whatever was told of it last.
    live = [row.scenario_id for row in known if row.state in USED] or [row.scenario_id for row in known if asked]
    said = named(question, {name: scenarios[name] for name in live}) if question and live else Named()
    told = [name for name in live if name in said.ids]
    if not asked:
        sure = len(told) == 1 and (said.sure or names_scenario(normalise(question)))
        live = told if sure else []
    live = told or live
    if len(live) > 1:
        raise _which_of({name: scenarios[name].name for name in live})
    return _use(scenarios[live[0]]) if live else None


def _use(scenario: Scenario) -> Thing:
    return Thing("scenario", scenario.id, wording.SCENARIO.format(name=scenario.name), scenario.id)


def _which_of(names: Mapping[str, str]) -> InvalidArguments:
    msg = f"{len(names)} scenarios may be meant"
    return InvalidArguments(
        msg, slot="name", problem="ambiguous", options=list(names.items()), ask=wording.WHICH_ADOPTED
    )


async def _again(session: Session, last: Survey) -> Thing:
    """Return what the last opinion judged."""
    about = cast("About", last.about)
    if about == "ticket" and last.about_id is not None:
        ticket = await TicketRepository(session).get(last.about_id)
        if ticket is not None:
            return _ticket(ticket)
    title = {
        "assessment": wording.LAST_ASSESSMENT,
        "scenario": wording.SCENARIO.format(name=last.about_id),
    }.get(about, wording.SERVICE)
    return Thing(about, last.about_id, title)


async def _scenario(session: Session, context: ToolContext, enterprise_id: str, name: str, question: str) -> Thing:
    """Return the scenario that is judged: the one given or named, else the only one in use."""
    scenarios = (await current(session, context.library.catalogs)).scenarios
    if not name.strip():
        said = named(question, scenarios).ids if question else ()
        if len(said) == 1:
            return _use(scenarios[said[0]])
        if 1 < len(said) <= MOST_NAMED:
            raise _which_of({one: scenarios[one].name for one in said})
        if not said and (found := await _adopted(session, context, enterprise_id, question, asked=True)) is not None:
            return found
        msg = "which scenario"
        raise InvalidArguments(msg, slot="name", problem="missing")
    wanted = name.strip().upper()
    for scenario in scenarios.values():
        if wanted in {scenario.id.upper(), scenario.name.upper()}:
            return _use(scenario)
    msg = f"no scenario {name}"
    raise NotFound(msg, what="scenario", name=name)


def _ticket(ticket: Ticket) -> Thing:
    text = " ".join(ticket.text.split())
    short = text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"
    return Thing("ticket", ticket.id, wording.TICKET.format(number=ticket.number, text=short), ticket.number)


def _day(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return shared.day(moment)
