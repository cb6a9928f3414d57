"""Queries on invitations, on whom contacts speak for, and on operators' accounts on channels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, or_, select, update

from tools.database.models import (
    Contact,
    Conversation,
    Enterprise,
    Invitation,
    Membership,
    Operator,
    OperatorAccount,
    Turn,
    new_id,
)
from tools.database.repositories.inserting import insert, insert_if_absent
from tools.database.sessions import Prepared, places, room, spread

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from tools.database.engine import Session

MOST_SAID = 200
"""Messages of one contact that are looked at for codes."""


class InvitationRepository:
    """One-time invitations; only hashes of what redeems them are kept."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(  # noqa: PLR0913 -- the columns of a row
        self,
        *,
        code: str,
        scene: str,
        enterprise_id: str | None = None,
        operator_id: str | None = None,
        made_by: str,
        expires_at: datetime,
        now: datetime,
    ) -> str:
        """Add an invitation, for an enterprise or for an operator, and return its id.

        Args:
            code: The hash of what is typed.
            scene: The hash of what stands in a QR code.
            enterprise_id: Whom its bearer may speak for.
            operator_id: Whose account its bearer may use.
            made_by: The contact who made it.
            expires_at: When it lapses.
            now: The time.
        """
        invitation = Invitation(
            id=new_id(),
            code=code,
            scene=scene,
            enterprise_id=enterprise_id,
            operator_id=operator_id,
            made_by=made_by,
            created_at=now,
            expires_at=expires_at,
            used_by=None,
            used_at=None,
            revoked_at=None,
        )
        self._session.add(invitation)
        await self._session.flush()
        return invitation.id

    async def hashed(self, digest: str) -> Invitation | None:
        """Return the invitation a code or a ticket of this hash belongs to, however it stands."""
        query = select(Invitation).where(or_(Invitation.code == digest, Invitation.scene == digest))
        return await self._session.scalar(query)

    async def use(self, invitation_id: str, contact_id: str, now: datetime) -> bool:
        """Use an invitation that is open, in one statement; of several who try, one succeeds."""
        statement = (
            update(Invitation)
            .where(
                Invitation.id == invitation_id,
                Invitation.used_at.is_(None),
                Invitation.revoked_at.is_(None),
                Invitation.expires_at > now,
            )
            .values(used_by=contact_id, used_at=now)
            .returning(Invitation.id)
            .execution_options(synchronize_session=False)
        )
        return await self._session.scalar(statement) is not None

    async def open(self, enterprise_id: str, now: datetime) -> Sequence[Invitation]:
        """Return an enterprise's invitations nobody has used yet, those that lapse first at the front."""
        query = select(Invitation).where(Invitation.enterprise_id == enterprise_id, _open(now))
        return (await self._session.scalars(query.order_by(Invitation.expires_at, Invitation.id))).all()

    async def revoke(self, now: datetime, *, enterprise_id: str | None = None, operator_id: str | None = None) -> int:
        """Revoke the open invitations of an enterprise or of an operator; returns how many."""
        whose = Invitation.enterprise_id == enterprise_id if enterprise_id else Invitation.operator_id == operator_id
        statement = (
            update(Invitation)
            .where(whose, _open(now))
            .values(revoked_at=now)
            .returning(Invitation.id)
            .execution_options(synchronize_session=False)
        )
        return len((await self._session.scalars(statement)).all())

    async def right(self, digests: Collection[str], contact_id: str, now: datetime) -> set[str]:
        """Return those hashes that were no guess of a contact's: of invitations they have used, or which are open."""
        fitting = or_(Invitation.code.in_(digests), Invitation.scene.in_(digests))
        query = select(Invitation.code, Invitation.scene).where(
            fitting, or_(Invitation.used_by == contact_id, _open(now))
        )
        return {digest for row in (await self._session.execute(query)).all() for digest in row}

    async def said(self, contact_id: str, since: datetime, but: str) -> Sequence[tuple[datetime, str, dict[str, Any]]]:
        """Return what a contact has said and pressed of late, the newest first: when, the words, the arguments.

        Args:
            contact_id: Who.
            since: From when on.
            but: A turn that is left out.
        """
        query = (
            select(Turn.created_at, Turn.text, Turn.arguments)
            .join(Conversation, Conversation.id == Turn.conversation_id)
            .where(Conversation.contact_id == contact_id, Turn.created_at > since, Turn.id != but)
            .order_by(Turn.created_at.desc(), Turn.id)
            .limit(MOST_SAID)
        )
        return [(at, text, arguments) for at, text, arguments in (await self._session.execute(query)).all()]


