"""What is on file about a firm: reading it out of words, checking it, and the portrait it makes."""

from __future__ import annotations

from tools.domain.archive.asking import Part, asked, still_there
from tools.domain.archive.choices import missing_systems
from tools.domain.archive.clearing import asks_use, without_field
from tools.domain.archive.extracting import extract, facts_of, proposed
from tools.domain.archive.fields import archive
from tools.domain.archive.following import doubted, further, placed
from tools.domain.archive.found import Found, fold
from tools.domain.archive.offering import bidden, denied, offered, passing, theirs, told
from tools.domain.archive.others import ours
from tools.domain.archive.portrait import portrait
from tools.domain.archive.revising import beside, counts_on, puts_right_another, revised
from tools.domain.archive.values import Refused, accept
from tools.domain.archive.withdrawing import spares_file, withdraws

__all__ = [
    "Found",
    "Part",
    "Refused",
    "accept",
    "archive",
    "asked",
    "asks_use",
    "beside",
    "bidden",
    "counts_on",
    "denied",
    "doubted",
    "extract",
    "facts_of",
    "fold",
    "further",
    "missing_systems",
    "offered",
    "ours",
    "passing",
    "placed",
    "portrait",
    "proposed",
    "puts_right_another",
    "revised",
    "spares_file",
    "still_there",
    "theirs",
    "told",
    "withdraws",
    "without_field",
]
