"""Invitations: codes people type, tickets that stand in QR codes, how long they hold, and how often one may guess."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LETTERS, DIGITS = "ABCDEFGHJKMNPQRTUWXY", "2345679"
ALPHABET = LETTERS + DIGITS
"""What a code is made of: nothing that looks, or is heard, like another of these."""
HALF = 4
"""Characters before the dash of a code, and after it."""
SCENE, SCENE_BYTES, SCENE_LENGTH = "b_", 16, 22
"""What a ticket begins with, the bytes of chance in it, and the characters these make."""
FOR_MEMBERS, FOR_OPERATORS = timedelta(days=7), timedelta(minutes=30)
"""How long an invitation holds."""
MOST_WRONG, WITHIN = 5, timedelta(hours=1)
"""Wrong codes a person may try in a time."""

Standing = Literal["open", "used", "revoked", "expired"]

_TICKET = re.compile(rf"(?<![\w-]){SCENE}[\w-]{{{SCENE_LENGTH}}}(?![\w-])", re.ASCII | re.IGNORECASE)
_DASH = r"[\s\-\u2010-\u2015\uff0d\u30fc_·]"
_CODE = re.compile(
    rf"(?<![0-9a-z_-])[{ALPHABET}]{{{HALF}}}{_DASH}{{0,3}}[{ALPHABET}]{{{HALF}}}(?![0-9a-z_-])",
    re.ASCII | re.IGNORECASE,
)
_LIKE_A_CODE = re.compile(
    rf"(?<![0-9a-z_-])[0-9a-z]{{{HALF}}}-[0-9a-z]{{{HALF}}}(?![0-9a-z_-])", re.ASCII | re.IGNORECASE
)
_NEARLY = re.compile(
    rf"(?<![0-9a-z_-])[a-z]{{{HALF}}}-[0-9]{{{HALF - 1},{HALF + 1}}}(?![0-9a-z_-])", re.ASCII | re.IGNORECASE
)
_SPELT = re.compile(rf"(?:[0-9a-z](?:[,.、，]|{_DASH}){{0,3}}){{{2 * HALF}}}", re.IGNORECASE)
_TOLD = re.compile(
    rf"(?<![0-9a-z_-])[0-9a-z]{{{HALF}}}[-.,]?[0-9a-z]{{{HALF}}}(?![0-9a-z_-])", re.ASCII | re.IGNORECASE
)
_SPELT_OUT = re.compile(
    rf"(?<![0-9a-z])(?:[0-9a-z](?:[,.、，]|{_DASH}){{1,3}}){{{2 * HALF - 1}}}[0-9a-z](?![0-9a-z])", re.IGNORECASE
)
_IN_PIECES = re.compile(
    rf"(?<![0-9a-z])[0-9a-z]{{1,7}}(?:{_DASH}{{1,3}}[0-9a-z]{{1,7}}){{1,7}}(?![0-9a-z])", re.IGNORECASE
)
_AROUND = " \t\r\n\"'“”‘’「」『』[]()【】（）<>《》:：,，.。!！~～;；"


def new_code(choose: Callable[[str], str]) -> str:
    """Make a code, which has letters and digits.

    Args:
        choose: Picks one character of several by chance, such as ``secrets.choice``.

    Returns:
        Its eight characters.
    """
    while True:
        code = "".join(choose(ALPHABET) for _ in range(2 * HALF))
        if _mixed(code):
            return code


def new_scene(token: Callable[[int], str]) -> str:
    """Make a ticket for a QR code.

    Args:
        token: Makes URL-safe characters of so many bytes of chance, such as ``secrets.token_urlsafe``.
    """
    return SCENE + token(SCENE_BYTES)


def shown(code: str) -> str:
    """Write a code as people see it: ``ABCD-2345``."""
    return f"{code[:HALF]}-{code[HALF:]}"


def read_code(words: str) -> str | None:
    """Return the first code or ticket that stands in words, as it stands there; None where there is none."""
    if ticket := _TICKET.search(words):
        return ticket.group()
    return next((found.group() for found in _CODE.finditer(words) if _mixed(found.group())), None)


def told_code(words: str) -> str | None:
    """Return what is told as a code in words that speak of one: right, mistyped, spelt out or cut into pieces.

    Args:
        words: Words of which it is known that they hand in a code.
    """
    if found := read_code(words):
        return found
    for pattern in (_TOLD, _SPELT_OUT, _IN_PIECES):
        for match in pattern.finditer(words):
            bare = canonical(match.group())
            if bare is not None and len(bare) == 2 * HALF and _mixed(bare):
                return match.group()
    return None


def near_code(words: str) -> str | None:
    """Return what looks like a code with its dash, if with a wrong character, or one too few or too many; or None."""
    found = (match.group() for match in _NEARLY.finditer(words))
    return next((one for one in found if _mixed(one)), None)


def only_code(words: str) -> str | None:
    """Return the code or ticket a message consists of, as it stands there; None where it says anything else.

    Something in the form of a code counts, too: whoever types a wrong character is told so.
    """
    bare = words.strip(_AROUND)
    if _TICKET.fullmatch(bare) or (_LIKE_A_CODE.fullmatch(bare) and _mixed(bare)):
        return bare
    spelt = canonical(bare) if _SPELT.fullmatch(bare) else None
    return bare if spelt is not None and _of_ours(spelt) else None


def canonical(words: str) -> str | None:
    """Return what stands for a code or a ticket however it was written; None where there is none.

    Args:
        words: A code with or without its dash, in any case, or words one stands in.
    """
    bare = words.strip(_AROUND)
    if _TICKET.fullmatch(bare):
        return bare
    if _LIKE_A_CODE.fullmatch(bare) or _SPELT.fullmatch(bare):
        return "".join(c for c in bare if c.isascii() and c.isalnum()).upper()
    found = read_code(words)
    return None if found is None or found == words else canonical(found)


def digest(code: str) -> str:
    """Return what is kept of a code or a ticket in its canonical form."""
    return hashlib.sha256(f"invitation:{code}".encode()).hexdigest()


def standing(used_at: datetime | None, revoked_at: datetime | None, expires_at: datetime, now: datetime) -> Standing:
    """Tell how an invitation stands."""
    if used_at is not None:
        return "used"
    if revoked_at is not None:
        return "revoked"
    return "expired" if expires_at <= now else "open"


def wait_until(wrong: Iterable[datetime], now: datetime) -> datetime | None:
    """Return until when somebody has to wait who has tried too many wrong codes; None where they need not.

    Args:
        wrong: When each was tried.
        now: The time.
    """
    late = sorted(at for at in wrong if now - WITHIN < at <= now)
    return late[-MOST_WRONG] + WITHIN if len(late) >= MOST_WRONG else None


def _mixed(code: str) -> bool:
    return any(c.isdigit() for c in code) and any(c.isalpha() for c in code)


def _of_ours(code: str) -> bool:
    return _mixed(code) and set(code) <= set(ALPHABET)
