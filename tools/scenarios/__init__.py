"""Scenarios for a firm: which suit it, two side by side; for operators, keeping the catalog of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from corpus.lexical import normalise
from tools.database.repositories.adoptions import AdoptionRepository
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.database.repositories.scenarios import ScenarioRepository, current
from tools.database.repositories.tickets import TicketRepository
from tools.domain import adoption, archive, catalogue, matching, naming
from tools.domain import lexicon as catalog_words
from tools.domain.catalogue import following, meaning, refining
from tools.domain.catalogue.changing import FieldChange
from tools.domain.profile import Profile
from tools.kit import lexicon as asking
from tools.kit.errors import InvalidArguments
from tools.kit.references import number
from tools.kit.tool import REVISION, Focus, ToolContext, tool
from tools.scenarios import comparing, editing, exchanging, recommending
from tools.scenarios import lexicon as words_of
from tools.scenarios.comparing import ScenarioComparison
from tools.scenarios.editing import Action, Edited
from tools.scenarios.exchanging import Exchange, Imported, ScenarioExchange
from tools.scenarios.lexicon import SHORTEST_SIDE
from tools.scenarios.locating import bare_side, located, sides
from tools.scenarios.recommending import Asked, Recommendation
from tools.wording import scenarios as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session

__all__ = ["compare_scenarios", "edit_scenario", "exchange_scenarios", "import_scenarios", "recommend_scenarios"]

OPERATORS: frozenset[Literal["enterprise", "operator"]] = frozenset({"operator"})
RECOMMEND, COMPARE = "recommend_scenarios", "compare_scenarios"
LEAST, MOST = 1, 10
"""How many scenarios may be asked for."""
LONGEST_NAME = 24
"""Characters up to which an answer may be nothing but a name."""
SURE_EDIT, SURE_DESCRIBED, SURE_READY = 0.95, 0.97, 0.9
SIDES = ("first", "second")
TOLD_BEFORE = 6
"""How many messages back a trouble may have been told that scenarios are now asked for."""
MOST_SIDES = 5
"""How many scenarios of the talk are offered for the other side of a comparison."""


async def _meant(session: Session, context: ToolContext, enterprise: str | None, question: str) -> Profile:
    """Return what is known of the firm a call is about: one's own, one that is named, or one that is only described."""
    if context.role == "operator" and not enterprise:
        named = await EnterpriseRepository(session).named_in(question)
        if len(named) > 1:
            msg = f"{len(named)} enterprises are named"
            name = naming.subject(question) or ""
            raise InvalidArguments(msg, slot="enterprise", problem="ambiguous", name=name, options=named)
        if named:
            enterprise = named[0][0]
        elif unknown := naming.subject(question):
            msg = f"no enterprise {unknown!r}"
            raise InvalidArguments(msg, slot="enterprise", problem="unknown", name=unknown)
    found = await whose(session, context, enterprise or None)
    return await EnterpriseRepository(session).profile(found.id) if found is not None else Profile()


async def _told(session: Session, context: ToolContext) -> tuple[str, ...]:
    """Return what a person said before the present message, the latest first, then what a ticket spoken of says."""
    adoptions = AdoptionRepository(session)
    before = await adoptions.said_before(context.conversation, context.turn, TOLD_BEFORE)
    focus, _ = await adoptions.said(context.conversation, context.turn)
    number_of = next(iter((focus.get("scene") or {}).get("tickets") or ()), None)
    if number_of is None or context.enterprise is None:
        return before
    found = await TicketRepository(session).named(number_of, context.enterprise, limit=1)
    return (*before, *(ticket.text for ticket in found))


def _describes(words: str) -> bool:
    """Tell whether an answer to the question for a name describes a firm instead."""
    return naming.subject(words) is None and len(archive.facts_of(words, archive.archive().by_key)) > 1


