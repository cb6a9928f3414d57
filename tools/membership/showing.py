"""Tells people who they are here, and operators who speaks for an enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.memberships import (
    InvitationRepository,
    MembershipRepository,
    OperatorAccountRepository,
)
from tools.database.repositories.opt_outs import OptOutRepository
from tools.domain.membership import told_code
from tools.domain.notices import asks_how, asks_still_told, speaks_of
from tools.kit.errors import NotPermitted
from tools.kit.tool import Focus, Role, Suggestion, ToolContext, ToolResult, tool
from tools.membership import lexicon
from tools.membership.finding import CODE, named, read_name, supposes
from tools.membership.inviting import account
from tools.membership.joining import WECHAT
from tools.wording import membership as wording

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Enterprise, Invitation
    from tools.database.repositories.memberships import Belonging, Member


ASKED = 0.9
"""How surely a message asks whom the speaker speaks for that says so."""
BEYOND_QUESTION = 0.97
"""How surely a message asks for a colleague's code, or whether one is told, which sounds much like other requests."""
COLLEAGUE = "colleague"
"""In the focus where a colleague's code was spoken of."""
LONGEST_FOLLOW_UP = 40
"""Characters up to which a message goes on with that."""


class Bound(BaseModel):
    """An enterprise somebody speaks for."""

    model_config = ConfigDict(frozen=True)

    enterprise: str
    name: str | None
    verified: bool
    since: str
    current: bool


class Speaks(BaseModel):
    """Somebody who speaks for an enterprise, without saying who it is."""

    model_config = ConfigDict(frozen=True)

    number: int
    code: str
    channel: str
    since: str


class Standing(ToolResult):
    """Who somebody is here, or who speaks for an enterprise; times are ISO moments in UTC.

    Attributes:
        role: What the speaker is.
        bound: The enterprises they speak for.
        opt_outs: What they want no notices of.
        enterprise: Id of the enterprise an operator asked about.
        verified: Whether the platform has confirmed who it is.
        members: Who speaks for it.
        open_invitations: How many of its invitations nobody has used yet.
        account_since: From when on the operator has had an account on the official account.
    """

    role: Role
    bound: tuple[Bound, ...] = ()
    opt_outs: tuple[str, ...] = ()
    enterprise: str | None = None
    verified: bool | None = None
    members: tuple[Speaks, ...] = ()
    open_invitations: int = 0
    account_since: str | None = None


