"""Vectors and relevance scores that are real enough to rank with: shared character pairs bring texts together."""

from __future__ import annotations

import math
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DIMENSION = 256


def _pairs(text: str) -> list[str]:
    characters = "".join(text.lower().split())
    return [characters[at : at + 2] for at in range(max(1, len(characters) - 1))]


def embed(text: str, dimension: int = DIMENSION) -> list[float]:
    """Return a unit vector of hashed character pairs; the same text always has the same one.

    Args:
        text: What to embed.
        dimension: Length of the vector.
    """
    vector = [0.0] * dimension
    for pair in _pairs(text):
        code = zlib.crc32(pair.encode())
        vector[code % dimension] += 1.0 if code & 0x8000_0000 else -1.0
    length = math.sqrt(sum(value * value for value in vector))
    if not length:
        return [1.0, *[0.0] * (dimension - 1)]
    return [value / length for value in vector]


def relevance(query: str, documents: Sequence[str]) -> list[float]:
    """Return for each document the share of the query's character pairs that it holds, 0 to 1."""
    wanted = set(_pairs(query))
    return [len(wanted & set(_pairs(document))) / len(wanted) for document in documents]
