"""Where a firm lies: from its town up to the country."""

from __future__ import annotations

from tools.domain.eligibility import lexicon

COUNTRY = lexicon.COUNTRY
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