def _sure(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    if _for_colleague(text) or asks_still_told(text):
        return BEYOND_QUESTION
    others = lexicon.OF_OTHER_THINGS.search(text)
    if lexicon.WHOM_ASKED.search(text) and not others:
        return BEYOND_QUESTION
    return ASKED if asks_how(text) or (lexicon.HOW_TO_BIND.search(text) and not others) else 0.0


def _for_colleague(text: str) -> bool:
    """Tell whether a message asks for a code by which somebody else of one's own firm comes to speak for it."""
    others = lexicon.OF_OTHER_THINGS.search(text) or lexicon.NOT_FOR_COLLEAGUE.search(text)
    return not others and told_code(text) is None and lexicon.FOR_COLLEAGUE.search(text) is not None


def _follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:  # noqa: ARG001 -- a shape
    """Put down for the platform's people that a colleague is to get a code, where that was spoken of."""
    passed_on = focus.arguments.get(COLLEAGUE) and len(text) <= LONGEST_FOLLOW_UP and lexicon.PASSED_ON.search(text)
    return ("open_ticket", {"text": wording.ASKED_FOR_CODE}) if passed_on else None


@tool(wording.SHOW, readers={"enterprise": read_name}, sure=_sure, follows=_follows, verbatim=frozenset({"question"}))
async def show_membership(context: ToolContext, enterprise: str | None = None, question: str = "") -> Standing:
    """Tell who the speaker is here, which enterprise they speak for, and what notices they get or how to change that.

    Args:
        enterprise: For operators: an enterprise's name or id, to see who speaks for it.
        question: The person's words.
    """
    async with context.store.session() as session:
        if context.role != "operator":
            belongings = await MembershipRepository(session).of_contact(context.contact)
            if enterprise and not any(enterprise in {one.enterprise, one.name} for one in belongings):
                msg = "another enterprise's people"
                raise NotPermitted(msg, what="enterprise")
            return _own(belongings, await OptOutRepository(session).of(context.contact), question)
        if lexicon.HOW_CODES_GO.search(asked := normalise(question)) or supposes(asked):
            return Standing(text=wording.HOW_CODES, role="operator")
        if enterprise or await _names_one(session, question):
            firm = await named(session, context, enterprise, question)
            people = await MembershipRepository(session).people(firm.id)
            invitations = await InvitationRepository(session).open(firm.id, context.now)
            return _members(firm, people, invitations)
        operator = await account(session, context)
        since = await OperatorAccountRepository(session).since(operator.id, WECHAT) if operator else None
        held = await OptOutRepository(session).of(context.contact)
    return _operator(operator.name if operator else "", since, held, question)


async def _names_one(session: Session, question: str) -> bool:
    """Tell whether an operator's words are about an enterprise: they name one, or ask who speaks for it."""
    if not question:
        return False
    if await EnterpriseRepository(session).named_in(question):
        return True
    text = normalise(question)
    return lexicon.WHO_SPEAKS.search(text) is not None


def _own(belongings: Sequence[Belonging], held: Collection[str], question: str) -> Standing:
    current = next((one for one in belongings if one.current), None)
    others = [one for one in belongings if not one.current]
    if current is None:
        parts = [wording.SPEAKS_FOR_NOBODY, wording.HOW_TO_JOIN]
    else:
        verified = wording.VERIFIED if current.verified else wording.UNVERIFIED
        line = wording.SPEAKS_FOR.format(
            name=wording.named(current.name), verified=verified, since=wording.day(current.since)
        )
        if not current.verified and current.name:
            line += wording.SELF_SAID
        parts = [line]
    if others:
        parts.append(
            wording.ALSO_FOR.format(others=wording.LIST_COMMA.join(one.name or wording.UNNAMED for one in others))
        )
    asked = normalise(question)
    colleague = current is not None and _for_colleague(asked)
    leaving = current is not None and lexicon.OF_LEAVING.search(asked) is not None
    if colleague:
        parts = [wording.FOR_COLLEAGUE]
    elif leaving:
        parts.append(wording.HOW_TO_LEAVE)
    elif current is not None and lexicon.OF_JOINING.search(asked):
        parts.append(wording.HOW_TO_JOIN)
    suggestions = [
        *(_go("ask_for_code", "open_ticket", text=wording.ASKED_FOR_CODE) if colleague else ()),
        *(_go("switch", "switch_enterprise") if others else ()),
        *(_go("join", "join_enterprise") if current is None or not current.verified else ()),
        *(_go("leave", "leave_enterprise") if leaving else ()),
    ]
    bound = tuple(
        Bound(
            enterprise=one.enterprise,
            name=one.name,
            verified=one.verified,
            since=one.since.isoformat(),
            current=one.current,
        )
        for one in belongings
    )
    text, offered = _with_notices(parts, suggestions, held, question)
    return Standing(
        text=text,
        suggestions=offered,
        focus=Focus(tool="show_membership", arguments={COLLEAGUE: True}) if colleague else None,
        role="enterprise",
        bound=bound,
        opt_outs=tuple(sorted(held)),
    )


def _operator(name: str, since: datetime | None, held: Collection[str], question: str) -> Standing:
    lead = wording.OPERATOR.format(operator=wording.OPERATOR_NAMED.format(name=name) if name else "")
    if name:
        lead += wording.OPERATOR_BOUND.format(since=wording.day(since)) if since else wording.OPERATOR_UNBOUND
    suggestions = list(_go("invite_self", "invite_operator")) if name and since is None else []
    text, offered = _with_notices([lead, wording.OPERATOR_HOW], suggestions, held, question)
    return Standing(
        text=text,
        suggestions=offered,
        role="operator",
        opt_outs=tuple(sorted(held)),
        account_since=since.isoformat() if since else None,
    )


def _with_notices(
    parts: list[str], suggestions: list[Suggestion], held: Collection[str], question: str
) -> tuple[str, tuple[Suggestion, ...]]:
    """Add what notices somebody gets, in front where that is what they ask about."""
    line = wording.notices(held)
    change = [
        *(_go("stop", "stop_notices", purpose="all") if "all" not in held else ()),
        *(_go("resume", "resume_notices", purpose="all") if held else ()),
    ]
    asked = normalise(question)
    if speaks_of(asked) or asks_how(asked):
        return "\n\n".join([line, *parts[:1]]), (*change, *suggestions)
    return "\n\n".join([*parts, line]), (*suggestions, *change)


def _members(firm: Enterprise, people: Sequence[Member], invitations: Sequence[Invitation]) -> Standing:
    name, verified = wording.named(firm.name), wording.VERIFIED if firm.verified else wording.UNVERIFIED
    if people:
        lines = [wording.MEMBERS.format(name=name, verified=verified, count=len(people))]
        lines += [
            wording.MEMBER.format(number=one.number, who=wording.who(one.channel, one.since, one.contact[:CODE]))
            for one in people
        ]
    else:
        lines = [wording.NO_MEMBERS.format(name=name, verified=verified)]
    waiting = (
        wording.OPEN_INVITATIONS.format(count=len(invitations), until=wording.moment(invitations[0].expires_at))
        if invitations
        else wording.NO_INVITATIONS
    )
    how = wording.HOW_TO_INVITE.format(plain=firm.name or wording.UNNAMED)
    return Standing(
        text="\n\n".join(["\n".join(lines), waiting + how]),
        suggestions=(
            *_go("invite", "invite_member", enterprise=firm.id),
            *(_go("revoke", "revoke_membership", enterprise=firm.id) if people or invitations else ()),
            *(_go("confirm", "confirm_enterprise", enterprise=firm.id) if firm.name and not firm.verified else ()),
        ),
        focus=Focus(tool="show_membership", arguments={"enterprise": firm.id}),
        role="operator",
        enterprise=firm.id,
        verified=firm.verified,
        members=tuple(
            Speaks(number=one.number, code=one.contact[:CODE], channel=one.channel, since=one.since.isoformat())
            for one in people
        ),
        open_invitations=len(invitations),
    )


def _go(name: str, tool_name: str, **arguments: str) -> tuple[Suggestion]:
    return (Suggestion(title=wording.SUGGEST[name], tool=tool_name, arguments=dict(arguments)),)
