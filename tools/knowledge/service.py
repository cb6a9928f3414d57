"""Says how the assistant itself is used, and what comes of it: neither the standard nor the policies speak of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.knowledge.draft import Draft
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs, ServiceNote
    from tools.kit.ports import Library

LONGEST = 48
"""Characters up to which a message may ask how the assistant is used; longer ones speak of other things as well."""
SURE = 0.97
"""How surely a message asks of the assistant itself what is asked of nothing else."""


def told(library: Library, text: str) -> Draft | None:
    """Answer how the assistant is used, where a message asks that; None elsewhere.

    Args:
        library: What has been read.
        text: The normalised message.
    """
    note = asked(library.catalogs, text)
    if note is None:
        return None
    return Draft("service", note.answer, source=wording.OF_OURSELVES, declined=note.declined, question=text)


def asked(catalogs: Catalogs, text: str) -> ServiceNote | None:
    """Return the note that answers a message; None where it asks nothing of the assistant.

    Args:
        catalogs: The typed records.
        text: The normalised message.
    """
    if len(text) > LONGEST:
        return None
    return next((note for note in catalogs.service if note.answers(text)), None)


def sure(text: str, catalogs: Catalogs) -> float:
    """Tell how surely a message asks of the assistant itself, so that nothing is run that it only asks about.

    Args:
        text: Normalised text.
        catalogs: The typed records.
    """
    note = asked(catalogs, text)
    return SURE if note is not None and note.sure else 0.0
