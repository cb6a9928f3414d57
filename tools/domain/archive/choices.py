"""Reads what can be chosen from options: industry, systems, pains, honours, parts of the business, yes and no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.domain import lexicon as catalog_words
from tools.domain.archive import lexicon
from tools.domain.archive.found import Found, clause_after, clause_before, denied
from tools.domain.archive.titles import held

if TYPE_CHECKING:
    from collections.abc import Iterable

STRONG, NAMED = 2, 1
"""How surely a word names the industry: in the place of one, or merely there."""
_LACKS = {part: re.compile(lexicon.LACKS.format(part=words)) for part, words in lexicon.PARTS.items()}
_OUTSOURCED = {part: re.compile(lexicon.OUTSOURCED.format(part=words)) for part, words in lexicon.PARTS.items()}


def choices(text: str) -> dict[str, Found]:
    """Read what a message chooses without naming the field.

    Args:
        text: The folded message.
    """
    found: dict[str, Found | None] = {
        "industry": industry(text),
        "systems": systems(text),
        "pains": _pains(text),
        "honors": _honors(text),
        "lacks": _parts(text, _LACKS),
        "outsourced": _parts(text, _OUTSOURCED),
        **{key: _chosen(key, text, options) for key, options in lexicon.CHOICES.items()},
        **{key: _flag(text, *patterns) for key, patterns in lexicon.FLAGS.items()},
    }
    if found["lacks"] is None and (match := lexicon.NO_PRODUCTION.search(text)):
        found["lacks"] = Found([lexicon.PRODUCTION], match.group(0), adds=True)
    return {key: value for key, value in found.items() if value is not None}


def industry(text: str) -> Found | None:
    """Read the industry a text puts a firm in.

    Args:
        text: The folded message.
    """
    cleared = _blank(text.lower(), *lexicon.TOWNS.values(), lexicon.NOT_AN_INDUSTRY)
    named: list[tuple[int, int, str, str]] = []
    for name, pattern in _industries():
        for match in pattern.finditer(cleared):
            before = clause_before(cleared, match.start())
            if lexicon.INDUSTRY_SPOILT.search(before) or lexicon.INDUSTRY_LEFT.match(cleared[match.end() :]):
                continue
            framed = lexicon.FRAMED.search(before) or lexicon.FRAMED_AFTER.match(clause_after(cleared, match.end()))
            sure = STRONG if framed else NAMED
            alone = not before and not lexicon.CLAUSE.split(cleared[match.end() :], maxsplit=1)[0].strip()
            if sure == NAMED and not alone and name in lexicon.WEAK_INDUSTRIES:
                continue
            named.append((-sure, match.start(), name, text[match.start() : match.end()]))
    for name, pattern in lexicon.MADE.items():
        for match in pattern.finditer(cleared):
            after = cleared[match.end() :]
            left = lexicon.INDUSTRY_SPOILT.search(clause_before(cleared, match.start()))
            if not left and not lexicon.INDUSTRY_LEFT.match(after):
                named.append((-STRONG, match.start(), name, text[match.start() : match.end()]))
    specific = [row for row in named if row[2] != lexicon.GENERAL] or named
    if not specific:
        return None
    _, _, name, words = min(specific)
    return Found(name, words)


def missing_systems(text: str) -> frozenset[str]:
    """Return the systems a message says a firm does not use.

    Args:
        text: The folded message.
    """
    return frozenset(
        name
        for name, pattern in lexicon.SYSTEMS.items()
        for match in pattern.finditer(text)
        if denied(text, match.start(), match.end())
    )


def _industries() -> Iterable[tuple[str, re.Pattern[str]]]:
    for name, pattern in catalog_words.INDUSTRIES.items():
        if name not in {catalog_words.GENERAL_MANUFACTURING, catalog_words.GENERAL_SERVICE}:
            yield name, pattern
    yield lexicon.MACHINERY_NAMES["shoes"], lexicon.SHOES
    yield lexicon.MACHINERY_NAMES["sound"], lexicon.SOUND
    yield lexicon.MACHINERY_NAMES["general"], lexicon.GENERAL_MAKERS
    yield lexicon.MACHINERY_NAMES["service"], lexicon.GENERAL_SERVICES
    yield lexicon.MACHINERY_NAMES["other"], lexicon.OTHER_INDUSTRIES


def _blank(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(lambda match: "_" * len(match.group(0)), text)
    return text


def systems(text: str) -> Found | None:
    """Read which systems a message says are in use; ``NONE`` where it says there are none.

    Args:
        text: The folded message.
    """
    claimed: list[tuple[int, str, str]] = []
    for name, pattern in lexicon.SYSTEMS.items():
        for match in pattern.finditer(text):
            if not denied(text, match.start(), match.end()):
                claimed.append((match.start(), name, match.group(0)))
                break
    spans = {name: range(start, start + len(words)) for start, name, words in claimed}
    hidden = {
        wide
        for narrow, wide in lexicon.OVERLAPPING_SYSTEMS.items()
        if narrow in spans and wide in spans and set(spans[narrow]) & set(spans[wide])
    }
    kept = sorted((start, name, words) for start, name, words in claimed if name not in hidden)
    if kept:
        return _listed(text, [(name, words) for _, name, words in kept])
    none = lexicon.NO_SYSTEMS.search(text)
    return Found([lexicon.NONE], none.group(0)) if none else None


def _listed(text: str, items: Iterable[tuple[str, str]]) -> Found:
    rows = list(items)
    replaces = lexicon.CHANGES.search(text) and not lexicon.LIST_ADDS.search(text)
    names = list(dict.fromkeys(name for name, _ in rows))
    words = lexicon.COMMA.join(dict.fromkeys(words for _, words in rows))
    return Found(names, words, adds=not replaces)


def _pains(text: str) -> Found | None:
    named: dict[str, tuple[int, str]] = {}
    for start, clause in _clauses(text):
        if lexicon.PAIN_DENIED.search(clause):
            continue
        framed = lexicon.PAIN_FRAME.search(clause) is not None
        for pain, pattern in lexicon.PAINS.items():
            for match in pattern.finditer(clause):
                sure = any(m.start() <= match.start() < m.end() for m in lexicon.PAIN_SURE.finditer(clause))
                if (framed or sure) and pain not in named:
                    named[pain] = (start + match.start(), match.group(0))
    if not named:
        return None
    rows = sorted((place, pain, words) for pain, (place, words) in named.items())[: lexicon.MOST_PAINS]
    words = lexicon.COMMA.join(words for _, _, words in rows)
    return Found([pain for _, pain, _ in rows], words, adds=lexicon.LIST_ADDS.search(text) is not None)


def _clauses(text: str) -> Iterable[tuple[int, str]]:
    """Yield clauses with their place; bare lists of pains after a framed clause go with it."""
    position, carried, start = 0, "", 0
    for clause in re.split(r"(?<=[,。;!?\n])", text):
        rest = clause
        for pattern in lexicon.PAINS.values():
            rest = pattern.sub("", rest)
        bare = lexicon.PAIN_LIST.match(rest.strip(lexicon.STOPS)) is not None
        if carried and not bare:
            yield start, carried
            carried = ""
        if not carried:
            start = position
        carried += clause
        position += len(clause)
    if carried:
        yield start, carried


def _honors(text: str) -> Found | None:
    claimed: list[tuple[int, str, str]] = []
    for name, pattern in lexicon.HONORS.items():
        for match in pattern.finditer(text):
            if held(text, match.start(), match.end()):
                claimed.append((match.start(), name, match.group(0)))
                break
    if claimed:
        return _listed(text, [(name, words) for _, name, words in sorted(claimed)])
    none = lexicon.NO_HONORS.search(text)
    return Found([lexicon.NONE], none.group(0)) if none else None


def _parts(text: str, patterns: dict[str, re.Pattern[str]]) -> Found | None:
    rows = [(part, match.group(0)) for part, pattern in patterns.items() if (match := pattern.search(text))]
    return _listed(text, rows) if rows else None


def _chosen(key: str, text: str, options: dict[str, re.Pattern[str]]) -> Found | None:
    hits: list[tuple[int, str, str]] = []
    for option, pattern in options.items():
        for match in pattern.finditer(text):
            if not lexicon.CHOICE_DENIED.search(clause_before(text, match.start())):
                hits.append((match.end(), option, match.group(0)))
                break
    if not hits:
        return None
    _, option, words = min(hits) if key in lexicon.TAKES_FIRST else hits[0]
    return Found(option, words)


def _flag(text: str, yes: re.Pattern[str], no: re.Pattern[str]) -> Found | None:
    if match := no.search(text):
        return Found(value=False, words=match.group(0))
    for match in yes.finditer(text):
        if not denied(text, match.start(), match.end()):
            return Found(value=True, words=match.group(0))
    return None