def _open(now: datetime) -> Any:  # noqa: ANN401 -- a clause
    return and_(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > now)


@dataclass(frozen=True, slots=True)
class Belonging:
    """An enterprise a contact speaks for.

    Attributes:
        enterprise: Its id.
        name: Its name, if it has one.
        verified: Whether the platform has confirmed who it is.
        since: From when on the contact speaks for it.
        current: The contact speaks for it now.
    """

    enterprise: str
    name: str | None
    verified: bool
    since: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who speaks for an enterprise.

    Attributes:
        number: Their place among all who ever did; it stays theirs when others go.
        contact: Their id.
        channel: Where they are known.
        since: From when on.
    """

    number: int
    contact: str
    channel: str
    since: datetime


class MembershipRepository:
    """Whom contacts speak for.

    A membership is a row; who came to an enterprise without one, because a channel vouched or by answering who they
    are, has only ``contacts.enterprise_id``, and counts as well. Their row is made when it ends or is left behind.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    async def lock(self, contact_id: str) -> Contact | None:
        """Return a contact and keep others from changing it until the transaction ends."""
        query = select(Contact).where(Contact.id == contact_id).with_for_update()
        return await self._session.scalar(query.execution_options(populate_existing=True))

    async def of_contact(self, contact_id: str) -> list[Belonging]:
        """Return the enterprises a contact speaks for, the first one joined at the front."""
        contact = await self._session.get(Contact, contact_id)
        if contact is None:
            return []
        query = (
            select(Membership.created_at, Enterprise)
            .join(Enterprise, Enterprise.id == Membership.enterprise_id)
            .where(Membership.contact_id == contact_id, Membership.ended_at.is_(None))
        )
        found = {row.id: (at, row) for at, row in (await self._session.execute(query)).all()}
        current = contact.enterprise_id
        if current is not None and current not in found:
            row = await self._session.get(Enterprise, current)
            if row is not None:
                found[current] = (_since(contact, row), row)
        belongings = [Belonging(row.id, row.name, row.verified, at, row.id == current) for at, row in found.values()]
        return sorted(belongings, key=lambda one: (one.since, one.enterprise))

    async def holds(self, contact_id: str, enterprise_id: str) -> bool:
        """Tell whether a contact has a membership of an enterprise that stands, as a row."""
        query = select(Membership.id).where(
            Membership.contact_id == contact_id,
            Membership.enterprise_id == enterprise_id,
            Membership.ended_at.is_(None),
        )
        return await self._session.scalar(query) is not None

    async def people(self, enterprise_id: str) -> list[Member]:
        """Return who speaks for an enterprise, with numbers that stay the same; operators never do."""
        enterprise = await self._session.get(Enterprise, enterprise_id)
        if enterprise is None:
            return []
        joined = (
            select(Membership, Contact)
            .join(Contact, Contact.id == Membership.contact_id)
            .where(Membership.enterprise_id == enterprise_id)
        )
        first: dict[str, datetime] = {}
        stands: dict[str, tuple[Contact, datetime]] = {}
        for row, contact in (await self._session.execute(joined)).all():
            first[contact.id] = min(row.created_at, first.get(contact.id, row.created_at))
            if row.ended_at is None:
                stands[contact.id] = (contact, row.created_at)
        vouched = select(Contact).where(Contact.enterprise_id == enterprise_id, Contact.role != "operator")
        for contact in (await self._session.scalars(vouched)).all():
            since = _since(contact, enterprise)
            first.setdefault(contact.id, since)
            stands.setdefault(contact.id, (contact, since))
        order = sorted(first, key=lambda contact_id: (first[contact_id], contact_id))
        return [
            Member(number, contact_id, stands[contact_id][0].channel, stands[contact_id][1])
            for number, contact_id in enumerate(order, 1)
            if contact_id in stands
        ]

    async def begin(self, contact_id: str, enterprise_id: str, invitation_id: str | None, since: datetime) -> None:
        """Let a contact speak for an enterprise, beside those they speak for; one that stands stays as it is."""
        await insert_if_absent(
            self._session,
            Membership,
            id=new_id(),
            contact_id=contact_id,
            enterprise_id=enterprise_id,
            invitation_id=invitation_id,
            created_at=since,
            ended_at=None,
        )

    async def turn_to(self, contact_id: str, enterprise_id: str | None) -> None:
        """Set whom a contact speaks for now."""
        await self._session.execute(
            update(Contact)
            .where(Contact.id == contact_id)
            .values(enterprise_id=enterprise_id)
            .execution_options(synchronize_session="fetch")
        )

    async def end(self, contact_id: str, enterprise_id: str, now: datetime) -> Belonging | None:
        """End a contact's speaking for an enterprise; returns the one they speak for from now on.

        Where they spoke for this one, the last of the others joined takes its place.
        """
        belongings = await self.of_contact(contact_id)
        ended = next((one for one in belongings if one.enterprise == enterprise_id), None)
        if ended is None:
            return next((one for one in belongings if one.current), None)
        await self.begin(contact_id, enterprise_id, None, ended.since)
        await self._session.execute(
            update(Membership)
            .where(
                Membership.contact_id == contact_id,
                Membership.enterprise_id == enterprise_id,
                Membership.ended_at.is_(None),
            )
            .values(ended_at=now)
            .execution_options(synchronize_session=False)
        )
        others = [one for one in belongings if one.enterprise != enterprise_id]
        if not ended.current:
            return next((one for one in others if one.current), None)
        following = others[-1] if others else None
        await self.turn_to(contact_id, following.enterprise if following else None)
        return following

    async def verify(self, enterprise_id: str) -> None:
        """Take an enterprise for what it says it is."""
        await self._session.execute(
            update(Enterprise)
            .where(Enterprise.id == enterprise_id)
            .values(verified=True)
            .execution_options(synchronize_session="fetch")
        )


