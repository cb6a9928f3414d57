"""Reads out of words which policy is meant, what is said of the firm, and what its project costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.domain import lexicon as catalog_words
from tools.domain.archive import Refused, accept, extract, fold
from tools.domain.archive.amounts import amounts
from tools.domain.archive.found import clause_before
from tools.domain.archive.phrases import spoilt
from tools.domain.eligibility import lexicon
from tools.domain.naming import own_part
from tools.domain.naming.lexicon import DESCRIBES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from corpus.catalogs import Catalogs
    from corpus.surveys import ArchiveField
    from tools.domain.eligibility.judging import Bound

FACTS = ("town", "industry", "employees", "revenue_wan", "honors", "founded", "above_scale", "plan_time", "products")
"""Facts of the archive that policies ask about, or that help to say whom they were held against."""
LEAST_NAME = 2
"""Characters of its own by which a firm is called."""
_LONG = 4
"""Characters from which a policy's alias alone names it in a question."""


@dataclass(frozen=True, slots=True)
class Said:
    """What words say of a firm.

    Attributes:
        facts: Values by field key.
        bounds: How exactly figures were said.
        level: A level that was said.
        investment: What the project costs, in yuan.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    bounds: Mapping[str, Bound] = field(default_factory=dict)
    level: str | None = None
    investment: Decimal | None = None


def read(words: str, fields: Mapping[str, ArchiveField]) -> Said:
    """Read what words say of a firm.

    Args:
        words: As a person wrote them.
        fields: The fields of the archive, by key.
    """
    kept = fold(words)
    for pattern in (lexicon.NOT_A_PLACE, lexicon.AT_BRANCH, lexicon.GIVES):
        kept = pattern.sub(" ", kept)
    found = extract(kept, fields)
    facts: dict[str, Any] = {}
    bounds: dict[str, Bound] = {}
    for key in FACTS:
        if key not in found or found[key].value is None:
            continue
        value = accept(fields[key], found[key].value)
        if not isinstance(value, Refused) and value != lexicon.OTHER:
            facts[key] = value
            bounds[key] = found[key].bound
    if "honors" in facts and (claimed := _title_claimed(fold(words))) is not None:
        held = extract(claimed, fields).get("honors")
        facts["honors"] = held.value if held else None
    facts = {key: value for key, value in facts.items() if value is not None}
    if (place := branch_asked(words) or _place(kept, known="town" in facts)) is not None:
        facts["town"], bounds["town"] = place, "exact"
    if "industry" not in facts and (trade := _trade_stated(kept, whole=described(words))) is not None:
        facts["industry"], bounds["industry"] = trade, "exact"
    if "employees" not in facts and (people := lexicon.PEOPLE.search(normalise(words))):
        facts["employees"], bounds["employees"] = int(people.group(1) or people.group(2)), "exact"
    return Said(facts, bounds, _level(normalise(words)), _investment(words))


def branch_asked(words: str) -> str | None:
    """Return where the branch lies that words ask something of; None where they ask of the firm itself.

    Args:
        words: As a person wrote them.
    """
    match = lexicon.BRANCH_ASKED.search(fold(words))
    return None if match is None else str(match["place"] or match["place2"])


def registered_apart(words: str) -> str | None:
    """Return where a firm is registered that words say lies somewhere else; None where they name no two places.

    Args:
        words: As a person wrote them.
    """
    text = fold(words)
    match = lexicon.REGISTERED.search(text)
    if match is None:
        return None
    place = str(match["place"] or match["place2"])
    lies = lexicon.PLACE.search(f"{text[: match.start()]} {text[match.end() :]}")
    return place if lies is not None and lies["place"] != place else None


def _place(text: str, *, known: bool) -> str | None:
    """Return where the firm is registered, or where it lies if nothing has told that yet."""
    if match := lexicon.REGISTERED.search(text):
        return (match["place"] or match["place2"]) + (match["tail"] or match["tail2"] or "")
    if known:
        return None
    found = (match for match in lexicon.PLACE.finditer(text) if not spoilt(text, match.end()))
    named = (match for match in found if lexicon.BRANCH.match(text, match.end()) is None)
    if match := next(named, None):
        return str(match["place"]) + (match["tail"] or "")
    english = normalise(text)
    return next((place for name, place in lexicon.ENGLISH_PLACES.items() if name in english), None)


def _trade_stated(text: str, *, whole: bool) -> str | None:
    """Return the trade words state: what a firm is said to make; anything they touch where they describe some firm."""
    made = [
        normalise(match["what"])
        for match in lexicon.TRADE_STATED.finditer(text)
        if not lexicon.OF_OTHERS.search(clause_before(text, match.start()))
    ]
    for name, pattern in lexicon.STATED_TRADES.items():
        if any(pattern.match(what) for what in made):
            return name
    return _trade(normalise(text) if whole else " ".join(made))


def _trade(text: str) -> str | None:
    for town in lexicon.TOWNS:
        text = text.replace(town, " ")
    return next((name for name, pattern in catalog_words.INDUSTRIES.items() if pattern.search(text)), None)


def _title_claimed(text: str) -> str | None:
    """Return the part of words that says which title is held; None where all of them may be taken to."""
    told = [str(match["title"]) for match in lexicon.GOT_TITLE.finditer(text)]
    others = [one for one in told if lexicon.OF_OTHERS.search(one) or lexicon.NOT_YET_GOT.search(one)]
    if own := next((one for one in told if one not in others), None):
        return own
    for one in others:
        text = text.replace(one, " ")
    asked = lexicon.TITLE_ASKED.search(text)
    if asked is None:
        return text if others else None
    claimed = text[: asked.start()]
    return claimed if lexicon.HOLDS_TITLE.search(normalise(claimed)) else ""


def _level(text: str) -> str | None:
    match = lexicon.LEVEL.search(text)
    if match is None:
        return None
    return f"L{match.group(1) or lexicon.LEVELS[match.group(2) or match.group(3)]}"


def _investment(words: str) -> Decimal | None:
    text = fold(words)
    for said in amounts(text):
        if said.large and lexicon.SPENT.search(text[: said.start]):
            return said.value
    return None


def policy_named(words: str, catalogs: Catalogs) -> str | None:
    """Return the id of the policy a question is about; None where it asks for all that fit.

    Args:
        words: As a person wrote them.
        catalogs: The typed records.
    """
    text = normalise(words)
    best = (0, "")
    for policy in catalogs.policies.values():
        for name in map(normalise, (policy.id, policy.title, *policy.aliases)):
            if len(name) >= _LONG and name in text:
                best = max(best, (len(name), policy.id))
    if best[1]:
        return best[1]
    if lexicon.ALL_ASKED.search(text):
        return None
    return next(
        (policy for pattern, policy in lexicon.NAMED if pattern.search(text) and policy in catalogs.policies), None
    )


def numbered_in(words: str, catalogs: Catalogs) -> str | None:
    """Return the id of the one policy whose number words give; None where they give none, or one of several.

    Args:
        words: As a person wrote them.
        catalogs: The typed records.
    """
    numbers = lexicon.NUMBER.findall(normalise(words))
    ends = tuple(lexicon.NUMBER_ENDS.format(number=number) for number in numbers)
    held = [p.id for p in catalogs.policies.values() if ends and (p.doc_no or "").endswith(ends)]
    return held[0] if len(held) == 1 else None


def described(words: str) -> bool:
    """Tell whether words describe some firm rather than the speaker's own."""
    text = normalise(words)
    some = lexicon.DESCRIBED.search(text) is not None and lexicon.OWN.search(text) is None
    return some or of_friend(words)


def of_friend(words: str) -> bool:
    """Tell whether words are about the firm of somebody the speaker knows, and not about the speaker's own as well."""
    text = normalise(words)
    return lexicon.OF_FRIEND.search(text) is not None and not lexicon.OWN.search(lexicon.OF_FRIEND.sub(" ", text))


def firm_named(words: str) -> str | None:
    """Return the name a question seems to begin with, whether it is on file or not; None where it describes a firm.

    Args:
        words: As a person wrote them.
    """
    match = lexicon.FIRM_ASKED.search(normalise(words))
    if match is None or any(pattern.search(match["name"]) for pattern in (lexicon.OWN, lexicon.NOT_A_FIRM)):
        return None
    own = own_part(match["name"])
    return match["name"] if not DESCRIBES.search(own) and any(len(part) >= LEAST_NAME for part in own.split()) else None
