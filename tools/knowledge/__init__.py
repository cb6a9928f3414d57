"""Answers from the sources: a free question, a clause, a comparison, a policy or a scenario."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from corpus.passages import STANDARD, Hit, Kind, Passage
from tools.kit import lexicon
from tools.kit.references import Reference
from tools.kit.references import find as find_references
from tools.kit.tool import Suggestion, ToolContext, tool
from tools.knowledge import records, standard
from tools.knowledge.draft import Answer, Draft, heading, is_standard, label, shorten, unique
from tools.knowledge.records import PolicyAspect, ScenarioAspect
from tools.knowledge.standard import Aspect
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Absent
    from tools.kit.ports import Library

__all__ = ["compare", "read_clause", "read_policy", "read_scenario", "search_sources"]

LIMIT = 12
"""How many passages are looked at for one question."""
RELATED = 3
"""How many more passages are named below an answer."""
NEAR = 0.6
"""A related passage's score, as a share of the best one's."""
ALONE = 0.5
"""From this coverage on a short message is a question of its own, not a follow-up."""
KNOWN = 0.08
"""Below this coverage the best passage has nothing to do with the question."""


@tool(wording.SEARCH_SOURCES)
async def search_sources(context: ToolContext, question: str, about: str = "", near: str = "") -> Answer:
    """Answer a question from the standard, the policies, the scenarios and uploaded documents.

    Args:
        question: The question in the person's own words.
        about: The question before, which this one follows up.
        near: The clause the conversation is about, preferred where it holds an answer too.
    """
    library, text = context.library, normalise(question)
    if claim := _unreliable(library, text):
        return claim.result()
    hits = list(await library.search(question, LIMIT))
    if about and (not hits or hits[0].coverage < ALONE):
        text = normalise(f"{about} {question}")
        hits = list(await library.search(text, LIMIT))
    if absent := _cued(library, hits, normalise(question)):
        return _absent(library, absent, text).result()
    hits = _in_force(library, _nearest(hits, near), text)
    return (await _answer(context, hits, text)).result()


@tool(wording.READ_CLAUSE)
async def read_clause(context: ToolContext, clause: str, aspect: Aspect = "content") -> Answer:
    """Read a clause, item, term, indicator or appendix of the standard by its number.

    Args:
        clause: The number as cited, such as 8.3.1, 8.3.1 b) or an appendix label.
        aspect: What is asked of it.
    """
    library = context.library
    passage = _resolve(library, clause)
    if passage is None:
        return _missing(library, clause).result()
    question = normalise(context.question)
    if passage.kind in _WIDE and aspect not in {"list", "count", "misprint"}:
        passage = await _narrowed(context, passage, question)
    return standard.answer(library, passage, aspect, question or clause).result()


@tool(wording.COMPARE)
async def compare(context: ToolContext, first: str, second: str) -> Answer:
    """Compare two clauses, policies or topics.

    Args:
        first: A clause number, or a topic in words.
        second: A clause number, or a topic in words.
    """
    library = context.library
    found = [await _topic(library, name) for name in (first, second)]
    known = [passage for passage in found if passage is not None]
    if len(known) < len(found):
        missing = first if found[0] is None else second
        return _missing(library, missing).result()
    return _compared(library, known, normalise(context.question)).result()


@tool(wording.READ_POLICY)
async def read_policy(context: ToolContext, policy: str, aspect: PolicyAspect = "provisions") -> Answer:
    """Read one policy: what it gives, who may apply, how, until when.

    Args:
        policy: Its id, title or document number.
        aspect: The field asked for.
    """
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
        return _unknown(wording.NO_POLICY.format(name=policy)).result()
    return records.answer_policy(library, record, [aspect], context.now, context.question).result()


@tool(wording.READ_SCENARIO)
async def read_scenario(context: ToolContext, scenario: str, aspect: ScenarioAspect = "about") -> Answer:
    """Read one scenario of the catalog: what it does, what it needs, how long it takes, what it is measured by.

    Args:
        scenario: Its id or name.
        aspect: The field asked for.
    """
    library, name = context.library, normalise(scenario)
    record = library.catalogs.scenarios.get(scenario) or next(
        (
            s
            for s in library.catalogs.scenarios.values()
            if any(name in normalise(known) for known in (s.name, *s.aliases))
        ),
        None,
    )
    passage = library.get(f"{record.id}#about") if record else None
    if passage is None:
        return _unknown(wording.NO_SCENARIO.format(name=scenario)).result()
    return records.answer_scenario(library, passage, [aspect], context.question).result()


async def _answer(context: ToolContext, hits: list[Hit], text: str) -> Draft:
    library = context.library
    if _is_bare(text):
        hits = [hit for hit in hits if hit.passage.kind is not Kind.ABSENT]
    best = hits[0] if hits else None
    if best is None or best.coverage < KNOWN:
        return _nothing(text)
    passage = best.passage
    if passage.kind is Kind.ABSENT:
        return _absent(library, library.catalogs.absent[passage.clause], text)
    aspect = standard.aspect_of(text)
    if readings := _readings(library, hits, text):
        return _which(readings, text)
    if passage.kind is Kind.FACT:
        draft = _fact(library, passage, text)
    elif passage.kind is Kind.POLICY:
        field = passage.id.partition("#")[2]
        policy = library.catalogs.policies[passage.document]
        draft = records.answer_policy(library, policy, records.policy_aspects(text, field), context.now, text)
    elif passage.kind is Kind.SCENARIO:
        field = passage.id.partition("#")[2]
        draft = records.answer_scenario(library, passage, records.scenario_aspects(text, field), text)
    elif passage.kind is Kind.UPLOAD:
        draft = Draft("upload", wording.FOUND_IN.format(title=passage.document), quotes=[passage], question=text)
    else:
        draft = standard.answer(library, _whole(hits, aspect), aspect, text)
    draft.related = _related(library, hits, draft)
    return draft


def _nearest(hits: list[Hit], near: str) -> list[Hit]:
    """Put a follow-up's own clause first where it holds an answer nearly as good as any."""
    for hit in hits[:6] if near else []:
        if hit.passage.clause.startswith(near) and hit.score >= NEAR * hits[0].score:
            return [hit, *(other for other in hits if other is not hit)]
    return hits


