"""Cuts a text into messages where a reader would pause, and never inside what is read as one; pure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from integrations.wechat import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LIMIT = 2000
"""Bytes of UTF-8 in one message; WeChat refuses more than 2,048."""
LONGEST_CHARACTER = 4
FULL = 0.5
"""Share of the limit a part fills before a better kind of end is preferred to a later one."""
LEAST = 0.125
"""Share of the limit below which no end is good enough: rather anywhere than so short a part."""

_CLOSING = "，。、；：！？…·”’」』）】》〉〕］｝％‰,.;:!?)]}%"
_OPENING = "“‘「『（【《〈〔［｛([{$¥￥"
_ENDS = (
    re.compile(r"\n[ \t\r]*\n\s*"),
    re.compile(r"\n\s*"),
    re.compile(r"(?:[。！？；…!?;]+|(?<![\d\s])\.(?=\s))[”’」』）】》\"')\]]*[ \t]*"),
    re.compile(r"[，、,：:][ \t]*"),
)
"""What a part may end with, the best first: paragraphs, lines, sentences, phrases."""

_GAP = r"[^\S\n]?"
_NUMBER = r"\d++(?:[.,:/]\d++)*+"
_HAN = "[\u4e00-\u9fff]"
_LETTERS = rf"[A-Za-z°℃μΩ%％‰²³][A-Za-z0-9°%²³·]{{0,11}}(?:/(?:[A-Za-z0-9²³]{{1,8}}|{_HAN}{{1,2}})){{0,2}}"
_MEASURE = rf"(?:{_GAP}(?:(?:{wording.MEASURES})(?:/{_HAN}{{1,2}})?|{_LETTERS}|(?!{wording.UNTIL}){_HAN}{{1,2}}))?"
_FIGURE = rf"(?:[-+−±＋－<>≥≤=≈＜＞]{_GAP})?[$¥￥€]?{_NUMBER}{_MEASURE}"
_BETWEEN = rf"{_GAP}(?:(?:[-—–~～/×÷]|{wording.UNTIL}){_GAP})?"
_ITEM = rf"{wording.ORDINAL}{_GAP}(?:\d+|[{wording.NUMERALS}]{{1,6}}){_GAP}{_HAN}?"
_CLAUSE = (
    rf"(?:{wording.ANNEX}{_GAP}[A-Z0-9]{{1,2}}(?:{_GAP}[a-z](?:\.\d+)*)?|\d+(?:\.\d+)*(?:{_GAP}[a-z]\))*|{_HAN}{{2}})"
    rf"(?:{_GAP}{_ITEM})?"
)
_STANDARD = rf"(?<![A-Za-z/])[A-Z]{{1,6}}(?:/[A-Z]{{1,6}})*{_GAP}\d+(?:\.\d+)*(?:[-—–]\d{{2,4}})?"
_WHOLE = tuple(
    re.compile(pattern, re.IGNORECASE if pattern.startswith("<a") else 0)
    for pattern in (
        r"<a\b[^<>]{0,4000}>(?:(?!</?a\b)[\s\S]){0,800}</a>",
        r"[a-z]{2,8}://[!#-&(-;=?-~]{1,4000}",
        rf"{_FIGURE}(?:{_BETWEEN}{_FIGURE}){{0,5}}",
        rf"\d{{1,4}}{_GAP}[{wording.MOMENTS}](?:{_GAP}\d{{1,2}}{_GAP}[{wording.MOMENTS}]){{1,4}}",
        rf"[{wording.NUMERALS}]{{1,8}}(?:{wording.MEASURES})",
        rf"{_STANDARD}(?: {_CLAUSE})?",
        rf"{wording.ANNEX}{_GAP}[A-Z0-9]{{1,2}}(?:{_GAP}[a-z](?:\.\d+)*)?",
        rf"(?<![\d.])\d+(?:\.\d+)+(?:{_GAP}[a-z]\))+",
        r"(?<![a-z.])[a-z](?:\.\d+){1,3}",
        _ITEM,
        rf"《[^《》\n]{{1,60}}》(?:（[^（）\n]{{1,40}}）)?(?:{_GAP}{_ITEM}){{0,2}}(?:·{_HAN}{{2,6}})?",
        rf"{_HAN}{{0,8}}〔[^〔〕\n]{{1,60}}〕(?:{_GAP}\d+{_GAP}{_HAN})?",
        r"[A-Za-z0-9][A-Za-z0-9_'-]{0,39}",
        r"(?m:^)[ \t　]*(?:\d{1,3}[.)、]|[·•-])[ \t]*\S",
    )
)
"""What is read as one: links, addresses, figures with their units, standards, clauses, titles, references, words."""


def size(text: str) -> int:
    """Return how many bytes a text has in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def split(text: str, limit: int = LIMIT, *, full: float = FULL) -> tuple[str, ...]:
    """Cut a text into parts that give it back when joined.

    Args:
        text: Any text; no parts of an empty one.
        limit: Bytes of UTF-8 a part may have.
        full: Share of the limit from which the better kind of end is preferred to the later one.

    Raises:
        ValueError: The limit is below that of one character.
    """
    return tuple(_parts(text, limit, full))


def beginning(text: str, limit: int = LIMIT, *, full: float = FULL) -> str:
    """Return the first part a text is cut into; arguments and errors as for ``split``."""
    return next(_parts(text, limit, full), "")


