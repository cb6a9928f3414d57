"""Says where a policy is of another place, or about another matter, than it was asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.wording import records as wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.catalogs import Policy


def mismatch(policy: Policy, question: str, lead: str) -> str:
    """Say that a policy is of another place, or about another matter, than the question; empty where it is not.

    Args:
        policy: The policy.
        question: Normalised text.
        lead: The answer, which may call the policy by its title.
    """
    for name in (policy.title, *policy.aliases):
        question = question.replace(normalise(name), " ")
    told = [
        policy.title,
        *policy.aliases,
        *policy.themes,
        policy.summary,
        policy.applies_to,
        *policy.provisions,
        *policy.eligibility,
        policy.how_to_apply or "",
    ]
    themes = [
        name
        for name, wanted, given in wording.THEMES
        if wanted.search(question) and not any(given.search(line) for line in told)
    ]
    places = [place for place in _places(question) if not _covers(policy, place, told)]
    if not places and not themes:
        return ""
    form = wording.OTHER_THEME if not places else wording.OTHER_BOTH if themes else wording.OTHER_REGION
    names = {"asked": (places or themes)[0], "theme": themes[0] if themes else ""}
    title = wording.TITLED.format(title=policy.title)
    return form.format(name=wording.THIS_ONE if title in lead else title, region=policy.region, **names)


def _places(question: str) -> list[str]:
    return [place for places in wording.DISTRICTS.values() for place in places.split() if place in question]


def _covers(policy: Policy, place: str, told: Iterable[str]) -> bool:
    """Tell whether a policy is of a place, of one around it or inside it, or says that it goes for it."""
    region = policy.region.rstrip(wording.REGION_ENDS)
    if place in _outwards(region) or region in _outwards(place):
        return True
    return any(place in line and not wording.NOT_FOR.search(line) for line in told)


def _outwards(place: str) -> list[str]:
    """Return a place and the regions around it."""
    found = [place]
    while around := next((region for region, places in wording.DISTRICTS.items() if found[-1] in places.split()), ""):
        found.append(around)
    return found
