"""Whose archive a call is about, and how it is named to people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tools.database.repositories.speaking import enterprise_of
from tools.domain.archive import fold, lexicon
from tools.domain.naming import called
from tools.kit.errors import NotPermitted
from tools.wording import archive as wording

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Enterprise
    from tools.kit.tool import Focus, ToolContext


@dataclass(frozen=True, slots=True)
class Firm:
    """The enterprise a call is about.

    Attributes:
        id: Its id.
        name: Its name, if it has one.
        own: It is the speaker's own.
    """

    id: str
    name: str | None
    own: bool

    @property
    def whose(self) -> str:
        """How its archive is spoken of."""
        return wording.YOURS if self.own else wording.NAMED.format(name=self.name or self.id)

    @property
    def named(self) -> str:
        """The same, with the name of one's own too."""
        return wording.YOURS_NAMED.format(name=self.name) if self.own and self.name else self.whose


async def find(session: Session, context: ToolContext, name: str | None, question: str = "") -> Firm | None:
    """Return the enterprise a call is about; None where an enterprise's person has none yet.

    An operator's words are searched for a name where none is given.

    Args:
        session: Any session.
        context: Who is speaking.
        name: As it was given.
        question: The person's words.

    Raises:
        NotPermitted: An enterprise's person names another enterprise.
        NotFound: An operator names one that is not on file.
        InvalidArguments: An operator names none, or the name fits several.
    """
    row = await enterprise_of(session, context, name, question)
    if context.role != "operator" and question and _of_another(row, question):
        msg = "another enterprise's archive"
        raise NotPermitted(msg, what="enterprise")
    return None if row is None else _firm(row, context)


def _of_another(own: Enterprise | None, question: str) -> bool:
    """Tell whether words of an enterprise's person are about another firm that need not be on file."""
    folded = fold(question)
    if lexicon.OF_ANOTHER.search(folded):
        return True
    ours = own.name if own is not None else None
    by_trade = lexicon.BY_TRADE.search(folded)
    return bool(by_trade and not (ours and called(by_trade["name"], ours)) and not lexicon.OWN.search(folded))


def another(text: str, focus: Focus, _: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Do for another firm what was just done for one that was not meant.

    Args:
        text: Normalised text.
        focus: What was done.
        _: The typed records.
    """
    if focus.tool is None or not focus.arguments.get("enterprise") or not lexicon.WRONG_FIRM.match(text):
        return None
    kept = {name: value for name, value in focus.arguments.items() if name != "enterprise"}
    return focus.tool, {**kept, "question": text}


def _firm(row: Enterprise, context: ToolContext) -> Firm:
    return Firm(row.id, row.name, own=row.id == context.enterprise and context.role != "operator")
