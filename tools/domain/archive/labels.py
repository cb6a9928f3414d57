"""Reads facts that are given under the name of their field: said plainly, corrected, or filled in like a form."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tools.domain.archive import lexicon
from tools.domain.archive.amounts import amount_at
from tools.domain.archive.choices import choices
from tools.domain.archive.figures import in_wan, plain, share, year
from tools.domain.archive.found import Found, clause_before
from tools.domain.archive.phrases import town, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.surveys import ArchiveField

_TAIL = re.compile(lexicon.LABEL_TAIL)
_CHANGED = re.compile(lexicon.CHANGED)


def labelled(text: str, fields: Mapping[str, ArchiveField]) -> dict[str, Found]:
    """Read the facts a message gives by their field's name.

    Args:
        text: The folded message.
        fields: The archive's fields, by key.
    """
    found: dict[str, Found] = {}
    for field, start, end in named(text, fields):
        tail = _TAIL.match(text, end)
        after = tail.end() if tail else end
        said = text[end:after]
        stop = lexicon.SENTENCE if field.key == lexicon.PAINS_FIELD else lexicon.CLAUSE
        rest = stop.split(text[after:], maxsplit=1)[0]
        if field.kind in {"integer", "number"} and (step := _step(field, text, start, end)):
            if moved := _figure(field, text, step):
                found[field.key] = replace(moved, words=text[start:step] + moved.words)
            continue
        value = _read(field, text, said, after, rest)
        if value is not None and (field.key not in found or _CHANGED.search(said)):
            found[field.key] = Found(value.value, text[start:after] + value.words, value.bound, value.adds)
    return found


def named(text: str, fields: Mapping[str, ArchiveField]) -> Iterator[tuple[ArchiveField, int, int]]:
    """Yield the fields a message names, with where; a longer name hides the shorter ones in it.

    Args:
        text: The folded message.
        fields: The archive's fields, by key.
    """
    lowered = text.lower()
    taken: set[int] = set()
    hits: list[tuple[int, int, str]] = []
    for name, key in _names(tuple((field.key, field.name, *field.aliases) for field in fields.values())):
        start = lowered.find(name)
        while start >= 0:
            end = start + len(name)
            places = set(range(start, end))
            if not places & taken:
                taken |= places
                hits.append((start, end, key))
            start = lowered.find(name, end)
    for start, end, key in sorted(hits):
        yield fields[key], start, end


@lru_cache(maxsize=4)
def _names(fields: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, str], ...]:
    """Return what fields are called, each name with its field's key, the longest first."""
    names = [(name.lower(), key) for key, *called in fields for name in called]
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


def _read(field: ArchiveField, text: str, said: str, after: int, rest: str) -> Found | None:
    if field.kind in {"integer", "number"}:
        return _figure(field, text, after)
    stated = lexicon.STATED.search(said) is not None or _CHANGED.search(said) is not None
    if not stated or not rest.strip():
        return None
    if field.kind == "flag":
        return _flag(rest)
    if field.kind == "text":
        if field.key == lexicon.TOWN_FIELD:
            return _town(rest)
        words = trimmed(lexicon.SAID_NEXT.split(rest, maxsplit=1)[0])
        asked = lexicon.NO_NAME.search(words) if field.key == "name" else lexicon.QUESTION_WORD.search(words)
        empty = not words or lexicon.NO_VALUE.fullmatch(words)
        return None if asked or empty or field.key in {"phone", "credit_code"} else Found(words, words)
    return _choice(field, rest, replaces=_CHANGED.search(said) is not None)


def _town(rest: str) -> Found | None:
    """Read where a firm sits: a place that is known, or else words that can be one."""
    words = trimmed(lexicon.SAID_NEXT.split(rest, maxsplit=1)[0])
    if (found := town(lexicon.AT + rest) or town(rest)) is not None:
        return found
    return Found(words, words) if lexicon.PLACE_LIKE.search(words) and not lexicon.QUESTION_WORD.search(words) else None


def _figure(field: ArchiveField, text: str, after: int) -> Found | None:
    negative = lexicon.NEGATIVE.match(text, after)
    place = negative.end() if negative else after
    amount = amount_at(text, place)
    if amount is None:
        return None
    rest = text[place:]
    found: Found | None
    if field.key.endswith("_wan"):
        found = in_wan(amount, rest)
    elif field.unit == "%":
        found = share(amount, rest) or Found(plain(amount.value), rest[: amount.end], amount.bound)
    elif field.key == "founded":
        value = year(rest[: amount.end]) if amount.value < lexicon.YEARS_END else None
        found = None if value is None else Found(value, rest[: amount.end])
    else:
        found = Found(plain(amount.value), rest[: amount.end], amount.bound)
    if found is None or negative is None:
        return found
    return Found(-found.value, negative.group(0) + found.words, found.bound)


def _step(field: ArchiveField, text: str, start: int, end: int) -> int | None:
    """Return where what holds now begins behind a figure that holds no longer, or is wrong; None where it does hold.

    Only money that is to be spent may be something to come.
    """
    lead = lexicon.MOVED_LEAD.match(text, end)
    place = lead.end() if lead else end
    before = amount_at(text, place)
    if before is None:
        return None
    if wrong := lexicon.WRONG_THEN.match(text, place + before.end):
        return wrong.end()
    wants = lexicon.WANTS_TO.search(clause_before(text, start))
    if wants and (wants["if"] or field.key != lexicon.BUDGET_FIELD):
        return None
    step = lexicon.MOVED_TO.match(text, place + before.end)
    if step is None:
        return None
    then = amount_at(text, step.end())
    to_come = then is not None and lexicon.TO_COME.match(text, step.end() + then.end)
    return None if to_come else step.end()


def _flag(rest: str) -> Found | None:
    lowered = rest.strip().lower()
    for pattern, value in ((lexicon.NO_WORD, False), (lexicon.YES_WORD, True)):
        if match := pattern.match(lowered):
            return Found(value=value, words=match.group(0))
    return None


def _choice(field: ArchiveField, rest: str, *, replaces: bool) -> Found | None:
    lowered = rest.lower()
    options = [option for option in field.options if option.lower() in lowered]
    options = [o for o in options if not any(o != other and o in other for other in options)]
    options.sort(key=lambda option: lowered.index(option.lower()))
    if len(options) > 1 and lexicon.NONE in options:
        options.remove(lexicon.NONE)
    words = rest.strip()
    adds = not replaces and field.key != lexicon.PAINS_FIELD
    if field.kind == "list":
        more = choices(lexicon.AS_SAID[field.key].format(item=rest)).get(field.key)
        items: list[Any] = list(dict.fromkeys([*options, *(more.value if more else [])]))
        if len(items) > 1 and lexicon.NONE in items:
            items.remove(lexicon.NONE)
        return Found(items, words, adds=adds) if items else None
    if options:
        return Found(options[0], words)
    read = choices(rest).get(field.key)
    return Found(read.value, words) if read else None
