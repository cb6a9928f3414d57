"""Lets people of several enterprises say for which they speak now, and no longer speak for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.lexical import normalise
from tools.database.repositories.memberships import Belonging, MembershipRepository
from tools.kit.errors import Conflict, InvalidArguments
from tools.kit.tool import Role, Suggestion, ToolContext, ToolResult, tool
from tools.membership import lexicon
from tools.membership.finding import (
    left_by_others,
    other,
    own,
    puts_off,
    read_name,
    reading,
    refuse_supposed,
    supposes,
    which,
)
from tools.wording import membership as wording

if TYPE_CHECKING:
    from tools.database.engine import Session

ENTERPRISES: frozenset[Role] = frozenset({"enterprise"})
PAIR = 2


class Switched(ToolResult):
    """Whom the contact speaks for now."""

    enterprise: str
    name: str | None
    changed: bool


class Left(ToolResult):
    """What the contact no longer speaks for.

    Attributes:
        enterprise: Id of the enterprise that was left.
        name: Its name.
        last: Nobody speaks for it any more.
        now: Id of the enterprise they speak for from now on.
    """

    enterprise: str
    name: str | None
    last: bool
    now: str | None


@tool(
    wording.SWITCH,
    writes=True,
    roles=ENTERPRISES,
    reads=reading(lexicon.SWITCHES, beside=True),
    readers={"enterprise": read_name},
    verbatim=frozenset({"question", "enterprise"}),
)
async def switch_enterprise(context: ToolContext, enterprise: str | None = None, question: str = "") -> Switched:
    """Speak for another of the enterprises one is bound to; of two, the other one by default.

    Args:
        enterprise: Which: its name, or its place in the list.
        question: The person's words; they may name it.
    """
    async with context.store.session() as session:
        belongings = await _of(session, context)
        only_one = Conflict("there is no other", what="only_one", name=wording.named(belongings[0].name))
        try:
            chosen = own(belongings, enterprise, question)
        except InvalidArguments:
            if len(belongings) == 1:
                raise only_one from None
            raise
        if chosen is None and len(belongings) == 1:
            raise only_one
        if chosen is None:
            chosen = other(belongings) if len(belongings) == PAIR else None
        if chosen is None:
            raise which(belongings)
        if not chosen.current:
            memberships = MembershipRepository(session)
            left = next((one for one in belongings if one.current), None)
            if left is not None:
                await memberships.begin(context.contact, left.enterprise, None, left.since)
            await memberships.turn_to(context.contact, chosen.enterprise)
    form = wording.SWITCHED_ALREADY if chosen.current else wording.SWITCHED
    return Switched(
        text=form.format(name=wording.named(chosen.name)),
        suggestions=(Suggestion(title=wording.SUGGEST["show"], tool="show_membership"),),
        enterprise=chosen.enterprise,
        name=chosen.name,
        changed=not chosen.current,
    )


@tool(
    wording.LEAVE,
    writes=True,
    confirm="always",
    roles=ENTERPRISES,
    reads=lambda text, _: None if supposes(text) or puts_off(text) or left_by_others(text) else {"question": text},
    readers={"enterprise": read_name},
    verbatim=frozenset({"question", "enterprise"}),
)
async def leave_enterprise(context: ToolContext, enterprise: str | None = None, question: str = "") -> Left:
    """No longer speak for an enterprise, oneself only; the person is asked first.

    Args:
        enterprise: Which of one's own; the one spoken for now by default.
        question: The person's words; they may name it.
    """
    async with context.store.session() as session:
        belongings = await _of(session, context)
        if puts_off(normalise(question)):
            msg = "not now"
            raise Conflict(msg, what="leave_later")
        if left_by_others(normalise(question)):
            msg = "somebody else has left"
            raise Conflict(msg, what="left_by_others")
        refuse_supposed(question, "leave_asked")
        chosen = own(belongings, enterprise, question)
        if chosen is None:
            pointed = lexicon.OTHER_FIRM.search(normalise(enterprise or question)) is not None
            chosen = other(belongings) if pointed else next((one for one in belongings if one.current), None)
        if chosen is None:
            raise which(belongings)
        memberships = MembershipRepository(session)
        last = len(await memberships.people(chosen.enterprise)) == 1
        following = await memberships.end(context.contact, chosen.enterprise, context.now)
    now = wording.NOW_FOR.format(name=wording.named(following.name)) if following else wording.NOW_FOR_NOBODY
    return Left(
        text=wording.LEFT.format(name=wording.named(chosen.name)) + now,
        suggestions=(Suggestion(title=wording.SUGGEST["show"], tool="show_membership"),),
        enterprise=chosen.enterprise,
        name=chosen.name,
        last=last,
        now=following.enterprise if following else None,
    )


async def _of(session: Session, context: ToolContext) -> list[Belonging]:
    """Return whom the contact speaks for, with the contact locked.

    Raises:
        Conflict: They speak for nobody.
    """
    memberships = MembershipRepository(session)
    await memberships.lock(context.contact)
    belongings = await memberships.of_contact(context.contact)
    if not belongings:
        msg = "no enterprise is bound"
        raise Conflict(msg, what="none_bound")
    return belongings
