"""Says how the assistant itself is used, and what comes of it: neither the standard nor the policies speak of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.knowledge.draft import Draft
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from tools.kit.ports import Library

LONGEST = 48
"""Characters up to which a message may ask how the assistant is used; longer ones speak of other things as well."""


def told(library: Library, text: str) -> Draft | None:
    """Answer how the assistant is used, where a message asks that; None elsewhere.

    Args:
        library: What has been read.
        text: The normalised message.
    """
    if len(text) > LONGEST:
        return None
    note = next((note for note in library.catalogs.service if note.answers(text)), None)
    if note is None:
        return None
    return Draft("service", note.answer, source=wording.OF_OURSELVES, declined=note.declined, question=text)
