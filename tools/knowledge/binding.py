"""Tells how strongly a unit binds, part by part, whom it binds, and whether that covers what a question asks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from corpus import lexical
from corpus.passages import Kind, Modality, Passage
from tools.kit.references import find as find_references
from tools.kit.references import spell_out
from tools.knowledge import lexicon
from tools.wording import standard as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

COVERED = 0.75
"""From which share of a question's informative words a unit's own sentence covers what is asked."""
FOREIGN = 0.25
"""Up to which share of a question's characters may stand in a unit that says nothing of the matter."""
PARAPHRASED = 2
"""In how many expected questions a word must stand to count as another word for the unit's matter."""

MODULES = "8.2.1"
"""The clause whose items are the capabilities an operator is divided into."""

_WORDS = lexical.Lexicon()


@lru_cache(maxsize=512)
def informative(question: str) -> tuple[str, ...]:
    """Return the words of a normalised question that name the thing asked about."""
    rest = spell_out(question)
    for reference in reversed(find_references(rest)):
        start, end = reference.span
        rest = f"{rest[:start]} {rest[end:]}"
    found = lexical.words(lexicon.ASKING.sub(" ", rest), _WORDS)
    return tuple(w for w in found if len(w) > 1 and not w.isdecimal())


def share(question: str, text: str) -> float | None:
    """Return which share of a question's informative words a text holds; None where it has none."""
    words = informative(question)
    if not words:
        return None
    held = lexical.normalise(text)
    return sum(word in held for word in words) / len(words)


def _text(passage: Passage) -> str:
    return " ".join([passage.display, passage.plain or "", passage.title, *passage.path, *passage.aliases])


def covers(passage: Passage, question: str) -> bool | None:
    """Tell whether a unit speaks of what a question asks.

    Returns:
        True where its own words cover the question, or nothing is asked but the unit; False where neither its words
        nor the questions expected of it have anything of it; None where that cannot be told.
    """
    own = share(question, _text(passage))
    if own is None or own >= COVERED:
        return True
    if own or not lexicon.STRICT.search(question):
        return None
    expected = [lexical.normalise(q) for q in passage.questions]
    if any(sum(word in q for q in expected if q != question) >= PARAPHRASED for word in informative(question)):
        return None
    characters = set("".join(informative(question)))
    held = lexical.normalise(_text(passage))
    return None if sum(c in held for c in characters) > FOREIGN * len(characters) else False


def parts(text: str) -> list[tuple[str, Modality]]:
    """Cut a text into the runs of words that one modal verb governs; a sentence without one is left out."""
    found: list[tuple[str, Modality]] = []
    for segment in lexicon.SEGMENT.findall(text):
        words = segment.rstrip(lexicon.SEGMENT_END)
        modality = _modality(words)
        if modality is not None and (not found or found[-1][1] is not modality):
            found.append((words, modality))
    return found


def _modality(text: str) -> Modality | None:
    if lexicon.SHOULD.search(text):
        return Modality.SHOULD
    return Modality.SHALL if lexicon.SHALL.search(text) else None


def is_mixed(passage: Passage) -> bool:
    """Tell whether one part of an item binds and another only recommends."""
    return len({modality for _, modality in parts(passage.display)}) > 1


def part_of(passage: Passage, modality: Modality) -> str | None:
    """Return the words of a mixed item that its other part does not govern."""
    return next((words for words, found in parts(passage.display) if found is modality), None)


def lead(passage: Passage, question: str, *, asserted: bool = False) -> str:
    """Say first whether an item must be done, then what it says.

    Args:
        passage: The item.
        question: The normalised question.
        asserted: Whether the question takes one or the other for granted.
    """
    plain = passage.plain or ""
    if is_mixed(passage):
        ordered = sorted(parts(passage.display), key=lambda part: -(share(question, part[0]) or 0))
        shown = [wording.PART[modality].format(words=words) for words, modality in ordered]
        return wording.PARTS.format(parts=wording.PART_JOIN.join(shown)) + plain
    if passage.modality is None:
        return (wording.OPEN if passage.clause[0].isdecimal() else wording.INFORMATIVE) + plain
    verdict = _verdict(passage.modality, question) if asserted else ""
    if passage.modality is Modality.SHOULD:
        return verdict + wording.RECOMMENDED + plain
    covered = covers(passage, question)
    if covered is None:
        return wording.REQUIRED_HERE + plain
    if not covered:
        return wording.NOT_REQUIRED_SO + plain
    return verdict + wording.REQUIRED + plain


