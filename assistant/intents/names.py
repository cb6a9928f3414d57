"""Finds the names of firms in a message by what such names are made of, whether the firm is known or not."""

from __future__ import annotations

import jieba

from assistant.intents.lexicon import HALF_NAME, NO_FIRM, NO_NAME, TOLD_NAME, TRADE

SHORT, LONG = 2, 3
"""Characters of what a firm is called, its trade left out."""
ORDINARY, FAMILIAR, KNOWN = 300, 100, 10
"""How often words are met that are no firms: beside a trade, on their own, and of three characters."""


def words(text: str) -> list[str]:
    """Cut a text into the words of the dictionary; what it does not hold falls into single characters."""
    return list(jieba.cut(text, HMM=False))


def mask(text: str, sign: str) -> str:
    """Put a sign in the place of every name that looks like a firm's, with its trade and form."""
    if not any(character in TOLD_NAME for character in text):
        return text
    begins, at = {0}, 0
    for word in words(text):
        at += len(word)
        begins.add(at)
    found, at = [], 0
    while at < len(text):
        end = _end(text, at, begins) if at in begins else at
        found.append(sign if end > at else text[at])
        at = max(end, at + 1)
    return "".join(found)


def _end(text: str, at: int, begins: set[int]) -> int:
    """Return where a firm's name ends that begins there; where it begins if there is none."""
    for length, traded in ((SHORT, True), (LONG, True), (LONG, False), (SHORT, False)):
        name, end = text[at : at + length], at + length
        if len(name) < length or name in NO_FIRM or not NO_NAME.isdisjoint(name):
            continue
        trade = TRADE.match(text, end) if traded else None
        if traded and trade is None:
            continue
        told = sum(character in TOLD_NAME for character in name)
        half = sum(character in HALF_NAME for character in name)
        if told and _called(name, told, half, traded=traded) and (length == LONG or traded or end in begins):
            return end if trade is None else trade.end()
    return at


def _called(name: str, told: int, half: int, *, traded: bool) -> bool:
    """Tell whether a firm may be called so: most of it in characters of names, and no ordinary word."""
    if len(name) == SHORT:
        whole = told + half == SHORT
        return _met(name) < (ORDINARY if traded else FAMILIAR) and (whole or (traded and _han(name)))
    ordinary = _met(name[:SHORT]) >= ORDINARY or _met(name[1:]) >= ORDINARY or _met(name) >= KNOWN
    return told + half == LONG and told > 1 and not ordinary


def _met(word: str) -> int:
    return int(jieba.get_FREQ(word, 0))


def _han(name: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in name)