def _in_force(library: Library, hits: list[Hit], text: str) -> list[Hit]:
    """Put the policy in force before the one it replaced, unless the old one is asked for."""
    if not hits or hits[0].passage.kind is not Kind.POLICY or lexicon.OLD.search(text):
        return hits
    successor = library.catalogs.policies[hits[0].passage.document].replaced_by
    newer = [hit for hit in hits if hit.passage.document == successor]
    return [*newer, *(hit for hit in hits if hit.passage.document != successor)]


def _is_bare(text: str) -> bool:
    """Tell whether a message is a word or two rather than a question."""
    return 1 < len(_letters(text)) <= BARE and not _letters(text).isascii()


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _readings(library: Library, hits: Sequence[Hit], text: str) -> list[Passage]:
    """Return the units a bare word may mean, or nothing where the question says more or one unit stands out."""
    word = _letters(text)
    same = {p.clause: p for p in library.passages if is_standard(p) and normalise(_first_name(p)) == word}
    if len(same) > 1 and not any(p.kind in {Kind.CLAUSE, Kind.ITEM} for p in same.values()):
        return list(same.values())
    if not _is_bare(text) or same:
        return []
    near = [h.passage for h in hits if h.score >= EQUAL * hits[0].score and is_standard(h.passage)]
    if any(word in map(normalise, p.aliases) for p in near):
        return []
    groups: dict[str, Passage] = {}
    for passage in near:
        if word in normalise(passage.display):
            groups.setdefault(passage.parent or passage.id, passage)
    return list(groups.values()) if len(groups) >= MANY else []


BARE = 5
"""Up to how many characters a message is a bare word."""
EQUAL = 0.6
"""From which share of the best score a unit may be what a bare word means."""
MANY = 3
"""How many clauses a bare word must run through to be asked about."""


def _which(readings: list[Passage], text: str) -> Draft:
    shown = readings[:4]
    lines = [f"- **{p.clause}** {shorten(p.plain or p.display)}" for p in shown]
    return Draft(
        "question",
        wording.WHICH.format(text=text.strip()),
        notes=["\n".join(lines)],
        cited=shown,
        suggestions=[standard.read(p, f"{p.clause} {heading(p)}") for p in shown],
        question=text,
    )


def _whole(hits: Sequence[Hit], aspect: Aspect) -> Passage:
    """Take the clause instead of its item where a whole list is asked for and the clause itself was found too."""
    best = hits[0].passage
    if aspect not in {"list", "count"} or best.kind is not Kind.ITEM or best.parent is None:
        return best
    for hit in hits[:3]:
        if hit.passage.id == best.parent and hit.score >= WHOLE * hits[0].score:
            return hit.passage
    return best


WHOLE = 0.85
"""The clause's own score, as a share of its item's, from which it is answered as a whole."""


