"""Finds what a call is about: the enterprise an operator names, or one of those a person speaks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.domain import region
from tools.domain.membership import only_code
from tools.domain.naming import standing
from tools.kit.errors import Conflict, InvalidArguments
from tools.kit.references import number
from tools.membership import lexicon
from tools.wording import membership as wording

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Enterprise
    from tools.database.repositories.memberships import Belonging
    from tools.kit.tool import Reading, ToolContext

CODE = 4
"""Characters of a person's id by which they are told apart."""


def read_name(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Take an answer for the name of an enterprise, unless it asks for something or hands in a code."""
    return None if lexicon.NO_ANSWER.search(text) or only_code(text) else region.read_name(text, arguments)


def reading(cue: re.Pattern[str], *, beside: bool = False) -> Reading:
    """Make a reading that takes a message for a tool only where it has a word of its trade.

    Args:
        cue: That word.
        beside: Whether it may speak of other things as well.
    """

    def read(text: str, catalogs: Catalogs) -> Mapping[str, Any] | None:  # noqa: ARG001 -- the shape of a reading
        others = beside or not lexicon.OF_OTHER_THINGS.search(lexicon.NOT_THAT.sub("", text))
        others = others and not supposes(text) and (beside or not puts_off(text))
        return {"question": text} if others and cue.search(text) else None

    return read


def supposes(text: str) -> bool:
    """Tell whether a message only asks what would come of something, or how it goes.

    Args:
        text: Normalised words.
    """
    return lexicon.SUPPOSES.search(text) is not None


def refuse_supposed(question: str, what: str) -> None:
    """Refuse to do what words only ask about.

    Args:
        question: The person's words, as typed.
        what: The conflict that answers them.

    Raises:
        Conflict: They ask what would come of it.
    """
    if supposes(normalise(question)):
        msg = "only asked about"
        raise Conflict(msg, what=what)


def puts_off(text: str) -> bool:
    """Tell whether a message says that nobody is to leave, or not now.

    Args:
        text: Normalised words.
    """
    put_off = list(lexicon.PUT_OFF.finditer(text))
    return bool(put_off) and lexicon.STILL_LEAVES.search(text, max(put_off[-1].end() - 1, 0)) is None


def left_by_others(text: str) -> bool:
    """Tell whether a message tells that somebody else is no longer bound, and bids nothing.

    Args:
        text: Normalised words.
    """
    return lexicon.LEFT_BY_OTHERS.search(text) is not None


async def named(session: Session, context: ToolContext, name: str | None, question: str = "") -> Enterprise:
    """Return the enterprise an operator names.

    Args:
        session: Any session.
        context: Who is speaking.
        name: A name or an id, as it was given.
        question: The operator's words, searched for a name where none is given.

    Raises:
        NotFound: It is not on file.
        InvalidArguments: None is named, or the name fits several; their titles tell them apart.
    """
    enterprises = EnterpriseRepository(session)
    if not name and question:
        found = await enterprises.named_in(question)
        if len(found) > 1:
            raise await _which(enterprises, [enterprise_id for enterprise_id, _ in found])
        name = found[0][0] if found else None
    try:
        row = await whose(session, context, name)
    except InvalidArguments as error:
        options = error.data.get("options")
        if not isinstance(options, list):
            raise
        raise await _which(enterprises, [enterprise_id for enterprise_id, _ in options]) from None
    if row is None:
        msg = "an operator must say which enterprise"
        ask = wording.NOT_RECOGNISED if question else ""
        raise InvalidArguments(msg, slot="enterprise", problem="missing", ask=ask)
    return row


async def _which(enterprises: EnterpriseRepository, ids: Sequence[str]) -> InvalidArguments:
    rows = [row for enterprise_id in ids if (row := await enterprises.get(enterprise_id)) is not None]
    names = [row.name for row in rows]
    options = [
        (
            row.id,
            row.name
            if row.name and names.count(row.name) == 1
            else wording.told_apart(row.name, row.created_at, verified=row.verified),
        )
        for row in rows
    ]
    msg = f"{len(options)} enterprises fit"
    return InvalidArguments(msg, slot="enterprise", problem="ambiguous", options=options)


def own(belongings: Sequence[Belonging], name: str | None, question: str) -> Belonging | None:
    """Return which of the enterprises a person speaks for is meant; None where nothing says so.

    Args:
        belongings: Those.
        name: A name, an id or a place among them, as it was given.
        question: The person's words, where none is given.

    Raises:
        InvalidArguments: What is named is none of them, or fits several.
    """
    said = normalise((name or question).strip())
    if not said:
        return None
    exact = [one for one in belongings if said in {one.enterprise, normalise(one.name or "")}]
    if len(exact) == 1:
        return exact[0]
    ids = standing(said, [(one.enterprise, one.name) for one in belongings if one.name])
    fitting = [one for one in belongings if one.enterprise in {enterprise_id for enterprise_id, _ in ids}]
    fitting = [one for one in fitting if not _goes_on(said, one.name or "")]
    if not fitting and name:
        fitting = [one for one in belongings if one.name and said in normalise(one.name)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting and (place := place_in(said)) is not None and 0 < place <= len(belongings):
        return belongings[place - 1]
    meant = said if name else _target(said)
    if len(fitting) > 1 or (meant and not _other(meant)):
        raise which(belongings, meant if not fitting else "")
    return None


def other(belongings: Sequence[Belonging]) -> Belonging | None:
    """Return the one a person of two enterprises does not speak for now; None where there are more, or none."""
    others = [one for one in belongings if not one.current]
    return others[0] if len(others) == 1 else None


def which(belongings: Sequence[Belonging], missed: str = "") -> InvalidArguments:
    """Return the error that asks which of the enterprises somebody speaks for is meant.

    Args:
        belongings: Those.
        missed: A name that is none of them.

    Raises:
        Conflict: There is but one, or none.
    """
    if not belongings:
        msg = "no enterprise is bound"
        raise Conflict(msg, what="none_bound")
    msg = f"{len(belongings)} enterprises fit"
    ask = wording.NOT_AMONG.format(name=missed) if missed else ""
    names = [one.name for one in belongings]
    options = [
        (
            one.enterprise,
            one.name
            if one.name and names.count(one.name) == 1
            else wording.told_apart(one.name, one.since, verified=one.verified),
        )
        for one in belongings
    ]
    return InvalidArguments(msg, slot="enterprise", problem="ambiguous", options=options, ask=ask)


def place_in(text: str) -> int | None:
    """Return the place in a list that words name."""
    match = lexicon.NUMBERED.search(text)
    if match is None:
        return None
    return number(next(group for group in match.groups() if group))


def _target(said: str) -> str:
    """Return where words say to switch to; empty where they name nothing."""
    match = lexicon.TARGET.search(said)
    name = "" if match is None else match["before"] or match["name"]
    return "" if lexicon.NO_NAME.fullmatch(name) else name.strip()


def _goes_on(said: str, name: str) -> bool:
    """Tell whether words name another works than the firm whose name theirs begins with."""
    own = normalise(name)
    _, found, behind = said.partition(own)
    return bool(own and found) and lexicon.ANOTHER_WORKS.match(behind) is not None


def _other(said: str) -> bool:
    return lexicon.NO_NAME.fullmatch(lexicon.OTHER_ONE.sub("", said)) is not None
