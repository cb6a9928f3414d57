"""Answers a free question with the best of what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from corpus.passages import STANDARD, Hit, Kind, Passage
from tools.domain.eligibility import policy_named
from tools.kit import lexicon
from tools.knowledge import lexicon as words
from tools.knowledge import locating, premises, records, refusals, standard
from tools.knowledge.draft import Draft, heading, is_standard, shorten
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tools.kit.ports import Library
    from tools.kit.tool import ToolContext
    from tools.knowledge.standard import Aspect


UNSURE = (13.0, 0.22)
"""Below this score and this coverage an answer is called the nearest there is, not the answer."""
RELATED = 3
"""How many more passages are named below an answer."""


NEAR = 0.6
"""A related passage's score, as a share of the best one's."""


BARE = 5
"""Up to how many characters a message is a bare word."""


EQUAL = 0.6
"""From which share of the best score a unit may be what a bare word means."""


MANY = 3
"""How many clauses a bare word must run through to be asked about."""


ALONE, FULL = 0.5, 20.0
"""From this coverage or this score on a short message is a question of its own."""


AS_NEAR = 0.95
"""From which share of the best score on the standard's opening pages are as near as what was found first."""


WHOLLY = 0.6
"""From which coverage on an abbreviation that is named answers whatever is asked of it."""


WHOLE = 0.85
"""The clause's own score, as a share of its item's, from which it is answered as a whole."""


async def answer(context: ToolContext, hits: list[Hit], text: str) -> Draft:
    """Answer with the best of what was found.

    Args:
        context: Who asks, and when.
        hits: What was found, best first.
        text: The normalised question.
    """
    library = context.library
    best = hits[0] if hits else None
    if best is None or best.coverage < locating.KNOWN or best.score < locating.WEAK:
        return refusals.nothing(text)
    hits = _opening_first(hits)
    passage = hits[0].passage
    if refused := refusals.unheld(passage, text):
        return refused
    aspect = standard.aspect_of(text)
    if readings := _readings(library, hits, text):
        return _which(readings, text)
    if passage.kind is Kind.FACT:
        draft = _fact(library, hits, text)
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
    if best.score < UNSURE[0] and best.coverage < UNSURE[1] and passage.kind is not Kind.UPLOAD:
        draft.lead = wording.UNSURE.format(lead=draft.lead)
    draft.related = _related(library, hits, draft)
    return draft


def _opening_first(hits: list[Hit]) -> list[Hit]:
    """Put the standard's opening pages before a fact about them where they hold more of what is asked."""
    fact = hits[0]
    if fact.passage.kind is not Kind.FACT:
        return hits
    return _before([hit for hit in _opening(hits) if hit.coverage > fact.coverage], hits)


def _opening(hits: Sequence[Hit]) -> list[Hit]:
    """Return what was found on the standard's opening pages, as near as the best."""
    return [h for h in hits if h.passage.kind is Kind.FRONT_MATTER and h.score >= AS_NEAR * hits[0].score]


def _before(first: Sequence[Hit], hits: Sequence[Hit]) -> list[Hit]:
    return [*first, *(hit for hit in hits if hit not in first)]


def nearest(hits: list[Hit], near: str) -> list[Hit]:
    """Put a follow-up's own clause first where it holds an answer nearly as good as any."""
    for hit in hits[:6] if near and hits and hits[0].passage.kind is not Kind.FACT else []:
        inside = near in {hit.passage.document, hit.passage.clause} or hit.passage.clause.startswith(
            (f"{near} ", f"{near}.")
        )
        if inside and hit.score >= NEAR * hits[0].score:
            return [hit, *(other for other in hits if other is not hit)]
    return hits


def stands_alone(hits: Sequence[Hit]) -> bool:
    """Tell whether a short message is a question of its own: what it finds covers most of it, or opening pages do."""
    near = [hit for hit in hits[:RELATED] if hit.score >= AS_NEAR * hits[0].score]
    return any(hit.coverage >= ALONE for hit in (*near, *_opening(hits))) or any(hit.score >= FULL for hit in hits[:1])


def without_abbreviations(hits: Sequence[Hit], asked: str) -> list[Hit]:
    """Leave out abbreviations that a question does not name, or does not ask the meaning of.

    Args:
        hits: What was found, best first.
        asked: The normalised question, without the one before it.
    """
    means = words.MEANING.search(asked) is not None

    def meant(hit: Hit) -> bool:
        passage = hit.passage
        names = map(normalise, (*words.WRITTEN_OUT.split(passage.display), *passage.aliases))
        said = next((name for name in sorted(names, key=len, reverse=True) if name and name in asked), None)
        if said is None:
            return means and words.LATIN.search(asked) is None
        told = words.TOLD_TO_BE.match(asked.partition(said)[2]) is not None
        return means or told or hit.coverage >= WHOLLY or len(_letters(asked.replace(said, ""))) < BARE

    return [hit for hit in hits if hit.passage.kind is not Kind.ABBREVIATION or meant(hit)]