def _related(library: Library, hits: Sequence[Hit], draft: Draft) -> list[Passage]:
    shown = {p.id for p in (*draft.quotes, *draft.cited)}
    labels = {(p.document, p.clause) for p in (*draft.quotes, *draft.cited)}
    documents = {p.document for p in draft.quotes if not is_standard(p)}
    found: list[Passage] = []
    for hit in hits[1:]:
        passage = hit.passage
        if passage.kind is Kind.ABSENT or hit.score < NEAR * hits[0].score:
            continue
        if passage.kind is Kind.FACT:
            passage = _cited(library, passage)[0]
        if passage.kind in {Kind.POLICY, Kind.SCENARIO}:
            passage = library.get(f"{passage.document}#about") or passage
            if passage.document in documents:
                continue
            documents.add(passage.document)
        if passage.id in shown or ((passage.document, passage.clause) in labels and is_standard(passage)):
            continue
        shown.add(passage.id)
        labels.add((passage.document, passage.clause))
        found.append(passage)
    return found[:RELATED]


def _unreliable(library: Library, text: str) -> Draft | None:
    plain = "".join(c for c in text if c not in " 〔〕[]()（）《》“”\"'")
    for claim in library.catalogs.unreliable_claims:
        if any(normalise(keyword).replace(" ", "") in plain for keyword in claim.keywords):
            cited = [p for p in (library.get(f"{i}#about") for i in claim.instead) if p]
            return Draft("unreliable", claim.say, cited=cited, declined=claim.kind == "document", question=text)
    return None


def _cued(library: Library, hits: Sequence[Hit], text: str) -> Absent | None:
    """Find the kind of unanswerable question whose cues a message carries, the best ranked where several do."""
    cued = {
        record.id: record
        for record in library.catalogs.absent.values()
        if any(_pattern(cue).search(text) for cue in record.cues)
        and not any(_pattern(word).search(text) for word in record.unless)
    }
    ranked = (hit.passage.clause for hit in hits if hit.passage.kind is Kind.ABSENT)
    first = next((name for name in ranked if name in cued), next(iter(cued), None))
    return cued[first] if first else None


@lru_cache(maxsize=4096)
def _pattern(cue: str) -> re.Pattern[str]:
    return re.compile(cue)


def _absent(library: Library, record: Absent, text: str) -> Draft:
    cited = [p for p in (_first_of(library, name) for name in record.cites) if p]
    return Draft(
        "absent",
        f"{record.say}{record.turn_to}",
        cited=cited,
        suggestions=[Suggestion(title=title) for title in record.suggest],
        declined=True,
        question=text,
    )


def _first_of(library: Library, name: str) -> Passage | None:
    """Find what a data file cites: a clause of the standard, or a policy or scenario by its id."""
    return next(iter(library.find(STANDARD, name)), None) or library.get(f"{name}#about")


def _unknown(lead: str) -> Draft:
    return Draft("nothing", lead, notes=[wording.NOTHING_NEXT], declined=True)


def _nothing(text: str) -> Draft:
    draft = _unknown(wording.NOTHING)
    draft.question = text
    return draft


def _cited(library: Library, fact: Passage) -> list[Passage]:
    record = library.catalogs.facts[fact.title]
    return [p for name in record.cites for p in library.find(STANDARD, name)[:1]]


def _fact(library: Library, passage: Passage, text: str) -> Draft:
    cited = _cited(library, passage)
    suggestions = [standard.read(p, p.title) for p in cited[:2] if p.kind is not Kind.FRONT_MATTER]
    return Draft("fact", passage.display, cited=cited, suggestions=suggestions, question=text)


def _resolve(library: Library, clause: str) -> Passage | None:
    """Find the unit a label or a loosely written clause number names."""
    exact = library.find(STANDARD, clause)
    if exact:
        return next((p for p in exact if p.kind is not Kind.ENTRY), exact[0])
    references = find_references(normalise(clause))
    return _referred(library, references[0]) if references else None


def _referred(library: Library, reference: Reference) -> Passage | None:
    found = [p for p in library.find(STANDARD, reference.label) if p.kind is not Kind.FACT]
    if not found:
        return None
    unit = next((p for p in found if p.kind is not Kind.ENTRY), found[0])
    if reference.letter:
        return next(iter(library.find(STANDARD, f"{reference.label} {reference.letter})")), None)
    if reference.ordinal is not None:
        below = [p for p in library.children(unit.id) if p.kind in {Kind.ITEM, Kind.CLAUSE, Kind.SUBCLASS, Kind.TERM}]
        index = reference.ordinal - 1 if reference.ordinal > 0 else -1
        return below[index] if below and index < len(below) else None
    return unit