def _description(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of a reader
    """Read an answer that describes a firm; None where it says neither what it does nor what it needs."""
    firm = matching.read(Profile(), text)
    return text if (firm.industries or firm.modules) and not asking.ASKS.search(text) else None


def _name(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Read an answer that is a name, or describes an enterprise instead."""
    named = len(text) <= LONGEST_NAME and not asking.ASKS.search(text) and not words_of.NO_NAME.search(text)
    if _description(text, arguments) or named:
        return None if asking.CANCEL.fullmatch(text) else text
    return None


def _follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Say why, recommend anew where the firm is told of otherwise, or go on about one of those recommended."""
    before = str(focus.arguments.get("question") or "")
    if (match := words_of.AS_NEED.match(text)) and 0 < (place := number(match["place"] or match["other"])) <= len(
        focus.offered
    ):
        wanted = focus.offered[place - 1]
        need = wording.NEED.format(name=wanted.title, id=wanted.arguments.get("scenario"))
        return "open_ticket", {"kind": "need", "question": need}
    if matching.asks_why(text) or words_of.WHY_NOT.match(text) or _why_one(text, focus, catalogs):
        return RECOMMEND, dict(focus.arguments)
    if followed := following.follow(text, focus, catalogs):
        return followed
    of_firm = bool(focus.arguments.get("enterprise"))
    supposes = matching.supposes(text) and not (of_firm and words_of.MAY_BE_FIRM.match(text))
    described = "" if focus.arguments.get("enterprise") else before
    if words_of.CALLED_SO.search(text) or following.says_compare(text):
        return None
    if supposes or matching.tells_more(text, described):
        return RECOMMEND, {**focus.arguments, "question": matching.put_otherwise(before, text)}
    return None


def _why_one(text: str, focus: Focus, catalogs: Catalogs) -> bool:
    """Tell whether a message asks why one of those just recommended was."""
    if not words_of.WHY_ONE.search(text):
        return False
    named = meaning.mentioned(text, catalogs.scenarios, meaning.talk_of(focus.model_dump(), catalogs.scenarios))
    return len(named) == 1 and any(one.arguments.get("scenario") == named[0] for one in focus.offered)


def _sure(text: str, _: Catalogs) -> float:
    """Tell that words which describe one firm, or ask what there is for a trouble, are for nothing else."""
    if words_of.ASKS_READY.search(text) and not words_of.READY_OF_OTHERS.search(text):
        return SURE_READY
    one = words_of.DESCRIBES_ONE.search(text) is not None and words_of.WHICH_FIRMS.search(text) is None
    asks = one and words_of.WHICH_SUIT.search(text) is not None
    return SURE_DESCRIBED if asks and archive.facts_of(text, archive.archive().by_key) else 0.0


@tool(wording.RECOMMEND, readers={"question": _description, "enterprise": _name}, follows=_follows, sure=_sure)
async def recommend_scenarios(  # noqa: PLR0913, PLR0917 -- each narrows the choice, and comes by name
    context: ToolContext,
    enterprise: str | None = None,
    industry: catalog_words.Industry | None = None,
    module: catalog_words.Module | None = None,
    level: catalog_words.Grade | None = None,
    effort: catalog_words.Effort | None = None,
    hardware: bool | None = None,  # noqa: FBT001 -- as above
    question: str = "",
    limit: int = 5,
    skip: Annotated[int, Field(ge=0)] = 0,
) -> Recommendation:
    """Recommend scenarios to a firm: one's own, one that is described, or, for operators, one on file by its name.

    Args:
        enterprise: Name or id of an enterprise on file, for operators; left out for one's own or a described firm.
        industry: The firm's industry, before what is on file.
        module: The part of the business to improve, before what is on file.
        level: The firm's digital level, before what its diagnosis found.
        effort: How much one may take.
        hardware: False for those that need no devices bought.
        question: The description or question in the person's words.
        limit: How many to recommend.
        skip: How many to leave out that were recommended before.
    """
    if context.role == "operator" and enterprise and _describes(enterprise):
        question, enterprise = enterprise, None
    async with context.store.session() as session:
        profile = await _meant(session, context, enterprise, question)
        known = await current(session, context.library.catalogs)
        if context.role == "enterprise" and question and not matching.names_matter(normalise(question)):
            question = matching.with_matter(question, await _told(session, context))
    if context.role == "operator" and profile.id is not None:
        enterprise = profile.id
    given: dict[str, Any] = {
        "enterprise": enterprise,
        "industry": industry,
        "module": module,
        "level": level,
        "effort": effort,
    }
    given |= {"hardware": hardware, "question": question, "skip": skip or None}
    words = normalise(context.question)
    asked = Asked(
        profile=recommending.with_arguments(profile, industry, module, level),
        # A name tells nothing of what the firm is like.
        question=naming.without(question, profile.name) if profile.name else question,
        limit=min(max(limit, LEAST), MOST),
        arguments={name: value for name, value in given.items() if value or value is False},
        own=context.role == "enterprise",
        effort=effort,
        hardware=hardware,
        skip=skip,
        against=words_of.WHY_NOT.match(words) is not None,
        reason=words if words_of.WHY_ONE.search(words) or matching.asks_why(words) else "",
    )
    return recommending.recommend(context, known, asked)


def _sides(text: str, catalogs: Catalogs) -> Mapping[str, Any] | None:
    """Read the two sides of a comparison, as far as they stand there; None where nothing is compared."""
    found = dict(zip(SIDES, sides(catalogs.scenarios, text), strict=False))
    return found if len(found) == len(SIDES) or following.says_compare(text) else None


def _side(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of a reader
    """Read an answer that names a side of a comparison; one that decides, tells or asks something names none."""
    side = bare_side(text)
    if asking.ASKS.search(text) or asking.WONDERS.search(text) or asking.CANCEL.fullmatch(text):
        return None
    if adoption.tells(text) or adoption.settles(text):
        return None
    return side if SHORTEST_SIDE <= len(side) <= LONGEST_NAME else None


def _goes_on(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    return following.follow(text, focus, catalogs)


@tool(
    wording.COMPARE,
    readers={"first": _side, "second": _side, "enterprise": _name},
    reads=_sides,
    follows=_goes_on,
)
async def compare_scenarios(
    context: ToolContext, first: str = "", second: str = "", enterprise: str | None = None
) -> ScenarioComparison:
    """Put two scenarios of the catalog side by side, and say which one suits the firm better.

    Args:
        first: Id or name of the first; those the talk was about by default.
        second: Id or name of the second; as the first.
        enterprise: Name or id of the enterprise they are weighed for; one's own by default.
    """
    async with context.store.session() as session:
        known = await current(session, context.library.catalogs)
        focus, _ = await AdoptionRepository(session).said(context.conversation, context.turn)
        if context.role == "operator" and not enterprise:
            named_firms = await EnterpriseRepository(session).named_in(context.question)
            enterprise = named_firms[0][0] if len(named_firms) == 1 else None
        found = await whose(session, context, enterprise or None)
        profile = await EnterpriseRepository(session).profile(found.id) if found is not None else None
    package = context.library.catalogs.scenarios
    talk = meaning.talk_of(focus, known.scenarios)
    industry = profile.facts.get("industry") if profile is not None else None
    likely = (talk.every, {s.id for s in known.scenarios.values() if s.industry == industry})
    named = [
        located(known.scenarios, side, slot, package, likely).id
        for slot, side in zip(SIDES, (first, second), strict=True)
        if side
    ]
    both = following.points_at_two(normalise(context.question)) or focus.get("tool") == COMPARE
    pair = following.two_of(tuple(dict.fromkeys(named)), talk, both=both)
    if pair is None:
        msg = "one side is missing"
        options = [(one, known.scenarios[one].name) for one in talk.every if one not in named][:MOST_SIDES]
        raise InvalidArguments(msg, slot=SIDES[len(named[:1])], problem="missing", options=options)
    among = refining.listed(focus.get("tool"), focus.get("arguments") or {}, len(focus.get("offered") or ()))
    kept: dict[str, Any] = {refining.AMONG: among} if among else {}
    if context.role == "operator" and found is not None:
        kept["enterprise"] = found.id
    return comparing.compared(context, known, (known.scenarios[pair[0]], known.scenarios[pair[1]]), profile, kept)


def _something(changes: tuple[FieldChange, ...], info: ValidationInfo) -> tuple[FieldChange, ...]:
    """Refuse a change of nothing, so that it is asked for before anything is to be confirmed."""
    if not changes and info.data.get("action") in {"add", "change"}:
        msg = "no fields named"
        raise ValueError(msg)
    return changes


def _edits(text: str, catalogs: Catalogs) -> float:
    """Tell that a message which bids to withdraw a scenario it names, or says what its fields are to hold, is for nothing else."""  # noqa: E501 -- one sentence
    if not asking.ASKS.search(text) and words_of.BIDS_EDIT.search(text):
        return SURE_EDIT if len(meaning.mentioned(text, catalogs.scenarios)) == 1 else 0.0
    if asking.ASKS.search(text) or not (
        meaning.mentioned(text, catalogs.scenarios) or words_of.OF_CATALOG.search(text)
    ):
        return 0.0
    read = editing.read_edit(text, catalogs)
    told = bool(read.get("changes")) and words_of.SAYS_EDIT.search(text) is not None
    return SURE_EDIT if told and read["action"] == "change" and "scenario" in read else 0.0


@tool(
    wording.EDIT,
    writes=True,
    confirm="always",
    sure=_edits,
    roles=OPERATORS,
    readers={
        REVISION: editing.read_revision,
        "scenario": _name,
        "changes": editing.read_changes,
        "more": editing.read_changes,
    },
    reads=editing.read_edit,
    follows=_goes_on,
    verbatim=frozenset({"scenario", "changes", "more"}),
)
async def edit_scenario(
    context: ToolContext,
    scenario: str,
    action: Action = "change",
    changes: Annotated[tuple[FieldChange, ...], Field(validate_default=True), AfterValidator(_something)] = (),
    more: tuple[FieldChange, ...] = (),
) -> Edited:
    """Add, change, withdraw or restore a scenario of the catalog; every change is a new version.

    Args:
        scenario: Its id or name; the name of a new one.
        action: What to do.
        changes: For a change or a new scenario, each field with what it is to hold.
        more: Corrections of these changes, which go before them.
    """
    async with context.store.session() as session:
        done = await editing.edited(context, session, scenario, action, (*changes, *more))
    return done.model_copy(update={"focus": Focus(tool="edit_scenario", arguments={"scenario": done.scenario})})


def _imports(text: str) -> bool:
    """Tell whether words bid to take a table in, rather than to hand one out."""
    said = words_of.WAS_EXPORTED.sub(" ", text)
    return words_of.IMPORT.search(said) is not None and not words_of.EXPORT.search(said)


@tool(wording.EXCHANGE, roles=OPERATORS, verbatim=frozenset({"table", "question"}))
async def exchange_scenarios(
    context: ToolContext, action: Exchange | None = None, table: str = "", question: str = ""
) -> ScenarioExchange:
    """Export the catalog of scenarios as CSV and XLSX, or check a table to import and ask whether to import it.

    Args:
        action: Export or import; by default what the question asks for.
        table: For an import, the table as CSV text, the header first.
        question: The question in the person's words, which may hold the table.
    """
    pasted = catalogue.table_in(table) or table or catalogue.table_in(context.question) or catalogue.table_in(question)
    if action is None:
        action = "import" if pasted or _imports(normalise(question)) else "export"
    async with context.store.session() as session:
        edits = await ScenarioRepository(session).overlay()
    package = context.library.catalogs
    known = package.model_copy(update={"scenarios": catalogue.effective(package.scenarios, edits)})
    if action == "export":
        return exchanging.exported(context, known, edits)
    return exchanging.checked(pasted, known, {*package.scenarios, *edits})


@tool(wording.IMPORT, writes=True, confirm="always", roles=OPERATORS)
async def import_scenarios(context: ToolContext, records: tuple[dict[str, Any], ...]) -> Imported:
    """Import scenarios that were checked before, all of them or none.

    Args:
        records: Scenarios with all their fields, as a check of the table gave them.
    """
    async with context.store.session() as session:
        known = await current(session, context.library.catalogs)
        return await exchanging.kept(context, session, known, records)
