"""Answers from the sources: a free question, a clause, a comparison, a policy or a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from corpus.passages import Kind, Modality
from tools.database.repositories.scenarios import catalogs_of
from tools.domain import eligibility
from tools.domain.catalogue import following, meaning
from tools.domain.topics import any_sides
from tools.kit import lexicon as asking
from tools.kit import references
from tools.kit.tool import Reading, ToolContext, tool
from tools.knowledge import (
    comparing,
    front_matter,
    locating,
    obligations,
    premises,
    records,
    refusals,
    searching,
    service,
    standard,
    uses,
)
from tools.knowledge import lexicon as words
from tools.knowledge.draft import Answer
from tools.knowledge.records import PolicyAspect, ScenarioAspect
from tools.knowledge.scenarios import fit_asked, met, scenario_at_hand
from tools.knowledge.standard import Aspect
from tools.knowledge.validity import local
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs, Scenario
    from tools.kit.tool import Focus
    from tools.knowledge.draft import Draft

__all__ = ["compare", "read_clause", "read_policy", "read_scenario", "search_sources"]

SURE = 0.92
"""How surely a message asks to read the scenario whose id it gives, and whether one is up to the one it names."""
FIRST, SECOND = "first", "second"
"""What keeps in mind which two were compared."""


_OF_THE_WHOLE = {"list", "count", "misprint", "shalls", "shoulds"}
"""What is asked of a clause as a whole, never of the one item a question comes nearest to."""


async def _search(context: ToolContext, question: str, about: str = "", near: str = "") -> Answer:
    library, asked = context.library, normalise(question)
    text = asked
    if claim := refusals.unreliable(library, text):
        return claim.result()
    if note := service.told(library, text, context.role):
        return note.result()
    if context.enterprise is not None and (suited := await _suited(context, text)) is not None:
        return suited
    word = words.WORD_ALONE.fullmatch(asked)
    if word and (passage := locating.abbreviation(library, word["word"])):
        return standard.answer(library, passage, "content", asked).result()
    hits = list(await library.search(question, locating.LIMIT))
    of_word = words.WORD_OF_ITS_OWN.match(asked) is not None
    if about and not (of_word or searching.stands_alone(hits) or searching.of_policies(hits, text)):
        text = normalise(f"{about} {question}")
        hits = list(await library.search(text, locating.LIMIT))
    catalogs = await catalogs_of(context)
    if useful := uses.told(library, catalogs, hits, asked):
        return useful.result()
    if (of_word or not searching.is_bare(text)) and (record := refusals.silent(library, hits, asked)):
        return await _refused(context, refusals.absent(library, record, text).result(), asked)
    hits = [hit for hit in hits if hit.passage.kind is not Kind.ABSENT]
    hits = searching.without_abbreviations(hits, asked)
    aspect = standard.aspect_of(text)
    if aspect in {"shalls", "shoulds"} and not near:
        strength = Modality.SHALL if aspect == "shalls" else Modality.SHOULD
        return obligations.listing(library, None, strength).result()
    hits = searching.of_the_standard(searching.nearest(hits, near), text)
    hits = searching.still_running(library, hits, asked, local(context.now))
    hits = searching.of_place(library, searching.in_force(library, hits, text), text)
    edited, gone = await records.meant(context, catalogs, question, hits)
    if edited is not None:
        return await _edited(context, catalogs, edited, question, gone=gone)
    answer = (await searching.answer(context, hits, text)).result()
    if answer.topic != "scenario" or not answer.passages:
        return answer
    scenario = catalogs.scenarios[answer.passages[0].document]
    if fit := await records.suiting(context, scenario, asked):
        answer = answer.model_copy(update={"text": f"{fit}\n\n{answer.text}"})
    return await records.kept_in_mind(context, answer, scenario.id, records.scenario_aspects(text)[0])


async def _held_nowhere(context: ToolContext, text: str) -> Draft | None:
    """Refuse a kind of question whose cue a message carries and which the sources hold no answer to."""
    library = context.library
    record = refusals.cued(library, await library.search(context.question, locating.LIMIT), text)
    return refusals.absent(library, record, text) if record is not None else None


async def _refused(context: ToolContext, answer: Answer, text: str) -> Answer:
    """Keep in mind the one scenario a question names that the sources have no answer to."""
    named = meaning.mentioned(text, context.library.catalogs.scenarios)
    passage = context.library.get(f"{named[0]}#about") if len(named) == 1 else None
    if passage is None:
        return answer
    focus = answer.focus and answer.focus.model_copy(update={"passages": (passage.id,)})
    return await records.kept_in_mind(context, answer.model_copy(update={"focus": focus}), named[0], "about")


async def _suited(context: ToolContext, text: str) -> Answer | None:
    """Tell whether the speaker's enterprise is up to the one scenario a question names; None where it asks no such."""
    catalogs = await catalogs_of(context)
    scenario = None if following.of_others(text, catalogs.scenarios) else fit_asked(catalogs, text)
    passage = context.library.get(f"{scenario.id}#about") if scenario is not None else None
    fit = await records.suiting(context, scenario, text) if scenario is not None and passage is not None else ""
    if scenario is None or passage is None or not fit:
        return None
    aspects = records.scenario_aspects(text)
    answer = records.answer_scenario(context.library, passage, aspects, text).result()
    answer = answer.model_copy(update={"text": f"{fit}\n\n{answer.text}"})
    return await records.kept_in_mind(context, answer, scenario.id, aspects[0])


