"""Redeems invitations: a contact comes to speak for an enterprise, or a user of a channel is an operator there."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.database.repositories.access import OperatorRepository
from tools.database.repositories.archives import ArchiveRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.memberships import (
    InvitationRepository,
    MembershipRepository,
    OperatorAccountRepository,
)
from tools.database.repositories.people import OPERATOR
from tools.domain.membership import (
    WITHIN,
    canonical,
    digest,
    near_code,
    only_code,
    read_code,
    standing,
    told_code,
    wait_until,
)
from tools.kit.errors import Conflict, InvalidArguments, NotFound
from tools.kit.tool import Suggestion, ToolContext, ToolResult, tool
from tools.membership import lexicon
from tools.wording import membership as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Contact, Enterprise, Invitation

WECHAT = "wechat"
"""The channel on which operators have accounts."""
MINUTE = 60
CERTAIN, NEARLY, LIKELY = 1.0, 0.9, 0.8
"""How surely a message is a code that is handed in: it is nothing else, it says so, or it says hardly anything else."""


class Joined(ToolResult):
    """What came of a code.

    Attributes:
        joined: Something changed: the invitation was used.
        enterprise: Id of the enterprise the contact speaks for now; None for an operator's account.
        name: The enterprise's name, or the operator's.
        operator: It was an operator's code.
        before: What the contact spoke for before and keeps, if anything was on file there.
    """

    joined: bool
    enterprise: str | None = None
    name: str | None = None
    operator: bool = False
    before: str | None = None


@dataclass(frozen=True, slots=True)
class _Bearer:
    contact: Contact
    invitation: Invitation


def _told(text: str) -> str | None:
    """Return the code that words hand in, as it stands there or as it sounds; one they deny is none."""
    said = lexicon.DENIED_CODE.sub(" ", text)
    if found := only_code(said) or told_code(said) or near_code(said):
        return found
    dashed = lexicon.DASH_SAID.sub("-", said)
    spoken = lexicon.DIGIT_SAID.sub(lambda run: "".join(lexicon.DIGITS[sign] for sign in run.group()), dashed)
    return None if spoken == said else only_code(spoken) or told_code(spoken)


def _read(text: str, catalogs: Catalogs) -> Mapping[str, Any] | None:  # noqa: ARG001 -- a shape
    if lexicon.DOUBTED_CODE.search(text):
        return None
    found = _told(text)
    return {"code": found} if found else {}


def _sure(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    if only_code(text):
        return CERTAIN
    if lexicon.DOUBTED_CODE.search(text):
        return 0.0
    said = lexicon.DENIED_CODE.sub(" ", text)
    ours = read_code(said)
    if lexicon.ASKS.search(said):
        # What becomes of a code that is there is best told by looking at it; nothing is bound unasked.
        looked_at = ours is not None and lexicon.ASKED_OF_CODE.search(said) and not lexicon.NOT_HANDED_IN.search(said)
        return NEARLY if looked_at else 0.0
    if lexicon.OF_CODES.search(said) and _told(said):
        return NEARLY
    ours = ours or near_code(said)
    return LIKELY if ours and lexicon.BESIDE_CODE.fullmatch(said.replace(ours, "")) else 0.0


@tool(
    wording.JOIN,
    writes=True,
    confirm="always",
    reads=_read,
    readers={"code": lambda text, _: _told(text)},
    sure=_sure,
    verbatim=frozenset({"code"}),
)
async def join_enterprise(context: ToolContext, code: str) -> Joined:
    """Redeem a one-time code the person was given, so that they speak for an enterprise; they are asked first.

    Wrong codes are counted where they stand, in what the contact has said within the hour, so that no attempt needs a
    record of its own; after five the sixth is not looked at.

    Args:
        code: The code or the QR code's ticket, as it was received.
    """
    said = canonical(code)
    if said is None and lexicon.NO_CODE.search(normalise(code)):
        return Joined(text=wording.NO_CODE, joined=False)
    if said is None:
        msg = "not a code"
        raise InvalidArguments(msg, slot="code", problem="form")
    async with context.store.session() as session:
        contact = await MembershipRepository(session).lock(context.contact)
        if contact is None:
            msg = f"no contact {context.contact}"
            raise NotFound(msg, what="contact", name=context.contact)
        await _not_guessing(session, context)
        invitation = await InvitationRepository(session).hashed(digest(said))
        if invitation is None:
            msg = "no such invitation"
            raise NotFound(msg, what="invitation", problem="unknown")
        bearer = _Bearer(contact, invitation)
        if invitation.used_by == contact.id:
            return await _again(session, bearer)
        state = standing(invitation.used_at, invitation.revoked_at, invitation.expires_at, context.now)
        if state != "open":
            msg = f"the invitation is {state}"
            raise Conflict(msg, what="invitation", problem=state)
        if invitation.operator_id is not None:
            return await _as_operator(session, context, bearer, invitation.operator_id)
        return await _for_enterprise(session, context, bearer)


async def _not_guessing(session: Session, context: ToolContext) -> None:
    invitations = InvitationRepository(session)
    said: dict[str, Any] = {}
    for at, text, arguments in await invitations.said(context.contact, context.now - WITHIN, context.turn):
        given = arguments.get("code")
        found = canonical(given) if isinstance(given, str) else None
        if found is None and (bare := only_code(text) or read_code(text)):
            found = canonical(bare)
        if found is not None:
            said[digest(found)] = at
    if not said:
        return
    right = await invitations.right(said, context.contact, context.now)
    until = wait_until([at for hashed, at in said.items() if hashed not in right], context.now)
    if until is not None:
        msg = "too many wrong codes"
        minutes = max(1, ceil((until - context.now).total_seconds() / MINUTE))
        raise Conflict(msg, what="guesses", minutes=minutes)


async def _again(session: Session, bearer: _Bearer) -> Joined:
    """Answer somebody who shows a code they have used themselves."""
    if bearer.invitation.operator_id is not None:
        operator = await OperatorRepository(session).get(bearer.invitation.operator_id)
        name = operator.name if operator else ""
        return Joined(
            text=wording.JOINED_OPERATOR_ALREADY.format(operator=name), joined=False, name=name, operator=True
        )
    belongings = await MembershipRepository(session).of_contact(bearer.contact.id)
    mine = next((one for one in belongings if one.enterprise == bearer.invitation.enterprise_id), None)
    if mine is None:
        return Joined(text=wording.LEFT_SINCE, joined=False)
    if not mine.current:
        await MembershipRepository(session).turn_to(bearer.contact.id, mine.enterprise)
    text = wording.JOINED_BEFORE.format(name=wording.named(mine.name))
    return Joined(text=text, joined=False, enterprise=mine.enterprise, name=mine.name, suggestions=_next())


async def _as_operator(session: Session, context: ToolContext, bearer: _Bearer, operator_id: str) -> Joined:
    contact, operator = bearer.contact, await OperatorRepository(session).get(operator_id)
    if operator is None or operator.disabled_at is not None:
        msg = "the operator is disabled"
        raise Conflict(msg, what="invitation", problem="revoked")
    if contact.channel != WECHAT:
        msg = f"operators have no accounts on {contact.channel}"
        raise Conflict(msg, what="channel")
    if contact.role == "operator":
        if contact.external_id != f"{OPERATOR}{operator_id}":
            msg = "another operator's account"
            raise Conflict(msg, what="other_operator")
        text = wording.JOINED_OPERATOR_ALREADY.format(operator=operator.name)
        return Joined(text=text, joined=False, name=operator.name, operator=True)
    await _use(session, context, bearer)
    moved = await OperatorAccountRepository(session).bind(
        contact.channel, contact.external_id, operator_id, context.now
    )
    text = wording.JOINED_OPERATOR.format(operator=operator.name)
    if moved:
        text += wording.JOINED_OPERATOR_MOVED
    return Joined(text=text, joined=True, name=operator.name, operator=True)


async def _for_enterprise(session: Session, context: ToolContext, bearer: _Bearer) -> Joined:
    memberships, contact = MembershipRepository(session), bearer.contact
    if contact.role == "operator":
        msg = "an operator speaks for no enterprise"
        raise Conflict(msg, what="for_members")
    firm = await EnterpriseRepository(session).get(str(bearer.invitation.enterprise_id))
    if firm is None:
        msg = "the enterprise is gone"
        raise Conflict(msg, what="invitation", problem="revoked")
    if firm.verified and await memberships.holds(contact.id, firm.id):
        return await _member_already(session, contact, firm)
    before = await _left_behind(session, contact, firm.id)
    await _use(session, context, bearer)
    await memberships.begin(contact.id, firm.id, bearer.invitation.id, context.now)
    await memberships.turn_to(contact.id, firm.id)
    await memberships.verify(firm.id)
    parts = [wording.JOINED.format(name=wording.named(firm.name))]
    if before is not None:
        parts.append(wording.JOINED_KEPT.format(before=before))
    return Joined(
        text="\n\n".join(parts), joined=True, enterprise=firm.id, name=firm.name, before=before, suggestions=_next()
    )


async def _member_already(session: Session, contact: Contact, firm: Enterprise) -> Joined:
    form = wording.JOINED_ALREADY
    if contact.enterprise_id != firm.id:
        await MembershipRepository(session).turn_to(contact.id, firm.id)
        form = wording.JOINED_SWITCHED
    text = form.format(name=wording.named(firm.name))
    return Joined(text=text, joined=False, enterprise=firm.id, name=firm.name, suggestions=_next())


async def _left_behind(session: Session, contact: Contact, joined: str) -> str | None:
    """Keep the way back to what a contact spoke for so far, if there is anything; returns how it is called."""
    if contact.enterprise_id is None or contact.enterprise_id == joined:
        return None
    memberships = MembershipRepository(session)
    now = next((one for one in await memberships.of_contact(contact.id) if one.current), None)
    if now is None:
        return None
    held = await ArchiveRepository(session, now.enterprise).anything()
    if not held and not now.verified and not await memberships.holds(contact.id, now.enterprise):
        return None
    await memberships.begin(contact.id, now.enterprise, None, now.since)
    return now.name or wording.UNNAMED


async def _use(session: Session, context: ToolContext, bearer: _Bearer) -> None:
    if not await InvitationRepository(session).use(bearer.invitation.id, bearer.contact.id, context.now):
        msg = "somebody was quicker"
        raise Conflict(msg, what="invitation", problem="used")


def _next() -> tuple[Suggestion, ...]:
    return (Suggestion(title=wording.SUGGEST["show"], tool="show_membership"),)