def still_running(library: Library, hits: list[Hit], text: str, today: date) -> list[Hit]:
    """Put the policy that a question calls by its name in talk before one that has ended and is about as near."""
    if not hits or hits[0].passage.kind is not Kind.POLICY:
        return hits
    until = library.catalogs.policies[hits[0].passage.document].in_force_until
    policy = policy_named(text, library.catalogs) if until is not None and until < today else None
    return _before([hit for hit in hits if hit.passage.document == policy and hit.score >= NEAR * hits[0].score], hits)


def of_the_standard(hits: list[Hit], text: str) -> list[Hit]:
    """Put the standard's own words first where they are asked for, unless they hardly answer."""
    if not hits or is_standard(hits[0].passage) or not words.OF_THE_STANDARD.search(text):
        return hits
    return _before([hit for hit in hits if is_standard(hit.passage) and hit.score >= NEAR * hits[0].score], hits)


def of_policies(hits: Sequence[Hit], text: str) -> bool:
    """Tell whether a question is one to the policies on its own, whatever was spoken of before."""
    return bool(hits) and hits[0].passage.kind is Kind.POLICY and words.OF_POLICIES.search(text) is not None


def in_force(library: Library, hits: list[Hit], text: str) -> list[Hit]:
    """Put the policy in force before the one it replaced, unless the old one is asked for."""
    if not hits or hits[0].passage.kind is not Kind.POLICY or lexicon.OLD.search(text):
        return hits
    successor = library.catalogs.policies[hits[0].passage.document].replaced_by
    newer = [hit for hit in hits if hit.passage.document == successor]
    return [*newer, *(hit for hit in hits if hit.passage.document != successor)]


def of_place(library: Library, hits: list[Hit], text: str) -> list[Hit]:
    """Put the policy that speaks of the city a question names before one that does not."""
    places = [place for place in words.CITIES if place in text]
    if not places or words.OF_HOME.search(text) or not hits or hits[0].passage.kind is not Kind.POLICY:
        return hits

    def told(hit: Hit) -> bool:
        policy = library.catalogs.policies.get(hit.passage.document)
        lines = () if policy is None else (policy.title, policy.summary, *policy.provisions, *policy.eligibility)
        return any(place in line for place in places for line in lines)

    if told(hits[0]):
        return hits
    return _before([hit for hit in hits if hit.score >= NEAR * hits[0].score and told(hit)], hits)


_NAMES: dict[str, dict[str, dict[str, Passage]]] = {}


def is_bare(text: str) -> bool:
    """Tell whether a message is a word or two rather than a question."""
    return 1 < len(_letters(text)) <= BARE and not _letters(text).isascii()


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _by_name(library: Library) -> Mapping[str, Mapping[str, Passage]]:
    """Return the units of the standard by their name and clause; found once for each generation of the library."""
    known = _NAMES.get(library.version)
    if known is None:
        known = {}
        for passage in filter(is_standard, library.passages):
            known.setdefault(normalise(locating.first_name(passage)), {})[passage.clause] = passage
        _NAMES.clear()
        _NAMES[library.version] = known
    return known


def _readings(library: Library, hits: Sequence[Hit], text: str) -> list[Passage]:
    """Return the units a bare word may mean, or nothing where the question says more or one unit stands out."""
    word = _letters(text)
    same = _by_name(library).get(word, {})
    if len(same) > 1 and not any(p.kind in {Kind.CLAUSE, Kind.ITEM} for p in same.values()):
        return list(same.values())
    if not is_bare(text) or same:
        return []
    near = [h.passage for h in hits if h.score >= EQUAL * hits[0].score and is_standard(h.passage)]
    if any(word in map(normalise, p.aliases) for p in near):
        return []
    groups: dict[str, Passage] = {}
    for passage in near:
        if word in normalise(passage.display):
            groups.setdefault(passage.parent or passage.id, passage)
    return list(groups.values()) if len(groups) >= MANY else []


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
        offers=True,
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


def _related(library: Library, hits: Sequence[Hit], draft: Draft) -> list[Passage]:
    shown = {p.id for p in (*draft.quotes, *draft.cited)}
    labels = {(p.document, p.clause) for p in (*draft.quotes, *draft.cited)}
    documents = {p.document for p in draft.quotes if not is_standard(p)}
    found: list[Passage] = []
    for hit in hits[1:]:
        passage = hit.passage
        if hit.score < NEAR * hits[0].score:
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


def _cited(library: Library, fact: Passage) -> list[Passage]:
    record = library.catalogs.facts[fact.title]
    return [p for name in record.cites for p in library.find(STANDARD, name)[:1]]


def _fact(library: Library, hits: Sequence[Hit], text: str) -> Draft:
    """Tell a fact about the whole, its source that stands nearest to the question first."""
    passage = hits[0].passage
    place = {hit.passage.id: order for order, hit in enumerate(hits)}
    cited = sorted(_cited(library, passage), key=lambda p: place.get(p.id, len(hits)))
    suggestions = [standard.read(p, p.title) for p in cited[:2] if p.kind is not Kind.FRONT_MATTER]
    verdict = premises.checked(library, passage, text)
    lead = f"{verdict.opening}{passage.display}" if verdict else passage.display
    return Draft("fact", lead, cited=cited, suggestions=suggestions, question=text)
