"""Whose affairs words are about, where they may name the enterprise themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.domain import naming
from tools.kit.errors import InvalidArguments, NotPermitted

if TYPE_CHECKING:
    from tools.database.engine import Session
    from tools.database.models import Enterprise
    from tools.kit.tool import ToolContext

LEAST_CALLED = 4
"""Characters by which an enterprise's person must name another one to be taken to speak for it."""


@dataclass(frozen=True, slots=True)
class Firm:
    """The enterprise a call is about.

    Attributes:
        id: Its id.
        name: Its name, if it has one.
        own: It is the speaker's own.
        called: What the words call it, normalised; empty where they don't.
    """

    id: str
    name: str | None
    own: bool
    called: str = ""

    def without(self, words: str, instead: str = " ") -> str:
        """Return words with something else in the place of the enterprise's name."""
        return normalise(words).replace(self.called, instead) if self.called else words


async def enterprise_of(
    session: Session, context: ToolContext, enterprise: str | None, words: str, *, begin: bool = False
) -> Enterprise | None:
    """Return the enterprise a call is about; None where an enterprise's person has none yet.

    Args:
        session: Any session; one that may write where an enterprise is to begin.
        context: Who is speaking.
        enterprise: A name or an id, as it was given.
        words: The person's words, which may name one.
        begin: An enterprise's person who has none gets one, unnamed.

    Raises:
        NotPermitted: An enterprise's person names another enterprise.
        NotFound: An operator names one that is not on file.
        InvalidArguments: An operator names none, or the name fits several.
    """
    enterprises = EnterpriseRepository(session)
    if context.role == "operator":
        if not enterprise and words:
            named = await enterprises.named_in(words)
            if len(named) > 1:
                msg = "the words name several enterprises"
                said = naming.called(words, named[0][1]) or words
                raise InvalidArguments(msg, slot="enterprise", problem="ambiguous", name=said, options=named)
            enterprise = named[0][0] if named else None
        row = await whose(session, context, enterprise or None)
        if row is None:
            msg = "an operator must say which enterprise"
            raise InvalidArguments(msg, slot="enterprise", problem="missing")
        return row
    row = await whose(session, context, enterprise or None)
    if row is None and begin:
        row = await enterprises.own(context)
    for other, name in await enterprises.named_in(words) if words else ():
        if (row is None or other != row.id) and len(naming.called(words, name)) >= LEAST_CALLED:
            msg = "another enterprise's affairs"
            raise NotPermitted(msg, what="enterprise")
    return row


async def firm_of(
    session: Session, context: ToolContext, enterprise: str | None, words: str, *, begin: bool = False
) -> Firm | None:
    """Return the enterprise a call is about as words speak of it; the rest is as for ``enterprise_of``."""
    row = await enterprise_of(session, context, enterprise, words, begin=begin)
    if row is None:
        return None
    called = naming.called(words, row.name) if row.name else ""
    return Firm(row.id, row.name, own=context.role != "operator", called=called)
