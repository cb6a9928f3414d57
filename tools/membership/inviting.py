"""Makes invitations: for an enterprise's people, and for an operator's own account on a channel."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from tools.database.repositories.access import OperatorRepository
from tools.database.repositories.contacts import ContactRepository
from tools.database.repositories.memberships import InvitationRepository
from tools.database.repositories.people import OPERATOR
from tools.domain.membership import FOR_MEMBERS, FOR_OPERATORS, digest, new_code, new_scene, shown
from tools.kit.errors import Conflict
from tools.kit.tool import Attachment, Focus, Role, Suggestion, ToolContext, ToolResult, tool
from tools.membership import lexicon
from tools.membership.finding import named, read_name, refuse_supposed, supposes
from tools.wording import membership as wording

if TYPE_CHECKING:
    from datetime import datetime

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Operator

OPERATORS: frozenset[Role] = frozenset({"operator"})
MINUTE = 60
LONGEST_FOLLOW_UP = 24
"""Characters up to which a message takes back the invitation just made."""


class Invited(ToolResult):
    """An invitation, with what redeems it; neither is to be had again.

    Attributes:
        code: What is typed, as ``ABCD-2345``.
        scene: What stands in a QR code.
        expires_at: When it lapses, as an ISO moment in UTC.
        enterprise: Id of the enterprise; None for an operator's own account.
        name: The enterprise's name, or the operator's.
    """

    code: str
    scene: str
    expires_at: str
    enterprise: str | None = None
    name: str | None = None


def _taken_back(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:  # noqa: ARG001 -- a shape
    """Void the invitation just made, or say how its code is used."""
    if len(text) <= LONGEST_FOLLOW_UP and lexicon.HOW_IT_GOES.search(text):
        return "show_membership", {"question": f"{lexicon.CODE} {text}"}
    if len(text) > LONGEST_FOLLOW_UP or not lexicon.TAKEN_BACK.fullmatch(text) or "enterprise" not in focus.arguments:
        return None
    return "revoke_membership", {"enterprise": focus.arguments["enterprise"], "question": f"{lexicon.CODE} {text}"}


@tool(
    wording.INVITE,
    follows=_taken_back,
    reads=lambda text, _: None if supposes(text) else {"question": text},
    writes=True,
    roles=OPERATORS,
    readers={"enterprise": read_name},
    verbatim=frozenset({"question"}),
)
async def invite_member(context: ToolContext, enterprise: str | None = None, question: str = "") -> Invited:
    """Make a one-time code by which a contact person of an enterprise comes to speak for it.

    The database keeps hashes of what redeems it. The code itself stands in this result, and so in the turn and in the
    record of the write, which a retry gives back; it is worth nothing there once it was used, revoked or is a week old.

    Args:
        enterprise: The enterprise's name or id.
        question: The operator's words; they may name it.
    """
    refuse_supposed(question, "code_asked")
    async with context.store.session() as session:
        firm = await named(session, context, enterprise, question)
        until = context.now + FOR_MEMBERS
        code, scene = await _invited(session, context, until, enterprise_id=firm.id)
    return Invited(
        text=wording.INVITED.format(
            name=wording.named(firm.name),
            plain=firm.name or wording.UNNAMED,
            code=shown(code),
            until=wording.moment(until),
        ),
        attachments=_picture(context, scene),
        suggestions=(Suggestion(title=wording.SEE_MEMBERS, tool="show_membership", arguments={"enterprise": firm.id}),),
        focus=Focus(tool="invite_member", arguments={"enterprise": firm.id}),
        code=shown(code),
        scene=scene,
        expires_at=until.isoformat(),
        enterprise=firm.id,
        name=firm.name,
    )


@tool(wording.INVITE_SELF, writes=True, roles=OPERATORS)
async def invite_operator(context: ToolContext) -> Invited:
    """Make a one-time code by which the operator who speaks uses their own account on the official account.

    It holds for half an hour, and ends the one made before. Of the code in this result the same is true as of
    ``invite_member``'s.
    """
    async with context.store.session() as session:
        operator = await account(session, context)
        if operator is None:
            msg = "not signed in with an operator's account"
            raise Conflict(msg, what="no_account")
        await InvitationRepository(session).revoke(context.now, operator_id=operator.id)
        until = context.now + FOR_OPERATORS
        code, scene = await _invited(session, context, until, operator_id=operator.id)
    minutes = int(FOR_OPERATORS.total_seconds() // MINUTE)
    return Invited(
        text=wording.INVITED_SELF.format(code=shown(code), minutes=minutes, operator=operator.name),
        attachments=_picture(context, scene),
        code=shown(code),
        scene=scene,
        expires_at=until.isoformat(),
        name=operator.name,
    )


def _picture(context: ToolContext, scene: str) -> tuple[Attachment, ...]:
    """Show an invitation as a QR code where there is an account that it can lead to."""
    if not context.account:
        return ()
    return (Attachment(name=wording.QR_CODE, media_type="image/png", path=f"/qr/{scene}.png"),)


async def account(session: Session, context: ToolContext) -> Operator | None:
    """Return the operator who speaks; None where they are not signed in as one."""
    contact = await ContactRepository(session).get(context.contact)
    if contact is None or contact.role != "operator" or not contact.external_id.startswith(OPERATOR):
        return None
    operator = await OperatorRepository(session).get(contact.external_id.removeprefix(OPERATOR))
    return None if operator is None or operator.disabled_at is not None else operator


async def _invited(session: Session, context: ToolContext, until: datetime, **whose: Any) -> tuple[str, str]:  # noqa: ANN401 -- one of two ids
    code, scene = new_code(secrets.choice), new_scene(secrets.token_urlsafe)
    await InvitationRepository(session).add(
        code=digest(code), scene=digest(scene), made_by=context.contact, expires_at=until, now=context.now, **whose
    )
    return code, scene
