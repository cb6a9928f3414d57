"""Says what the sources do not hold, and where to turn instead."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from corpus.passages import STANDARD, Hit, Kind, Passage
from tools.kit import lexicon
from tools.kit.references import Reference
from tools.kit.references import find as find_references
from tools.kit.tool import Suggestion
from tools.knowledge import standard
from tools.knowledge.draft import Draft, shorten
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Absent
    from tools.kit.ports import Library


def unreliable(library: Library, text: str) -> Draft | None:
    """Refuse a claim in circulation that could not be confirmed, if the message is about one."""
    plain = "".join(c for c in lexicon.DAY.sub(wording.DAY, text) if c not in " 〔〕[]()（）《》“”\"'")
    for claim in library.catalogs.unreliable_claims:
        if any(normalise(keyword).replace(" ", "") in plain for keyword in claim.keywords):
            cited = [p for p in (library.get(f"{i}#about") for i in claim.instead) if p]
            return Draft("unreliable", claim.say, cited=cited, declined=claim.kind == "document", question=text)
    return None


def silent(library: Library, hits: Sequence[Hit], text: str) -> Absent | None:
    """Tell whether the sources hold no answer, and which kind of question it is.

    A kind whose cues the message carries needs half the score of the best passage; without cues it must stand
    clearly above every passage.

    Args:
        library: What has been read.
        hits: What was found, best first, kinds of unanswerable questions among it.
        text: The normalised message.
    """
    best = max((hit.score for hit in hits if hit.passage.kind is not Kind.ABSENT), default=0.0)
    for hit in hits:
        if hit.passage.kind is Kind.ABSENT:
            record = library.catalogs.absent[hit.passage.clause]
            if record.needs and not _pattern(record.needs).search(text):
                continue
            if hit.score >= (CUED if _is_cued(record, text) else UNCUED) * best:
                return record
    return None


def cued(library: Library, hits: Sequence[Hit], text: str) -> Absent | None:
    """Tell whether a message carries the cue of a kind of question the sources hold no answer to, which was found.

    Args:
        library: What has been read.
        hits: What was found, best first, kinds of unanswerable questions among it.
        text: The normalised message.
    """
    record = silent(library, hits, text)
    return record if record is not None and _is_cued(record, text) else None


CUED, UNCUED = 0.5, 1.2
"""From which share of the best passage's score a kind of unanswerable question decides, with and without a cue."""


def unheld(passage: Passage, text: str) -> Draft | None:
    """Refuse a thing asked for, such as a price or a telephone number, that the nearest passage does not hold."""
    worked_out = lexicon.FORMULA.search(text) or lexicon.OWN_FIGURES.search(text)
    if passage.kind is Kind.UPLOAD or (worked_out and passage.kind in {Kind.INDICATOR, Kind.ENTRY}):
        return None
    for thing, (asked, held) in lexicon.ASKED_AND_HELD.items():
        if passage.kind in _ONLY and thing not in _ONLY[passage.kind]:
            continue
        if passage.kind not in _ONLY and thing == "target":
            continue
        if asked.search(text) and not held.search(passage.display):
            lead = wording.NOT_HELD.format(thing=wording.THINGS[thing])
            return Draft("absent", lead, quotes=[passage], declined=True, question=text)
    return None


_ONLY = {
    Kind.INDICATOR: {"target", "weight"},
    Kind.ENTRY: {"target", "weight"},
    Kind.POLICY: {"contact"},
    Kind.FACT: {"price", "contact", "penalty", "rank"},
    Kind.FRONT_MATTER: {"price", "contact", "penalty", "rank"},
}
"""What is looked for in kinds that answer most of these questions by themselves."""


def _is_cued(record: Absent, text: str) -> bool:
    called_off = any(_pattern(word).search(text) for word in record.unless)
    return not called_off and any(_pattern(cue).search(text) for cue in record.cues)


@lru_cache(maxsize=4096)
def _pattern(cue: str) -> re.Pattern[str]:
    return re.compile(cue)


def absent(library: Library, record: Absent, text: str) -> Draft:
    """Say what the sources do not hold and where to turn instead."""
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


def unknown(lead: str) -> Draft:
    """Say that what was named is not there, and what there is."""
    return Draft("nothing", lead, notes=[wording.NOTHING_NEXT], declined=True)


def nothing(text: str) -> Draft:
    """Say that nothing answers the question."""
    garbled = text.isascii() and " " not in text.strip()
    draft = Draft("nothing", wording.GARBLED) if garbled else unknown(wording.NOTHING)
    draft.question = text
    return draft


def missing(library: Library, clause: str) -> Draft:
    """Say that a clause does not exist, and what stands nearest to it."""
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
