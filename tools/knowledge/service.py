"""Says how the assistant itself is used, and what comes of it: neither the standard nor the policies speak of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.knowledge import lexicon as words
from tools.knowledge.draft import Draft
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs, ServiceNote
    from tools.kit.ports import Library
    from tools.kit.tool import Role

LONGEST = 48
"""Characters up to which a message may ask how the assistant is used; longer ones speak of other things as well."""
SURE = 0.97
"""How surely a message asks of the assistant itself what is asked of nothing else."""


def told(library: Library, text: str, role: Role) -> Draft | None:
    """Answer how the assistant is used, where a message asks that; None elsewhere.

    Args:
        library: What has been read.
        text: The normalised message.
        role: What the speaker is.
    """
    note = asked(library.catalogs, text, role)
    if note is None:
        return None
    return Draft("service", note.answer, source=wording.OF_OURSELVES, declined=note.declined, question=text)


def asked(catalogs: Catalogs, text: str, role: Role | None = None) -> ServiceNote | None:
    """Return the note that answers a message; None where it asks nothing of the assistant.

    Args:
        catalogs: The typed records.
        text: The normalised message.
        role: What the speaker is, where that is known.
    """
    if len(text) > LONGEST:
        return None
    return next((n for n in catalogs.service if (not role or n.role in {None, role}) and n.answers(text)), None)


def sure(text: str, catalogs: Catalogs) -> float:
    """Tell how surely a message asks of the assistant itself, so that nothing is run that it only asks about.

    One that bids something beside its question is for more than the answer to that.

    Args:
        text: Normalised text.
        catalogs: The typed records.
    """
    note = asked(catalogs, text)
    return SURE if note is not None and note.sure and not _bids(text) else 0.0


def _bids(text: str) -> bool:
    """Tell whether a part of a message bids something, and neither asks about it nor supposes it."""
    return any(
        words.BIDS.search(part) is not None and words.BIDS_NOTHING.search(part.partition(":")[0]) is None
        for part in words.BREAK.split(text)
    )
