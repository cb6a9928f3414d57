"""Puts down needs, questions and complaints."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.database.repositories.tickets import NeedRepository, TicketRepository
from tools.database.repositories.turns import TurnRepository
from tools.domain.tickets.bidding import if_not_down, not_down
from tools.domain.tickets.cues import complains, puts_down
from tools.domain.tickets.faults import told_only
from tools.domain.tickets.lexicon import JOINT, STOPS, Module
from tools.domain.tickets.likeness import same, touches
from tools.domain.tickets.reading import (
    LONGEST_TEXT,
    Draft,
    draft,
    matter_answered,
    matter_bidden,
    points_back,
    says_nothing,
    takes_up,
    tells_matter,
)
from tools.domain.tickets.revising import revised
from tools.domain.tickets.states import ANSWER_HOURS, OPEN, Matter, Severity
from tools.kit.errors import InvalidArguments
from tools.kit.lexicon import AGREES
from tools.kit.tool import REVISION, Focus, Suggestion, ToolContext, tool
from tools.tickets.rows import TicketOpened, short
from tools.wording import tickets as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.database.engine import Session
    from tools.database.models import Ticket, Turn


TOOL = "open_ticket"
SURELY = 0.95
"""How surely a complaint that says what happened, or what is to be put down, is for nothing else."""
LOOKED_BACK, MOST_SAID = 8, 3
"""Messages that are looked at for the matter a bid points back at, and of how many it is made."""
SAME_TALK = timedelta(hours=12)
"""How long what was said before may still be pointed at."""
HEARD = frozenset({"search_sources", "list_scenarios", "read_scenario", "recommend_scenarios", "compare_scenarios"})
"""Tools that answered a matter without taking it up."""


def _said(text: str, info: ValidationInfo) -> str:
    """Take the matter out of the words that asked for it to be put down, before anybody is asked to confirm it."""
    given = info.data
    question = str(given.get("question") or "")
    read = draft(question, text=text, kind=given.get("kind"))
    if points_back(normalise(question).strip()) and not read.text:
        return ""
    if not read.text or says_nothing(read.text) or points_back(normalise(read.text).strip()):
        raise PydanticCustomError(f"{wording.MISSING}{read.kind}", "nothing is said of the matter")  # noqa: EM102 -- the type's name says which question to ask
    return read.text


def _matter(text: str, arguments: Mapping[str, Any]) -> str | None:
    asked = draft(str(arguments.get("question") or ""), kind=arguments.get("kind"))
    return matter_answered(text, asked.kind)


@tool(
    wording.OPEN_TICKET,
    writes=True,
    confirm="always",
    verbatim=frozenset({"question", "text"}),
    sure=lambda text, _: SURELY * (complains(text) or puts_down(text) or takes_up(text)),
    reads=lambda text, _: None if told_only(text) else {"question": text},
    readers={"text": _matter, REVISION: revised},
)
async def open_ticket(  # noqa: PLR0913, PLR0917 -- each comes by name
    context: ToolContext,
    question: str = "",
    kind: Matter | None = None,
    module: Module | None = None,
    severity: Severity | None = None,
    text: Annotated[str, Field(validate_default=True), AfterValidator(_said)] = "",
    enterprise: str | None = None,
) -> TicketOpened:
    """Put down a need, a question or a complaint for the platform's people to handle.

    Args:
        question: The person's words; what is not given is read from them.
        kind: A need, a question or a complaint; read from the words by default.
        module: The part of the business it is about; read from the words by default.
        severity: How grave it is; read from the words by default.
        text: The matter itself, in the person's own words.
        enterprise: Whose it is: a name or an id, for operators only.
    """
    async with context.store.session() as session:
        if points_back(normalise(question).strip()) and (not text or text.startswith(JOINT)):
            if not text and (done := await _just_put_down(session, context, question)) is not None:
                return _opened(done, _known(done, wording.PUT_DOWN_ALREADY), created=False)
            text = await _spoken_of(session, context, question, kind) + text
        read = draft(question, text=text, kind=kind, module=module, severity=severity)
        owner = await _owner(session, context, enterprise)
        tickets = TicketRepository(session)
        if (twin := await tickets.twin(read, owner)) is not None:
            return _opened(twin, _known(twin, wording.ALREADY), created=False)
        like = await _like(session, read, owner)
        # First the ticket: its number is given out one transaction at a time, and so the pool is read one at a time.
        ticket = await tickets.open(
            read,
            enterprise_id=owner,
            contact_id=context.contact,
            conversation_id=context.conversation if context.role != "operator" else None,
            turn_id=context.turn,
            now=context.now,
        )
        words = [
            wording.OPENED.format(
                kind=wording.KINDS[ticket.kind],
                number=ticket.number,
                due=wording.moment(ticket.due_at),
                hours=ANSWER_HOURS[read.severity],
            )
        ]
        need, supporters = None, 0
        if read.kind == "need":
            need, supporters, pooled = await _pooled(session, context, ticket, read)
            words.append(pooled)
    words += [wording.STEPS[read.kind], wording.ASK_LATER]
    opened = _opened(ticket, "".join(words), created=True, need=need, supporters=supporters)
    return opened.model_copy(update={"like": like, "matter": read.text})


async def _spoken_of(session: Session, context: ToolContext, question: str, kind: Matter | None) -> str:
    """Return the matter that words point back at: what was told in this talk right before them, as typed.

    The same is found again once it is confirmed, for what was said since the bid is left out.

    Raises:
        InvalidArguments: Nothing was told.
    """
    turns = list(await TurnRepository(session).last_answered(context.conversation, LOOKED_BACK))
    asked = normalise(question).strip()
    if normalise(context.question).strip() != asked:
        at = next((place for place, turn in enumerate(turns) if normalise(turn.text).strip() == asked), -1)
        turns = turns[at + 1 :]
    told: list[str] = []
    for turn in turns:
        ran = _ran(turn)
        if TOOL in ran or context.now - turn.created_at > SAME_TALK or len(told) == MOST_SAID:
            break
        tells = ran <= HEARD and tells_matter(normalise(turn.text).strip())
        if if_not_down(asked):
            # Of what was bidden before, or is named, it alone is asked whether it was put down.
            what, matter = not_down(asked), matter_bidden(turn.text)
            matter = turn.text.strip(STOPS) if what and tells and not matter else matter
            if turn.tool is None and matter and (not what or touches(what, normalise(matter))):
                return matter
            continue
        if turn.tool is None and tells:
            told.insert(0, turn.text.strip(STOPS))
    if not told:
        asks = draft(question, kind=kind).kind
        msg = "nothing was said of the matter before"
        raise InvalidArguments(msg, slot="text", problem=f"{wording.MISSING}{asks}")
    return JOINT.join(dict.fromkeys(told))


async def _just_put_down(session: Session, context: ToolContext, question: str) -> Ticket | None:
    """Return the ticket a yes comes late for, or that is asked for again: what was told was put down already."""
    words, number = normalise(question).strip(), None
    back = LOOKED_BACK if if_not_down(words) else 1 if AGREES.match(words) else 0
    for turn in await TurnRepository(session).last_answered(context.conversation, back) if back else ():
        number = next((call["result"].get("number") for call in _calls(turn) if call["name"] == TOOL), None)
        if number or matter_bidden(turn.text):
            break
    own = await whose(session, context, None) if number and context.role != "operator" else None
    found = await TicketRepository(session).named(str(number), own.id) if own is not None else ()
    return found[0] if len(found) == 1 else None


def _known(ticket: Ticket, form: str) -> str:
    return form.format(kind=wording.KINDS[ticket.kind], number=ticket.number, state=wording.SHORT_STATES[ticket.state])


def _calls(turn: Turn) -> list[Mapping[str, Any]]:
    return (turn.reply or {}).get("tool_calls") or []


def _ran(turn: Turn) -> set[str]:
    return {str(call["name"]) for call in _calls(turn)}


async def _like(session: Session, read: Draft, owner: str) -> str:
    """Tell of an open ticket of the same enterprise that is much like a new one; empty where none is."""
    found = [one for one in await TicketRepository(session).of_enterprise(owner, OPEN) if one.kind == read.kind]
    at = same(normalise(read.text), [normalise(one.text) for one in found])
    if at is None:
        return ""
    one = found[at]
    return wording.LIKE.format(number=one.number, state=wording.SHORT_STATES[one.state], text=short(one.text))


async def _owner(session: Session, context: ToolContext, enterprise: str | None) -> str:
    """Return whose the ticket is; an enterprise begins with its first."""
    if context.role != "operator":
        await whose(session, context, enterprise)
        return (await EnterpriseRepository(session).own(context)).id
    found = await whose(session, context, enterprise)
    if found is None:
        msg = "an operator names the enterprise"
        raise InvalidArguments(msg, slot="enterprise", problem="missing")
    return found.id


async def _pooled(session: Session, context: ToolContext, ticket: Ticket, read: Draft) -> tuple[str, int, str]:
    """Put a need into the pool: with the one that is the same, or as a new one."""
    needs = NeedRepository(session)
    known = await needs.of_module(read.module)
    at = same(normalise(read.text), [normalise(need.title) for need in known])
    need = known[at] if at is not None else await needs.add(read.text[:LONGEST_TEXT], read.module, context.now)
    before = await needs.supports(need.id, ticket.enterprise_id)
    count = await needs.support(need, ticket.enterprise_id, context.now)
    ticket.need_id = need.id
    await session.flush()
    if at is None:
        return need.number, count, wording.NEED_NEW.format(need=need.number)
    form = wording.NEED_AGAIN if before and count == 1 else wording.NEED_JOINED
    return need.number, count, form.format(need=need.number, count=count)


def _opened(ticket: Ticket, text: str, *, created: bool, need: str | None = None, supporters: int = 0) -> TicketOpened:
    number = {"number": ticket.number}
    return TicketOpened.model_validate(
        {
            "text": text,
            "number": ticket.number,
            "kind": ticket.kind,
            "severity": ticket.severity,
            "module": ticket.module,
            "due_at": ticket.due_at.isoformat(),
            "created": created,
            "need": need,
            "supporters": supporters,
            "suggestions": (
                Suggestion(title=wording.SEE_IT, tool="show_tickets", arguments=number),
                Suggestion(title=wording.URGE_IT, tool="urge_ticket", arguments=number),
            ),
            "focus": Focus(tool="show_tickets", arguments=number),
        }
    )