def _since(contact: Contact, enterprise: Enterprise) -> datetime:
    """Tell from when on somebody without a membership may have spoken for an enterprise."""
    return max(contact.created_at, enterprise.created_at)


class OperatorAccountRepository:
    """Users of channels who are operators there."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def operators_of(self, channel: str, users: Collection[str], now: datetime) -> Mapping[str, str]:
        """Return the ids of the operators users of a channel are; of those who may not sign in, none."""
        given = {"within": channel, "moment": now, **spread("users", sorted(users))}
        return {row.user: row.id for row in await self._session.run(_operators(room(len(users))), given)}

    async def since(self, operator_id: str, channel: str) -> datetime | None:
        """Return from when on an operator has had an account on a channel; None where they have none."""
        query = select(OperatorAccount.created_at).where(
            OperatorAccount.operator_id == operator_id,
            OperatorAccount.channel == channel,
            OperatorAccount.ended_at.is_(None),
        )
        return await self._session.scalar(query.order_by(OperatorAccount.created_at).limit(1))

    async def bind(self, channel: str, user: str, operator_id: str, now: datetime) -> bool:
        """Let a user be an operator; an operator is one user of a channel at a time, and a user one operator.

        Returns:
            Whether the operator was another user of the channel before, who no longer is one.
        """
        other = and_(OperatorAccount.operator_id == operator_id, OperatorAccount.user != user)
        same = and_(OperatorAccount.user == user, OperatorAccount.operator_id != operator_id)
        ended = await self._end(now, OperatorAccount.channel == channel, or_(other, same))
        await self._session.execute(
            insert(self._session, OperatorAccount)
            .values(id=new_id(), channel=channel, user=user, operator_id=operator_id, created_at=now, ended_at=None)
            .on_conflict_do_nothing()
        )
        return any(ended_operator == operator_id for ended_operator in ended)

    async def end(self, operator_id: str, now: datetime) -> int:
        """End all accounts of an operator; returns how many there were."""
        return len(await self._end(now, OperatorAccount.operator_id == operator_id))

    async def _end(self, now: datetime, *where: Any) -> Sequence[str]:  # noqa: ANN401 -- clauses
        statement = (
            update(OperatorAccount)
            .where(OperatorAccount.ended_at.is_(None), *where)
            .values(ended_at=now)
            .returning(OperatorAccount.operator_id)
            .execution_options(synchronize_session=False)
        )
        return (await self._session.scalars(statement)).all()


@cache
def _operators(count: int) -> Prepared:
    return Prepared(
        select(OperatorAccount.user, Operator.id)
        .join(Operator, Operator.id == OperatorAccount.operator_id)
        .where(
            OperatorAccount.channel == bindparam("within"),
            OperatorAccount.user.in_(places("users", count)),
            OperatorAccount.ended_at.is_(None),
            OperatorAccount.created_at <= bindparam("moment"),
            Operator.disabled_at.is_(None),
        )
    )
