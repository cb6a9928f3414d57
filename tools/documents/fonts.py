"""Finds the font that Chinese is set in: the one that comes with the package, else one of the machine's."""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.kit.errors import Unavailable

PACKAGED = "pylopdf_fonts_zh_cn"
FILE = "NotoSansSC-Regular.otf"
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
OWN_FOLDERS = (".fonts", ".local/share/fonts", "Library/Fonts")
NAMES = (
    "notosanscjk",
    "notoserifcjk",
    "notosanssc",
    "sourcehan",
    "wqy",
    "pingfang",
    "simhei",
    "msyh",
    "droidsansfallback",
)
ENDINGS = (".otf", ".ttf", ".ttc")
SAMPLE = (0x6570, 0x667A, 0x4F01, 0xFF0C)
"""Characters a font must have: three of the simplified ones, and the full-width comma."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font file with Chinese in it.

    Attributes:
        path: Where it lies.
        family: Its name, as documents call it.
        packaged: It comes with the package, so that every machine has the same.
    """

    path: Path
    family: str
    packaged: bool


@cache
def find() -> Font | None:
    """Return the font to set Chinese in; None where there is none that has the characters."""
    for path, packaged in _candidates():
        if (family := _family(path)) is not None:
            return Font(path, family, packaged)
    return None


def chinese() -> Font:
    """Return the font to set Chinese in.

    Raises:
        Unavailable: There is none.
    """
    if (font := find()) is None:
        msg = "no font with Chinese in it"
        raise Unavailable(msg, part="font")
    return font


def _candidates() -> list[tuple[Path, bool]]:
    spec = importlib.util.find_spec(PACKAGED)
    places = (spec.submodule_search_locations or ()) if spec else ()
    found = [(path, True) for place in places if (path := Path(place) / FILE).is_file()]
    for folder in (*map(Path, FOLDERS), *(Path.home() / name for name in OWN_FOLDERS)):
        for base, _, files in sorted(os.walk(folder)):
            marked = [f for f in sorted(files) if f.lower().endswith(ENDINGS) and _known(f)]
            found += [(Path(base) / name, False) for name in marked]
    return found


def _known(name: str) -> bool:
    plain = name.lower().replace("-", "")
    return any(mark in plain for mark in NAMES)


def _family(path: Path) -> str | None:
    """Return the name of a font that has the sample; None for one that has not or cannot be read."""
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 -- plotting costs a second, which only documents should pay

    try:
        font = FT2Font(str(path))
    except (OSError, RuntimeError):
        return None
    return str(font.family_name) if all(font.get_char_index(code) for code in SAMPLE) else None