def _parts(text: str, limit: int, full: float) -> Iterator[str]:
    if limit < LONGEST_CHARACTER:
        msg = f"a limit of {limit} bytes is below that of a character"
        raise ValueError(msg)
    whole: _Whole | None = None
    start = 0
    while start < len(text):
        reach = _reach(text, start, limit)
        if reach < len(text):
            whole = whole or _Whole(text)
            reach = _end(text, whole, start, reach, full)
        yield text[start:reach]
        start = reach


def _reach(text: str, start: int, limit: int) -> int:
    """Return the furthest end of a part by its bytes alone."""
    data = text[start : start + limit].encode("utf-8", "surrogatepass")
    if len(data) <= limit:
        return min(start + limit, len(text))
    end = limit
    while data[end] & 0xC0 == 0x80:  # noqa: PLR2004 -- the mark of a byte inside a character
        end -= 1
    return start + len(data[:end].decode("utf-8", "surrogatepass"))


def _end(text: str, whole: _Whole, start: int, reach: int, full: float) -> int:
    """Choose where the part that starts at one place and reaches another at most ends."""
    stretch = reach - start
    found = [[*_ending(text, whole, pattern, start, reach)] for pattern in _ENDS]
    for least in (full, min(full, LEAST)):
        for ends in found:
            if ends and ends[-1] - start >= least * stretch:
                return ends[-1]
    fallback = 0
    end = reach
    while end > start:
        inside = whole.start_of(end)
        if inside is not None:
            end = inside
            continue
        if not glued(text, end):
            if text[end] not in _CLOSING and text[end - 1] not in _OPENING:
                return end
            fallback = fallback or end
        end -= 1
    return fallback or next((end for end in range(reach, start, -1) if not glued(text, end)), reach)


def _ending(text: str, whole: _Whole, pattern: re.Pattern[str], start: int, reach: int) -> Iterator[int]:
    for match in pattern.finditer(text, start, reach):
        end = match.end()
        if (
            whole.start_of(end) is None
            and (text[end - 1].isspace() or text[end] not in _CLOSING)
            and not glued(text, end)
        ):
            yield end


class _Whole:
    """The stretches of a text that are not cut.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        spans = sorted(match.span() for pattern in _WHOLE for match in pattern.finditer(text))
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in spans:
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def start_of(self, place: int) -> int | None:
        """Return where the stretch around a place starts; None if it may be cut there."""
        index = bisect_right(self._starts, place - 1) - 1
        return self._starts[index] if index >= 0 and place < self._ends[index] else None


# --- characters ---------------------------------------------------------------------------------------------------

_ZERO_WIDTH_JOINER = "\u200d"
_EXTENDING = frozenset("\u200c\u200d\u0e33\u0eb3\uff9e\uff9f")
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_MARKS = frozenset({"Mn", "Me", "Mc"})
_VIRAMA = 9
"""The combining class of the signs that bind consonants."""


def glued(text: str, place: int) -> bool:
    """Tell whether the characters around a place are read as one.

    Follows the extended grapheme clusters of Unicode's annex 29, and where that asks for tables Python has none of,
    rather keeps too much together.

    Args:
        text: The text.
        place: An index, neither the first nor beyond the last.
    """
    before, after = text[place - 1], text[place]
    if before in "\r\n" or after in "\r\n":
        return before == "\r" and after == "\n"
    if before in _PREPENDED:
        return True
    if after.isascii():
        return False
    if after in _EXTENDING or before == _ZERO_WIDTH_JOINER:
        return True
    if unicodedata.category(after) in _MARKS or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    if "\U000e0020" <= after <= "\U000e007f":
        return True
    if _is_flag(after):
        return _flags_before(text, place) % 2 == 1
    if "\udc00" <= after <= "\udfff":
        return "\ud800" <= before <= "\udbff"
    return _hangul(before, after) or _conjunct(text, place)


def _conjunct(text: str, place: int) -> bool:
    """Tell whether a sign that binds consonants stands among the marks before a place."""
    while place > 0 and (unicodedata.category(text[place - 1]) in _MARKS or text[place - 1] in _EXTENDING):
        place -= 1
        if unicodedata.combining(text[place]) == _VIRAMA:
            return True
    return False


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, place: int) -> int:
    first = place
    while first > 0 and _is_flag(text[first - 1]):
        first -= 1
    return place - first


def _hangul(before: str, after: str) -> bool:
    left, right = _jamo(before), _jamo(after)
    allowed: dict[str, Sequence[str]] = {"L": ("L", "V", "LV", "LVT"), "V": ("V", "T"), "LV": ("V", "T")}
    return right in allowed.get(left, ("T",) if left in {"T", "LVT"} else ())


def _jamo(character: str) -> str:
    code = ord(character)
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:  # noqa: PLR2004 -- leading consonants
        return "L"
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:  # noqa: PLR2004 -- vowels
        return "V"
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:  # noqa: PLR2004 -- trailing consonants
        return "T"
    if 0xAC00 <= code <= 0xD7A3:  # noqa: PLR2004 -- whole syllables, every 28th without a trailing consonant
        return "LVT" if (code - 0xAC00) % 28 else "LV"
    return ""
