"""What is read out of words about a firm, with the words it rests on."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import zhconv

from tools.domain.archive import lexicon

if TYPE_CHECKING:
    from tools.domain.archive.amounts import Bound


@dataclass(frozen=True, slots=True)
class Found:
    """A value of a field, as a message gives it.

    Attributes:
        value: As the archive keeps it: text, a number, true or false, or a list of options.
        words: The words it rests on, as they stand in the folded message.
        bound: How exactly a number was said.
        adds: Items of a list that come to those on file, rather than replace them.
        gone: Items of a list that are wanted off the file; ``value`` holds them, too, where nothing comes instead.
    """

    value: Any
    words: str
    bound: Bound = "exact"
    adds: bool = False
    gone: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Make a message half-width and simplified; letters keep their case.

    Args:
        text: As it was written.
    """
    return str(zhconv.convert(unicodedata.normalize("NFKC", text), "zh-hans"))


def clause_before(text: str, position: int) -> str:
    """Return what stands before a place within its clause."""
    start = max(text.rfind(stop, 0, position) for stop in lexicon.STOPS) + 1
    return text[start:position]


def clause_after(text: str, position: int) -> str:
    """Return what stands after a place within its sentence."""
    match = lexicon.SENTENCE.search(text, position)
    return text[position : match.start() if match else len(text)]


def denied(text: str, start: int, end: int) -> bool:
    """Tell whether a thing named in a text is said not to be there, or only wished for.

    Args:
        text: The folded message.
        start: Where the thing's name begins.
        end: Where it ends.
    """
    before = clause_before(text, start)
    cues = list(lexicon.DENIED_OR_CLAIMED.finditer(before))
    if cues and cues[-1].group("denied"):
        return True
    return lexicon.DENIED_AFTER.match(clause_after(text, end).lower()) is not None