async def _edited(
    context: ToolContext,
    catalogs: Catalogs,
    scenario: Scenario,
    question: str,
    aspect: ScenarioAspect = "about",
    *,
    gone: bool,
) -> Answer:
    """Answer about a scenario as operators have left it, whatever the library holds of it."""
    if gone:
        return refusals.unknown(wording.WITHDRAWN_SCENARIO.format(name=scenario.name)).result()
    answer = records.answer_edited(catalogs, scenario, aspect, question).result()
    main = records.scenario_aspects(normalise(question))[0] if aspect == "about" else aspect
    return await records.kept_in_mind(context, answer, scenario.id, main)


def _goes_on(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    return following.follow(text, focus, catalogs)


def _of_one_side(text: str, focus: Focus) -> tuple[str, dict[str, Any]] | None:
    """Ask about one of the two sides just compared, or an item of it, by its place in the comparison."""
    match = wording.ONE_SIDE.search(text)
    if match is None or SECOND not in focus.arguments:
        return None
    side = str(focus.arguments[FIRST if match["first"] else SECOND])
    rest = text[: match.start()] + text[match.end() :]
    if not references.find(side):
        return ("search_sources", {"question": f"{side} {rest}"}) if side and rest.strip(" ,.?") else None
    item = asking.ORDINAL_ALONE.search(rest) or wording.LETTER.search(rest)
    found = references.find(f"{side} {item.group()}") if item else references.find(side)
    aspect = next((name for name, pattern in asking.CLAUSE_ASPECTS if pattern.search(rest)), "content")
    return ("read_clause", {"clause": references.written(found[0]), "aspect": aspect}) if len(found) == 1 else None


def _on_clause(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Read another item of the clause under discussion, named by its letter or place alone; or turn to a scenario."""
    if meaning.mentioned(text, catalogs.scenarios):
        return following.follow(text, focus, catalogs)
    if of_side := _of_one_side(text, focus):
        return of_side
    match = asking.ITEMS_ALONE.match(wording.BACK_TO_IT.sub("", text))
    number = str(focus.arguments.get("clause") or "").partition(" ")[0]
    found = references.find(f"{number} {match.group(1)}") if match and number else ()
    return ("read_clause", {"clause": references.written(found[0])}) if len(found) == 1 else None


def _on_policy(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Ask what a policy says of the speaker's own firm, or of one thing more that it speaks of."""
    if followed := _of_one_side(text, focus):
        return followed
    policy = catalogs.policies.get(str(focus.arguments.get("policy") or ""))
    against = wording.AGAINST.match(text)
    if policy is not None and against is not None:
        return "compare", {"first": policy.title, "second": against["what"]}
    if followed := eligibility.follows(text, focus, catalogs):
        return followed
    match = wording.ONE_MORE.match(wording.BACK_TO_IT.sub("", text))
    if policy is None or match is None:
        return None
    fields: dict[PolicyAspect, tuple[str, ...]] = {"provisions": policy.provisions, "eligibility": policy.eligibility}
    for aspect, lines in fields.items():
        if any(match["what"] in normalise(line) for line in lines):
            return "read_policy", {"policy": policy.id, "aspect": aspect}
    return None


def _asked(slot: str) -> Reading:
    """Put a question that names what is to be read in words, not by its number or id."""

    def read(words: str, _: Catalogs) -> dict[str, str]:
        return {slot: words, "question": words}

    return read


def _sides(words: str, _: Catalogs) -> dict[str, str] | None:
    sides = any_sides(words)
    return None if sides is None else {"first": sides[0], "second": sides[1]}


@tool(wording.SEARCH_SOURCES, sure=service.sure)
async def search_sources(context: ToolContext, question: str, about: str = "", near: str = "") -> Answer:
    """Answer a question from the standard, the policies, the scenarios and uploaded documents.

    Args:
        question: The question in the person's own words.
        about: The question before, which this one follows up.
        near: The clause the conversation is about, preferred where it holds an answer too.
    """
    policy = context.library.catalogs.policies.get(near)
    if policy is not None and (field := eligibility.field_of(normalise(question), policy)):
        return records.answer_policy(context.library, policy, [field], context.now, question).result()
    return await _search(context, question, about, near)


@tool(
    wording.READ_CLAUSE,
    reads=_asked("clause"),
    follows=_on_clause,
    readers={"clause": lambda text, _: text if references.find(text) else None},
)
async def read_clause(context: ToolContext, clause: str, aspect: Aspect = "content", question: str = "") -> Answer:
    """Read a clause, item, term, indicator or appendix of the standard by its number.

    Args:
        clause: The number as cited, such as 8.3.1, 8.3.1 b) or an appendix label.
        aspect: What is asked of it.
        question: The question in the person's own words, where it names no number.
    """
    if question:
        return await _search(context, question)
    asked = normalise(context.question)
    if words.WHOLE_BINDING.match(asked) or service.sure(asked, context.library.catalogs):
        return await _search(context, context.question)
    library = context.library
    passage = locating.resolve(library, clause)
    if passage is None:
        return refusals.missing(library, clause).result()
    question = normalise(context.question)
    if passage.kind is Kind.FRONT_MATTER:
        passage = front_matter.page(library, passage, question)
    checked = premises.checked(library, passage, question)
    if passage.kind in locating.WIDE and checked is None and aspect not in _OF_THE_WHOLE:
        passage = await locating.narrowed(context, passage, question)
    if refused := refusals.unheld(passage, question):
        return refused.result()
    return standard.answer(library, passage, aspect, question or clause).result()


@tool(wording.COMPARE, reads=_sides)
async def compare(context: ToolContext, first: str, second: str) -> Answer:
    """Compare two clauses, policies or topics.

    Args:
        first: A clause number, or a topic in words.
        second: A clause number, or a topic in words.
    """
    library, text = context.library, normalise(context.question)
    if note := service.told(library, text, context.role):
        return note.result()
    by_name = words.SAME_ASKED.search(text) and not references.find(f"{first} {second}")
    if by_name and (refused := await _held_nowhere(context, text)):
        return await _refused(context, refused.result(), text)
    found = [await locating.topic(library, name) for name in (first, second)]
    known = [passage for passage in found if passage is not None]
    if len(known) < len(found):
        refused = await _held_nowhere(context, text)
        return (refused or refusals.missing(library, first if found[0] is None else second)).result()
    known = comparing.alike(library, known, records.policy_aspects(text)[0])
    answer = comparing.compared(library, known, text).result()
    if answer.focus is None:
        return answer
    sides = {FIRST: first, SECOND: second}
    focus = answer.focus.model_copy(update={"arguments": {**answer.focus.arguments, **sides}})
    return answer.model_copy(update={"focus": focus})


@tool(wording.READ_POLICY, reads=_asked("policy"), follows=_on_policy)
async def read_policy(
    context: ToolContext, policy: str, aspect: PolicyAspect = "provisions", question: str = ""
) -> Answer:
    """Read one policy: what it gives, who may apply, how, until when.

    Args:
        policy: Its id, title or document number.
        aspect: The field asked for.
        question: The question in the person's own words, where it names the policy loosely or the talk adds to it.
    """
    if question and policy not in context.library.catalogs.policies:
        meant = eligibility.of_sum(question, context.library.catalogs.policies.values())
        if meant is None:
            return await _search(context, question)
        aspects = records.policy_aspects(normalise(question))
        return records.answer_policy(context.library, meant, aspects, context.now, question).result()
    library, name = context.library, normalise(policy)
    record = library.catalogs.policies.get(policy) or next(
        (
            p
            for p in library.catalogs.policies.values()
            if any(name in normalise(known) for known in (p.title, p.doc_no or "", *p.aliases) if known)
        ),
        None,
    )
    if record is None:
        return refusals.unknown(wording.NO_POLICY.format(name=policy)).result()
    question = question or context.question
    aspect = eligibility.field_of(normalise(question), record) or aspect
    return records.answer_policy(library, record, [aspect], context.now, question).result()


def _sure(text: str, catalogs: Catalogs) -> float:
    """Tell that a message which asks to see a scenario by its id, or whether one is up to it, is for nothing else."""
    if asking.SCENARIO_ID.search(text) and wording.SEES.search(text):
        return SURE
    fit = wording.FIT_ASKED.search(text) is not None and wording.ASKS_FIT.search(text) is not None
    fit = (fit or following.asks_needs(text)) and not following.of_others(text, catalogs.scenarios)
    asked = fit or wording.CAN_IT.search(text)
    return SURE if asked and len(meaning.mentioned(text, catalogs.scenarios)) == 1 else 0.0


@tool(wording.READ_SCENARIO, reads=_asked("scenario"), follows=_goes_on, sure=_sure)
async def read_scenario(
    context: ToolContext, scenario: str, aspect: ScenarioAspect = "about", question: str = ""
) -> Answer:
    """Read one scenario of the catalog: what it does, what it needs, how long it takes, what it is measured by.

    Args:
        scenario: Its id or name.
        aspect: The field asked for.
        question: The question in the person's own words, where it names the scenario loosely.
    """
    library, catalogs = context.library, await catalogs_of(context)
    given = aspect != "about"
    record = records.scenario_called(catalogs, scenario)
    package = records.scenario_called(library.catalogs, scenario)
    if record is None and package is None and (match := asking.SCENARIO_ID.search(normalise(question))):
        name = match.group().upper()
        record, package = catalogs.scenarios.get(name), library.catalogs.scenarios.get(name)
        aspect = records.scenario_aspects(normalise(question))[0]
    if record is None and package is None and question:
        record = await scenario_at_hand(context, catalogs, normalise(question))
        if record is None:
            return await _search(context, question)
        package, aspect = record, records.scenario_aspects(normalise(question))[0]
    if record is None and package is not None:
        return await _edited(context, catalogs, package, question, gone=True)
    text = normalise(context.question)
    if record is not None and library.catalogs.scenarios.get(record.id) is not record:
        return await _edited(context, catalogs, record, context.question, aspect, gone=False)
    passage = library.get(f"{record.id}#about") if record else None
    if record is None or passage is None:
        return refusals.unknown(wording.NO_SCENARIO.format(name=scenario)).result()
    if refused := refusals.unheld(passage, text):
        refused = await _held_nowhere(context, text) or refused
        return await records.kept_in_mind(context, refused.result(), record.id, aspect)
    aspects = list(dict.fromkeys([aspect, *records.scenario_aspects(text)]))
    answer = records.answer_scenario(library, passage, aspects, context.question, given=given).result()
    if fit := met(catalogs, record, text) or await records.suiting(context, record, text):
        answer = answer.model_copy(update={"text": f"{fit}\n\n{answer.text}"})
    return await records.kept_in_mind(context, answer, record.id, aspect)
