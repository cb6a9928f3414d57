"""Stops notices the moment somebody wants none, of one purpose or of all, and lets them have them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.database.repositories.opt_outs import OptOutRepository
from tools.domain.notices import (
    ALL,
    Purpose,
    apart_in,
    may_resume,
    may_stop,
    of_other_things,
    only_speaks_of_resuming,
    only_speaks_of_stopping,
    purposes_in,
    resumed,
    seems_to_want_none,
    stopped,
    wants_again,
    wants_back,
    wants_none,
)
from tools.kit.tool import Suggestion, ToolContext, ToolResult, tool
from tools.wording import membership as standing
from tools.wording import notices as wording

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session

LONGEST_WORDS = 200
SURE, NEARLY = 0.95, 0.7
"""How surely a message stops notices that says nothing else, and one that says it among other things."""


class Notices(ToolResult):
    """What somebody wants no notices of from now on.

    Attributes:
        opt_outs: The purposes, or ``all``.
        changed: Whether that is new.
    """

    opt_outs: tuple[str, ...]
    changed: bool


def _read_stop(text: str, catalogs: Catalogs) -> Mapping[str, Any] | None:  # noqa: ARG001 -- the shape of a reading
    return {"question": text} if may_stop(text) else None


def _read_resume(text: str, catalogs: Catalogs) -> Mapping[str, Any] | None:  # noqa: ARG001 -- as above
    return {"question": text} if may_resume(text) and not of_other_things(text) else None


def _stops(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    if wants_none(text):
        return SURE
    return NEARLY if seems_to_want_none(text) else 0.0


def _resumes(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- as above
    return SURE if wants_again(text) or wants_back(text) else 0.0


@tool(wording.STOP, writes=True, reads=_read_stop, sure=_stops, verbatim=frozenset({"question"}))
async def stop_notices(context: ToolContext, purpose: Purpose | None = None, question: str = "") -> Notices:
    """Send the person no more notices, of one purpose or of all, from now on and whatever words they use.

    Args:
        purpose: What they want no notices of; read from the words, and all of them where these name none.
        question: The person's words.
    """
    said = _Wish(purpose, question)
    wished = said.unwanted
    async with context.store.session() as session:
        held = await OptOutRepository(session).of(context.contact)
        if purpose is None and only_speaks_of_stopping(normalise(question)):
            return _as_it_is(held)
        added = stopped(held, wished)
        ended, instead = resumed(held | added, said.beside) if said.beside else (frozenset(), frozenset())
        await _kept(session, context, added | instead, ended, question)
    held = ((held | added) - ended) | instead
    if ALL in held:
        text = wording.STOPPED_ALL if added else wording.STOPPED_ALREADY_ALL
    else:
        form = wording.STOPPED_SOME if added else wording.STOPPED_ALREADY_SOME
        text = form.format(kinds=_titles(wished))
    if ended:
        text += wording.ALSO_RESUMED.format(kinds=_titles(said.beside))
    rest = () if ALL in held else (_press(wording.STOP_ALL, "stop_notices"),)
    return Notices(
        text=text,
        suggestions=(*rest, _press(wording.RESUME_IT, "resume_notices")),
        opt_outs=tuple(sorted(held)),
        changed=bool(added or ended),
    )


@tool(wording.RESUME, writes=True, reads=_read_resume, sure=_resumes, verbatim=frozenset({"question"}))
async def resume_notices(context: ToolContext, purpose: Purpose | None = None, question: str = "") -> Notices:
    """Send the person notices again, of one purpose or of all.

    Args:
        purpose: What they want notices of again; read from the words, and all of them where these name none.
        question: The person's words.
    """
    said = _Wish(purpose, question)
    wished = said.wanted
    async with context.store.session() as session:
        held = await OptOutRepository(session).of(context.contact)
        if purpose is None and only_speaks_of_resuming(normalise(question)):
            return _as_it_is(held)
        ended, instead = resumed(held, wished)
        left = (held - ended) | instead
        added = stopped(left, said.unwanted) if said.beside else frozenset()
        await _kept(session, context, instead | added, ended, question)
    left |= added
    if ALL in wished:
        text = wording.RESUMED_ALL if ended else wording.RESUMED_ALREADY
    elif not ended:
        text = wording.RESUMED_ALREADY_SOME.format(kinds=_titles(wished))
    else:
        form = wording.RESUMED_SOME_ONLY if left else wording.RESUMED_SOME
        text = form.format(kinds=_titles(wished))
    if added:
        text += wording.ALSO_STOPPED.format(kinds=_titles(added))
    rest = (_press(wording.RESUME_ALL, "resume_notices"),) if left else ()
    return Notices(text=text, suggestions=rest, opt_outs=tuple(sorted(left)), changed=bool(ended or added))


def _as_it_is(held: Collection[str]) -> Notices:
    """Tell what notices come, where that was asked and nothing is to change."""
    change = _press(wording.RESUME_IT, "resume_notices") if held else _press(wording.STOP_ALL, "stop_notices")
    return Notices(text=standing.notices(held), suggestions=(change,), opt_outs=tuple(sorted(held)), changed=False)


class _Wish:
    """What a message wants and does not want; one of the two is what it is for, and the other is said beside it.

    Attributes:
        wanted: The purposes that are to come again.
        unwanted: The purposes that are to stop.
        beside: Those wanted, where a message says both.
    """

    def __init__(self, purpose: Purpose | None, question: str) -> None:
        unwanted, wanted = apart_in(normalise(question)) if purpose is None else (frozenset(), frozenset())
        one = frozenset({purpose or ALL}) if purpose or not question else purposes_in(normalise(question))
        self.wanted, self.unwanted, self.beside = wanted or one, unwanted or one, wanted


async def _kept(
    session: Session, context: ToolContext, added: Collection[Purpose], ended: Collection[str], question: str
) -> None:
    """Write what somebody no longer wants, and that they want again what they did not."""
    repository = OptOutRepository(session)
    await repository.end(context.contact, ended, context.now)
    words = (question or context.question)[:LONGEST_WORDS]
    await repository.add(context.contact, added, words=words, turn_id=context.turn or None, now=context.now)


def _titles(purposes: Collection[str]) -> str:
    return wording.LIST_COMMA.join(title for purpose, title in wording.PURPOSES.items() if purpose in purposes)


def _press(title: str, name: str) -> Suggestion:
    arguments: dict[str, Any] = {"purpose": ALL}
    return Suggestion(title=title, tool=name, arguments=arguments)
