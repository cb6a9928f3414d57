"""Reads how a message corrects facts that wait for a yes, and which of them alone it wants kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain.archive import lexicon as words
from tools.domain.archive.amounts import amounts, number
from tools.domain.archive.extracting import proposed
from tools.domain.archive.found import fold
from tools.domain.archive.labels import named
from tools.domain.archive.revising import lexicon
from tools.domain.archive.values import Refused, accept

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator, Mapping

    from corpus.surveys import ArchiveField


def revised(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> dict[str, Any] | None:
    """Return facts that wait for a yes as a message corrects them; None where it corrects nothing.

    Args:
        text: The message.
        facts: The facts that were shown.
        fields: The archive's fields, by key.

    Returns:
        The facts as they were shown where the message bids to keep just these.
    """
    folded = fold(text)
    asks = words.QUESTION.search(lexicon.TELLS.sub(r"\1", folded)) or words.ASKED.search(folded)
    if asks or lexicon.WHETHER.search(folded):
        return None
    if _all_of_them(folded, facts):
        return dict(facts)
    said = {**_by_name(folded, facts, fields), **proposed(text, fields).get("facts", {})}
    if only := _only(folded, facts, fields):
        return {key: facts[key] if said.get(key) is None else said[key] for key in facts if key in only}
    out = _left_out(folded, facts, fields)
    news = {key: value for key, value in said.items() if facts.get(key) != value}
    shown = bool(said) and said.keys() <= facts.keys() and words.SAID_WRONG.search(folded) is None
    if not news and not out and (shown or _said_again(folded, facts, fields)):
        return dict(facts)
    if not news and not out and (one := _only_figure(folded, facts, fields)) is not None:
        said = one
    left = {key: value for key, value in said.items() if value is not None and key not in out}
    dropped = out | {key for key, value in said.items() if value is None and facts.get(key) is not None}
    kept = {key: value for key, value in {**facts, **left}.items() if key not in dropped}
    return kept if (said or out) and kept and kept != dict(facts) else None


def counts_on(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> tuple[str, ...]:
    """Return the figures that were shown of which a message says by how much they are off, and not what is right.

    Args:
        text: The message.
        facts: The facts that were shown.
        fields: The archive's fields, by key.
    """
    folded = fold(text)
    if words.QUESTION.search(folded) or words.ASKED.search(folded):
        return ()
    for clause in words.CLAUSE.split(folded):
        by = lexicon.BY_SO_MANY.search(clause)
        those = _called(clause[: by.start()], _figures(facts, fields), fields) if by else set()
        if those:
            return tuple(key for key in facts if key in those)
    return ()


def puts_right_another(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> bool:
    """Tell whether a message puts right a figure by a name that is none of those shown, which stay as they are.

    Args:
        text: The message.
        facts: The facts that were shown.
        fields: The archive's fields, by key.
    """
    folded = fold(text).strip()
    if words.QUESTION.search(folded) or words.ASKED.search(folded) or lexicon.LEAVE_OUT.search(folded):
        return False
    return any(amounts(folded)) and _of_another(folded, facts, fields)


def beside(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> str:
    """Return what a message says beside the names and the values of the facts that were shown.

    Args:
        text: The message.
        facts: The facts that were shown.
        fields: The archive's fields, by key.
    """
    folded = fold(text).lower()
    if any(field.key not in facts for field, _, _ in named(folded, fields)):
        return text
    rest = _picked_out(folded, facts, fields)[1]
    figures = _figures(facts, fields)
    for amount in reversed(list(amounts(rest))):
        written = rest[amount.start : amount.end]
        if any(accept(fields[key], written) == value for key, value in figures.items()):
            unit = lexicon.COUNTED.match(rest, amount.end)
            rest = f"{rest[: amount.start]} {rest[unit.end() if unit else amount.end :]}"
    for value in facts.values():
        for item in value if isinstance(value, list) else [value]:
            rest = rest.replace(fold(item).lower(), " ") if isinstance(item, str) and item else rest
    return rest


def _all_of_them(text: str, facts: Mapping[str, Any]) -> bool:
    """Tell whether a message bids that all that was shown be done, or put right."""
    if lexicon.SET_RIGHT.fullmatch(text.strip()):
        return True
    match = lexicon.THESE.fullmatch(text.strip()) or lexicon.ALL_SO.fullmatch(text.strip())
    if match is None:
        return False
    items = [len(value) for value in facts.values() if isinstance(value, list)] if len(facts) == 1 else []
    return not match["count"] or number(match["count"]) in {len(facts), *items}


def _only(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> set[str]:
    """Return the fields of which alone a message wants kept, or taken off the file, what was shown."""
    if lexicon.OTHERS_STAY.search(text):
        return set()
    alone: set[str] = set()
    for clause in words.CLAUSE.split(text):
        for match in lexicon.ONLY.finditer(clause):
            off = bool(match["off"] or match["off_it"])
            those = _called(match["what"] or match["thing"], facts, fields)
            alone |= {key for key in those if not off or facts[key] is None}
    if alone:
        return alone - _left_out(text, facts, fields)
    if lexicon.OTHERS_OUT.search(text):
        return _called(lexicon.OTHERS_OUT.sub("", text), facts, fields) - _left_out(text, facts, fields)
    keeps = lexicon.KEEPS.fullmatch(text.strip())
    if keeps is None or lexicon.TOO.search(text) or lexicon.LEAVE_OUT.search(text):
        return set()
    return _called(keeps["what"], facts, fields)


def _left_out(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> set[str]:
    """Return the fields a message wants out of what is about to be kept, clause by clause.

    A clause that holds nothing but their names goes with the one after it.
    """
    out: set[str] = set()
    waiting: set[str] = set()
    for clause in _clauses(text, facts, fields):
        meant = _spoken_of(clause, facts, fields)
        if lexicon.LEAVE_OUT.search(clause):
            out |= meant | waiting
        goes_on = _names_alone(clause, fields)
        unsettled = lexicon.UNSETTLED.search(clause) is not None
        waiting = (waiting if goes_on else set()) | meant if goes_on or unsettled else set()
    return out


def _clauses(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> Iterator[str]:
    """Yield the clauses of a message; where only spaces part them, one begins with each fact that is spoken of."""
    for clause in words.CLAUSE.split(text):
        begun = ""
        for part in clause.split():
            if _spoken_of(part, facts, fields) and _spoken_of(begun, facts, fields):
                yield begun
                begun = part
            else:
                begun = f"{begun} {part}".strip()
        yield begun


def _spoken_of(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> set[str]:
    """Return which of the facts that were shown a text speaks of, by their fields or by their values."""
    return _called(text, facts, fields) | {key for key in facts.keys() & fields.keys() if _stands_in(facts[key], text)}


def _names_alone(text: str, fields: Mapping[str, ArchiveField]) -> bool:
    """Tell whether a text holds nothing but what fields are called."""
    found, rest = _picked_out(text, fields, fields)
    return bool(found) and lexicon.BESIDE.fullmatch(rest) is not None


def _called(text: str, among: Collection[str], fields: Mapping[str, ArchiveField]) -> set[str]:
    """Return which of some fields a text speaks of, by their names or by what people call them for short."""
    return _picked_out(text, among, fields)[0]


def _picked_out(text: str, among: Collection[str], fields: Mapping[str, ArchiveField]) -> tuple[set[str], str]:
    """Return which of some fields a text speaks of, and what else it says; a longer name hides the shorter ones."""
    found, rest = set(), text.lower()
    for field, start, end in named(text, fields):
        found |= {field.key} & set(among)
        rest = rest[:start] + " " * (end - start) + rest[end:]
    for key in among:
        if key in lexicon.CALLED and lexicon.CALLED[key].search(rest):
            found.add(key)
    for key in found & lexicon.CALLED.keys():
        rest = lexicon.CALLED[key].sub(" ", rest)
    return found, rest


def _stands_in(value: object, clause: str) -> bool:
    """Tell whether a fact is called by its value, where that is a word."""
    return isinstance(value, str) and value != "" and value in clause


def _said_again(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> bool:
    """Tell whether a message says the one figure that was shown again, and agrees or bids to keep it."""
    figures = _figures(facts, fields)
    match = lexicon.FIGURE.fullmatch(text.strip())
    if match is None or len(figures) != 1 or not _agrees(match):
        return False
    ((key, value),) = figures.items()
    return bool(accept(fields[key], match["figure"]) == value)


def _agrees(match: re.Match[str]) -> bool:
    """Tell whether a figure stands behind a yes, or before a bid to keep it."""
    return bool(match["yes"].strip(" ,.!") or match["keep"])


def _figures(facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> dict[str, Any]:
    return {key: facts[key] for key in facts if key in fields and fields[key].kind in {"integer", "number"}}


def _by_name(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> dict[str, Any]:
    """Take the one figure of a clause for the one figure that was shown and that it names before, however it is put."""
    figures, told = _figures(facts, fields), dict[str, Any]()
    for clause in words.CLAUSE.split(text):
        said = list(amounts(clause))
        if len(said) != 1 or lexicon.BESIDE_IT.search(clause):
            continue
        lead, written = clause[: said[0].start], clause[said[0].start : said[0].end]
        keys = figures.keys() & _called(lead, fields, fields)
        if len(keys) != 1 or lexicon.PUT_SO.search(lead) is None:
            continue
        if _of_another_sum(lead, fields):
            continue
        (key,) = keys
        value = accept(fields[key], written)
        if not isinstance(value, Refused):
            told[key] = value
    return told


def _only_figure(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> dict[str, Any] | None:
    """Take a bare number for the one figure it can correct: the only one, or of money, the one it denies or is nearest.

    It is shown again before it is kept.
    """
    figures = _figures(facts, fields)
    said = list(amounts(text))
    if len(said) > 1 and lexicon.WRITTEN_AS.fullmatch(text[said[0].end : said[1].start]):
        said = said[:1]
    again = lexicon.FIGURE.fullmatch(text.strip())
    corrects = lexicon.CORRECTS.search(text) or (again and _agrees(again))
    if not figures or not said or not corrects or _of_another(text, facts, fields):
        return None
    written = [text[amount.start : amount.end] for amount in said]
    read = {key: [accept(fields[key], one) for one in written] for key in figures}
    if all(any(figures[key] == values[place] for key, values in read.items()) for place in range(len(written))):
        # Nothing but figures that are shown already, so that none takes the place of another.
        return None
    denied = [key for key, values in read.items() if figures[key] in values]
    near = [key for key, values in read.items() if any(_one_digit_off(figures[key], value) for value in values)]
    alone = lexicon.NO_MORE.match(text, said[-1].end)
    alike = [key for key in figures if alone and any(_of_its_size(figures[key], value) for value in read[key])]
    money = [key for key in figures if key.endswith("_wan")] if any(amount.large for amount in said) else []
    keys = next((found for found in (list(figures), denied, near, alike, money) if len(found) == 1), None)
    if keys is None:
        return None
    values = [
        v for v in read[keys[0]] if not isinstance(v, Refused) and (keys[0] not in denied or v != figures[keys[0]])
    ]
    return {keys[0]: values[-1]} if values else None


def _of_another(text: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField]) -> bool:
    """Tell whether a figure is put right that has a name of its own, and is none of those shown."""
    if _of_another_sum(text, fields):
        return True
    said = text.strip()
    named_so = lexicon.OF_ANOTHER.match(said) or lexicon.PUT_ANEW.match(said)
    if named_so is None or lexicon.NAMELESS.search(named_so["what"]):
        return False
    return not _called(named_so["what"], facts, fields)


def _of_another_sum(text: str, fields: Mapping[str, ArchiveField]) -> bool:
    """Tell whether a text names a sum, beside what fields are called, that is none of theirs."""
    return words.REVENUE_SPOILT.search(_picked_out(text, fields, fields)[1]) is not None


def _of_its_size(old: object, new: object) -> bool:
    """Tell whether a figure may be another put right: neither is more than twice the other."""
    if isinstance(old, bool) or not isinstance(old, int | float) or not isinstance(new, int | float):
        return False
    return 0 < old <= 2 * new <= 4 * old


def _one_digit_off(old: object, new: object) -> bool:
    """Tell whether two figures differ by one digit left out, added or mistyped, or by two that were swapped."""
    short, long = sorted((str(old), str(new)), key=len)
    if len(short) == len(long):
        differ = [place for place, (a, b) in enumerate(zip(short, long, strict=True)) if a != b]
        swapped = len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(short) == sorted(long)  # noqa: PLR2004
        return len(differ) == 1 or swapped
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
