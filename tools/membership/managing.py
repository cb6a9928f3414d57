"""Lets operators end what binds people to an enterprise, and confirm who an enterprise is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.database.repositories.memberships import InvitationRepository, Member, MembershipRepository
from tools.kit.errors import Conflict, InvalidArguments, NotFound
from tools.kit.tool import Focus, Suggestion, ToolContext, ToolResult, tool
from tools.membership import lexicon
from tools.membership.finding import CODE, named, place_in, read_name, reading, refuse_supposed
from tools.membership.inviting import OPERATORS
from tools.wording import membership as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs

SURE = 0.85
"""How surely words that end a binding are for that; the operator is asked first all the same."""
ALL = "all"
Which = int | str
"""A place in the list as shown, the code of a person, or ``all``."""


class Revoked(ToolResult):
    """Who no longer speaks for an enterprise.

    Attributes:
        enterprise: Id of the enterprise.
        name: Its name.
        people: Who, without saying who they are.
        invitations: How many open invitations are void.
    """

    enterprise: str
    name: str | None
    people: tuple[str, ...] = ()
    invitations: int = 0


class Confirmed(ToolResult):
    """An enterprise that is what it says it is.

    Attributes:
        enterprise: Its id.
        name: Its name.
        people: How many speak for it.
        changed: It was not confirmed before.
    """

    enterprise: str
    name: str | None
    people: int
    changed: bool


def _member(text: str, arguments: Mapping[str, Any]) -> Which | None:  # noqa: ARG001 -- a reader's shape
    if lexicon.EVERYBODY.search(text):
        return ALL
    if masked := lexicon.MASKED.search(text):
        return str(next(group for group in masked.groups() if group))
    return place_in(text)


def _unbinds(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    ends = lexicon.UNBINDS.search(text) and not lexicon.NOT_UNBOUND.search(text)
    return SURE if ends and not lexicon.OF_OTHER_THINGS.search(text) else 0.0


@tool(
    wording.REVOKE,
    writes=True,
    confirm="always",
    roles=OPERATORS,
    reads=reading(lexicon.REVOKES),
    sure=_unbinds,
    readers={"enterprise": read_name, "member": _member},
    verbatim=frozenset({"question"}),
)
async def revoke_membership(
    context: ToolContext, enterprise: str | None = None, member: Which | None = None, question: str = ""
) -> Revoked:
    """End what binds somebody to an enterprise, and void its open invitations; the operator is asked first.

    Args:
        enterprise: The enterprise's name or id.
        member: The person's place in the list of who speaks for it, the code shown there, or ``all``; the only one by
            default.
        question: The operator's words; what is not given is read from them.
    """
    refuse_supposed(question, "revoke_asked")
    async with context.store.session() as session:
        firm = await named(session, context, enterprise, question)
        memberships = MembershipRepository(session)
        people = await memberships.people(firm.id)
        codes_only = member is None and bool(question) and lexicon.CODES_ONLY.search(question) is not None
        chosen = () if codes_only else _chosen(people, member, question, firm.name)
        for one in chosen:
            await memberships.end(one.contact, firm.id, context.now)
        void = await InvitationRepository(session).revoke(context.now, enterprise_id=firm.id)
    if not chosen and not void:
        msg = "nobody is bound"
        name = wording.named(firm.name)
        raise Conflict(msg, what="nobody", name=name, plain=firm.name or wording.UNNAMED)
    described = tuple(_told(one) for one in chosen)
    done = wording.revocation((wording.ENDED, wording.VOIDED), described, void, firm.name)
    return Revoked(
        text=wording.REVOKED.format(what=done),
        suggestions=(Suggestion(title=wording.SEE_MEMBERS, tool="show_membership", arguments={"enterprise": firm.id}),),
        focus=Focus(tool="revoke_membership", arguments={"enterprise": firm.id}),
        enterprise=firm.id,
        name=firm.name,
        people=described,
        invitations=void,
    )


def _chosen(people: Sequence[Member], member: Which | None, question: str, name: str | None) -> Sequence[Member]:
    """Return whom a revocation is about.

    Raises:
        NotFound: Nobody has this place or this code.
        InvalidArguments: There are several, and none was named.
    """
    wanted = member if member is not None else _member(question, {})
    if wanted is None and len(people) > 1:
        msg = f"{len(people)} people speak for it"
        options = [(one.contact[:CODE], wording.MEMBER.format(number=one.number, who=_told(one))) for one in people]
        raise InvalidArguments(msg, slot="member", problem="ambiguous", options=[*options, (ALL, wording.EVERYBODY)])
    if wanted is None or wanted == ALL:
        return people
    said = str(wanted).strip().lower()
    fitting = [one for one in people if said in {str(one.number), one.contact[:CODE]}]
    if len(fitting) != 1:
        msg = f"{len(fitting)} people fit"
        raise NotFound(msg, what="member", name=name)
    return fitting


def _told(one: Member) -> str:
    return wording.who(one.channel, one.since, one.contact[:CODE])


def _read_confirmed(text: str, catalogs: Catalogs) -> Mapping[str, Any] | None:
    return None if lexicon.NOT_CONFIRMED.search(text) else reading(lexicon.CONFIRMS)(text, catalogs)


@tool(
    wording.CONFIRM,
    writes=True,
    confirm="always",
    roles=OPERATORS,
    reads=_read_confirmed,
    readers={"enterprise": read_name},
    verbatim=frozenset({"question"}),
)
async def confirm_enterprise(context: ToolContext, enterprise: str | None = None, question: str = "") -> Confirmed:
    """Confirm that an enterprise which said itself who it is, is that one; the operator is asked first.

    Args:
        enterprise: The enterprise's name or id.
        question: The operator's words; they may name it.
    """
    if lexicon.NOT_CONFIRMED.search(normalise(question)):
        msg = "not to be confirmed yet"
        raise Conflict(msg, what="confirm_later")
    refuse_supposed(question, "confirm_asked")
    async with context.store.session() as session:
        firm = await named(session, context, enterprise, question)
        if firm.name is None:
            msg = "it has no name"
            raise Conflict(msg, what="no_name")
        before, memberships = firm.verified, MembershipRepository(session)
        people = await memberships.people(firm.id)
        if not before:
            await memberships.verify(firm.id)
    form = wording.CONFIRMED_ALREADY if before else wording.CONFIRMED
    return Confirmed(
        text=form.format(name=wording.named(firm.name)),
        suggestions=(Suggestion(title=wording.SEE_MEMBERS, tool="show_membership", arguments={"enterprise": firm.id}),),
        focus=Focus(tool="confirm_enterprise", arguments={"enterprise": firm.id}),
        enterprise=firm.id,
        name=firm.name,
        people=len(people),
        changed=not before,
    )