def _verdict(modality: Modality, question: str) -> str:
    claimed = claim(question) if lexicon.CONFIRMING.search(question) else None
    if claimed is None:
        return ""
    return wording.TRUE if claimed is modality else wording.FALSE


def claim(question: str) -> Modality | None:
    """Return how strongly a question takes something to bind; None where it leaves that open."""
    if lexicon.CHOICE.search(question):
        return None
    if lexicon.OPTIONAL_CLAIM.search(question):
        return Modality.SHOULD
    return Modality.SHALL if lexicon.BINDING_CLAIM.search(question) else None


def is_about_force(question: str) -> bool:
    """Tell whether a question speaks of how strongly a unit binds."""
    return bool(lexicon.FORCE.search(question))


def mark(passage: Passage) -> str:
    """Return an item's letter or ordinal within its clause."""
    return passage.clause.rpartition(" ")[2]


def counted(items: Sequence[Passage]) -> str:
    """Say how many items bind, how many recommend and how many do neither, leaving out what there is none of."""
    number = {m: sum(p.modality is m for p in items) for m in (Modality.SHALL, Modality.SHOULD, None)}
    alone = len({p.parent for p in items}) == 1
    mixed = [mark(p) if alone else p.clause for p in items if is_mixed(p)]
    for modality, words in wording.ALL.items():
        if number[modality] == len(items) and not mixed:
            return words
    forms = {
        Modality.SHALL: wording.COUNT_SHALL,
        Modality.SHOULD: wording.COUNT_SHOULD,
        None: wording.COUNT_OPEN,
    }
    said = wording.COUNT_JOIN.join(form.format(count=number[m]) for m, form in forms.items() if number[m])
    both = wording.BOTH_WORDS.format(marks=wording.LIST_COMMA.join(mixed)) if mixed else ""
    return said + wording.COUNT_END + both


def verdict_on(items: Sequence[Passage], question: str) -> str:
    """Judge a claim that all items of a clause bind, or that none does."""
    claimed = claim(question)
    if claimed is None or not items:
        return ""
    as_claimed = sum(p.modality is claimed and not is_mixed(p) for p in items)
    if as_claimed == len(items):
        return wording.TRUE
    return wording.NOT_ALL if as_claimed else wording.FALSE


def actor(passage: Passage) -> str | None:
    """Say who has to act, as the unit itself names them.

    Returns:
        A sentence; empty where the plain words begin with it; None where the unit names nobody.
    """
    text = passage.display
    if roles := [role + duty for role, duty in lexicon.ROLE.findall(text)]:
        form = wording.BY_ROLES if len(roles) > 1 else wording.BY_ROLE
        return form.format(roles=wording.PART_JOIN.join(roles))
    if passage.clause.startswith(MODULES) and (module := module_of(passage)):
        said = (passage.plain or "").startswith(module + wording.IN_CHARGE)
        return "" if said else wording.BY_MODULE.format(module=module)
    named = lexicon.ACTOR.search(text)
    if named is None:
        return None
    others = [party for party in lexicon.PARTIES if party in text]
    others = [o for o in others if not any(o != other and o in other for other in others)]
    if passage.kind is Kind.ITEM and others:
        return wording.BY_ACTOR_WITH.format(actor=named.group(1), others=wording.LIST_COMMA.join(others))
    return wording.BY_ACTOR.format(actor=named.group(1))


def module_of(passage: Passage) -> str:
    """Return the name of the capability an item begins with, or nothing."""
    match = lexicon.MODULE.match(passage.display) if passage.kind is Kind.ITEM else None
    return match.group(1) if match else ""
