"""Where a firm lies: from its town up to the country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.domain.eligibility import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.catalogs import Policy

_CITY = (lexicon.CITY, lexicon.PROVINCE, lexicon.COUNTRY)
_PROVINCE = (lexicon.PROVINCE, lexicon.COUNTRY)


def chain(town: str) -> tuple[str, ...]:
    """Return the regions a place lies in, the smallest first; empty where the place is not known.

    Args:
        town: A town, district, city or park, as on file.
    """
    text = town.replace(" ", "")
    if any(name in text for name in lexicon.HUANGPU_NAMES):
        return (lexicon.HUANGPU, *_CITY)
    for name in lexicon.DISTRICTS:
        if name + lexicon.DISTRICT_END in text or text.startswith((name, lexicon.CAPITAL + name)):
            return (name + lexicon.DISTRICT_END, *_CITY)
    for name, city in (*lexicon.PARTS_OF.items(), *((city, city) for city in lexicon.CITIES)):
        if name in text:
            return (city + lexicon.CITY_END, *_PROVINCE)
    if lexicon.ELSEWHERE.search(text):
        return (text, lexicon.COUNTRY)
    if any(text.startswith(name) or name in text for name in lexicon.TOWNS):
        return (lexicon.HUADU, *_CITY)
    if lexicon.CAPITAL in text:
        return _CITY
    return _PROVINCE if lexicon.HOME in text else ()


def uncovered(town: str, policies: Iterable[Policy]) -> str | None:
    """Return the city or district of a place where no policy of its own city is held; None where one is, or may be.

    Args:
        town: A place as on file.
        policies: All policies.
    """
    around = chain(town)
    if not around or around[0] in {lexicon.PROVINCE, lexicon.COUNTRY}:
        return None
    local = {policy.region for policy in policies} - {lexicon.PROVINCE, lexicon.COUNTRY}
    return None if local & set(around) else around[0]


def lies_in(town: str, regions: tuple[str, ...]) -> bool | None:
    """Tell whether a place lies in one of some regions; None where it may.

    Args:
        town: A place as on file.
        regions: Names of regions.
    """
    around = chain(town)
    if not around:
        return None
    if any(region in around for region in regions):
        return True
    for region in regions:
        above = chain(region)
        if above and around[0] in above[1:]:
            return None
    return False