def _missing(library: Library, clause: str) -> Draft:
    references = find_references(normalise(clause))
    reference = references[0] if references else Reference(clause)
    name = reference.label
    parent: Passage | None = None
    while name and parent is None:
        parent = next(iter(library.find(STANDARD, name)), None)
        name = name.rpartition(".")[0] if "." in name else ""
    near, cited, suggestions = wording.NEAR_CHAPTERS, [], []
    if parent is not None:
        below = [p for p in library.children(parent.id) if p.kind is not Kind.ENTRY]
        if below and below[0].kind is Kind.ITEM:
            names = wording.LIST_COMMA.join(p.clause.removeprefix(parent.clause).strip() for p in below)
            near = wording.NEAR_ITEMS.format(parent=parent.clause, names=names)
        elif below:
            names = wording.LIST_COMMA.join(p.title for p in below)
            near = wording.NEAR_CHILDREN.format(parent=parent.clause, names=names)
            suggestions = [standard.read(p, p.title) for p in below[:3]]
        else:
            near = wording.NEAREST.format(label=parent.clause, text=shorten(parent.plain or parent.display))
        cited = [parent]
        suggestions = suggestions or [standard.read(parent, parent.title)]
    return Draft(
        "missing",
        wording.MISSING_CLAUSE.format(label=clause.strip(), near=near),
        cited=cited,
        suggestions=suggestions,
        declined=True,
        question=clause,
    )


async def _narrowed(context: ToolContext, passage: Passage, question: str) -> Passage:
    """Answer with the item a question about a clause singles out, else with the clause."""
    rest = question
    for reference in reversed(find_references(question)):
        rest = rest[: reference.span[0]] + " " + rest[reference.span[1] :]
    if len("".join(c for c in rest if c.isalnum())) < SPECIFIC:
        return passage
    below = (f"{passage.clause} ", f"{passage.clause}.")
    for hit in await context.library.search(rest, LIMIT):
        inside = is_standard(hit.passage) and hit.passage.clause.startswith(below)
        if inside and hit.coverage > CERTAIN:
            return hit.passage
        if passage.kind is not Kind.APPENDIX:
            break
    return passage


_WIDE = {Kind.CLAUSE, Kind.CHAPTER, Kind.SUBCLASS, Kind.CLASS, Kind.APPENDIX}
SPECIFIC = 4
"""How many characters beside the clause number make a question about one item of it."""
CERTAIN = 0.4
"""The coverage from which an item is taken instead of its clause."""


async def _topic(library: Library, name: str) -> Passage | None:
    if find_references(normalise(name)):
        return _resolve(library, name)
    wanted = normalise(name).strip()
    for kind in (Kind.TERM, Kind.ABBREVIATION, Kind.INDICATOR, Kind.CLAUSE, Kind.SUBCLASS):
        for passage in library.passages:
            if passage.kind is kind and wanted in {normalise(n) for n in (_first_name(passage), *passage.aliases)}:
                return passage
    for hit in await library.search(name, LIMIT):
        if hit.passage.kind not in {Kind.ABSENT, Kind.FACT} and hit.coverage >= KNOWN:
            return hit.passage
    return None


def _first_name(passage: Passage) -> str:
    """Return a unit's name without its number and its English."""
    words = passage.title.split(" ")
    return words[1] if len(words) > 1 and words[0][:1].isdigit() else words[0]


def _compared(library: Library, passages: list[Passage], question: str) -> Draft:
    first, second = passages
    lead = wording.COMPARED.format(first=_named(first), second=_named(second))
    notes, cited = [], []
    for passage in passages:
        items = [p for p in library.children(passage.id) if p.kind is Kind.ITEM]
        lines = [f"**{_named(passage)}**：{passage.plain or shorten(passage.display, 120)}"]
        lines += [wording.LINE.format(mark=f"{p.clause.rpartition(' ')[2]} ", text=p.plain or p.display) for p in items]
        if not items:
            lines.append("> " + passage.display.replace("\n", "\n> "))
        notes.append("\n".join(lines))
        cited += [passage, *items]
    suggestions = [standard.read(p, p.title) for p in passages if is_standard(p)]
    head = [first, second]
    return Draft(
        "comparison",
        lead,
        notes=notes,
        cited=unique([*head, *cited]),
        suggestions=suggestions,
        question=question,
    )


def _named(passage: Passage) -> str:
    name = heading(passage)
    return f"{label(passage)} {name}" if name != label(passage) and is_standard(passage) else label(passage)
