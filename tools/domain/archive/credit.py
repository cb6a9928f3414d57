"""The check of a unified social credit code (GB 32100—2015, mod 31)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The characters of a code in the order of their values: no I, O, S, V, Z."""
LENGTH = 18
REGION = range(2, 8)
"""Places of the administrative division, which are digits."""
CONFUSED = {"O": "0", "I": "1", "S": "5", "Z": "2", "V": "U"}
"""Letters a code never has, and what they are taken for."""

Fault = Literal["length", "character", "region", "check"]
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a code.

    Attributes:
        fault: What kind of thing.
        code: The code without spaces and dashes, in capitals.
        place: The place of the character, from 1.
        found: What stands there.
        expected: What should stand there, if that is known.
    """

    fault: Fault
    code: str
    place: int = 0
    found: str = ""
    expected: str = ""


def tidy(code: str) -> str:
    """Return a code in capitals without spaces and dashes."""
    return "".join(sign for sign in code if not sign.isspace() and sign not in "-_.·").upper()


def check_digit(body: str) -> str:
    """Work out the last character of a code.

    Args:
        body: The 17 characters before it, all of ``ALPHABET``.
    """
    total = sum(ALPHABET.index(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def check(code: str) -> Wrong | None:
    """Check a code; None where it holds.

    Args:
        code: As written; spaces, dashes and case do not count.
    """
    code = tidy(code)
    if len(code) != LENGTH:
        return Wrong("length", code, found=str(len(code)), expected=str(LENGTH))
    for place, sign in enumerate(code):
        if sign not in ALPHABET:
            return Wrong("character", code, place + 1, sign, CONFUSED.get(sign, ""))
        if place in REGION and not sign.isdecimal():
            return Wrong("region", code, place + 1, sign)
    expected = check_digit(code[:-1])
    return None if code[-1] == expected else Wrong("check", code, LENGTH, code[-1], expected)
