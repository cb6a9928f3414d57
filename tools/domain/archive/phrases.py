"""Reads what is kept as words: names, places, products, plans, who decides, codes, ways to reach a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.domain.archive import credit, lexicon
from tools.domain.archive.found import Found, clause_before
from tools.domain.naming import LEAST_OWN, own_part

if TYPE_CHECKING:
    import re

SHORTEST_CODE = 12
"""Characters from which something labelled as a code is taken for one that was copied badly."""


def phrases(text: str) -> dict[str, Found]:
    """Read what a message says in words without naming the field.

    Args:
        text: The folded message.
    """
    name = _name(text)
    rest = text.replace(name.words, "_" * len(name.words)) if name else text
    found: dict[str, Found | None] = {
        "name": name,
        "credit_code": _credit_code(text),
        "town": town(rest),
        "products": _products(rest),
        "wanted_figure": _taken(lexicon.WANTED, rest),
        "plan_time": _plan(rest),
        "decider": _decider(rest),
        "resistance": _taken(lexicon.RESISTANCE, rest),
        "digital_awareness": _taken(lexicon.AWARENESS, rest),
        "data_at_hand": _data(rest),
        "contact_name": _contact(rest),
        "phone": _phone(rest),
        "email": _email(rest),
    }
    return {key: value for key, value in found.items() if value is not None}


def trimmed(words: str) -> str:
    """Take particles and brackets off the ends of words that are kept."""
    return lexicon.NAME_TAIL.sub("", words.strip(" \"“”「」'")).strip()


def _name(text: str) -> Found | None:
    for match in lexicon.CALLED.finditer(text):
        name = trimmed(match["name"])
        if company := lexicon.COMPANY.match(name):
            name = company.group(0)
        if len(name) > 1 and not lexicon.NO_NAME.search(name):
            return Found(name, name)
    introduced = [(match["name"], lexicon.DESCRIBED) for match in lexicon.INTRODUCED.finditer(text)]
    introduced += [(match["name"], lexicon.TRADE_ALONE) for match in lexicon.INTRODUCED_BY_TRADE.finditer(text)]
    for name, described in introduced:
        # "We are a leather factory" describes; a name has something of its own beside place, branch and form.
        if not described.search(name) and len("".join(own_part(name).split())) >= LEAST_OWN:
            return Found(name, name)
    for match in lexicon.COMPANY.finditer(text):
        name = match.group(0)
        if cut := lexicon.COMPANY_CUT.match(name):
            name = name[cut.end() :]
        if len(name) > 4:  # noqa: PLR2004 -- more than the words every company's name ends in
            return Found(name, name)
    return None


def _credit_code(text: str) -> Found | None:
    if match := lexicon.CREDIT.search(text):
        return Found(match.group(0).upper(), match.group(0))
    if match := lexicon.CREDIT_LABELLED.search(text):
        code = credit.tidy(match["code"])
        if len(code) >= SHORTEST_CODE:
            return Found(code, match["code"])
    return None


def town(text: str) -> Found | None:
    """Read where a firm sits, by the short name of its town where that is known; where it has moved to comes first.

    Args:
        text: The folded message.
    """
    for moved in lexicon.MOVED.finditer(text):
        if (found := _place(text, moved.start())) is not None:
            return found
    return _place(text, 0)


def _place(text: str, since: int) -> Found | None:
    """Read the first place a text names from somewhere on, by the most exact of the ways to name one."""
    for name, pattern in lexicon.TOWNS.items():
        for match in pattern.finditer(text, since):
            left = lexicon.TOWN_LEFT.search(clause_before(text, match.start()))
            if not left and not spoilt(text, match.end()):
                return Found(name, match.group(0))
    if place := lexicon.PLACE.search(text, since):
        return Found(place["place"], place["place"])
    for match in lexicon.DISTRICTS.finditer(text, since):
        if not spoilt(text, match.end()):
            return Found(lexicon.DISTRICT.format(name=match["name"]), match.group(0))
    cities = (match for match in lexicon.CITY.finditer(text, since) if not spoilt(text, match.end()))
    city = next(cities, None)
    return None if city is None else Found(city["place"], city["place"])


def spoilt(text: str, end: int) -> bool:
    """Tell whether the place that ends somewhere is where others are, or whose policy is spoken of.

    Args:
        text: The folded message.
        end: Behind the place.
    """
    return lexicon.TOWN_SPOILT.match(text[end:]) is not None


def _taken(pattern: re.Pattern[str], text: str) -> Found | None:
    match = pattern.search(text)
    if match is None:
        return None
    words = next((value for value in match.groupdict().values() if value), "")
    words = trimmed(words)
    return Found(words, words) if words else None


def _products(text: str) -> Found | None:
    found = _taken(lexicon.PRODUCTS, text)
    return None if found is None or lexicon.NOT_PRODUCTS.search(str(found.value)) else found


def _plan(text: str) -> Found | None:
    for match in lexicon.PLAN_LEAD.finditer(text):
        time = match["time"] or match["time2"]
        if not lexicon.NOT_A_PLAN.search(text[match.start() : match.end() + 6]):
            return Found(time, match.group(0))
    return None


def _decider(text: str) -> Found | None:
    match = lexicon.DECIDER.search(text)
    if match is None:
        return None
    who = trimmed(match["who"] or match["named"] or match["asked"])
    return Found(lexicon.SELF if who == lexicon.MYSELF else who, match.group(0))


def _data(text: str) -> Found | None:
    for match in lexicon.DATA.finditer(text):
        vague = lexicon.DATA_KIND.search(match["text"]) is None
        denied = (
            vague
            or lexicon.NO_DATA.search(match["text"])
            or clause_before(text, match.start()).endswith(lexicon.DENIALS)
        )
        if not denied:
            words = trimmed(match["text"])
            return Found(words, words)
    return None


def _contact(text: str) -> Found | None:
    match = lexicon.CONTACT.search(text)
    if match is None:
        return None
    name = trimmed(next((said for said in match.groupdict().values() if said and len(said) > 1), ""))
    return None if not name or lexicon.NOT_A_PERSON.search(name) else Found(name, name)


def _phone(text: str) -> Found | None:
    match = lexicon.PHONE.search(text)
    if match is None:
        return None
    written = match["phone"] or match["bare"]
    return Found("".join(sign for sign in written if sign.isdecimal() or sign == "-").replace(" ", ""), written)


def _email(text: str) -> Found | None:
    """Read the address a message gives to be written to."""
    match = lexicon.ADDRESS.search(text)
    if match is None or lexicon.MAIL_NAMED.search(text[: match.start()]) is None:
        return None
    if lexicon.MAIL_OF_OTHERS.search(clause_before(text, match.start())):
        return None
    return Found(match["email"], match["email"])
