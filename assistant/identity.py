"""Who is speaking: a channel's name for a person becomes a contact, its enterprise and its role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tools.database.repositories.contacts import ContactRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.memberships import OperatorAccountRepository
from tools.database.repositories.people import OPERATOR

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from assistant.messages import Channel
    from tools.database.engine import Session
    from tools.database.models import Contact
    from tools.kit.tool import Role


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as tools and records know them.

    Attributes:
        contact_id: Id of the contact.
        enterprise_id: The enterprise they speak for, if a channel vouched for one.
        role: What the channel knows them to be.
        channel: The channel that knows them.
    """

    contact_id: str
    enterprise_id: str | None
    role: Role
    channel: Channel


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks on a channel whose people may be operators, as a message names them.

    Attributes:
        user: Their name: the channel's, or the operator's, who then is a contact of their own.
        role: What they are.
        enterprise: None: whom they speak for is kept with the contact.
    """

    user: str
    role: Role
    enterprise: str | None


def identity_of(contact: Contact) -> Identity:
    """Return who a stored contact is."""
    return Identity(contact.id, contact.enterprise_id, cast("Role", contact.role), cast("Channel", contact.channel))


async def resolve(
    session: Session, channel: Channel, external_id: str, role: Role, enterprise: str | None, now: datetime
) -> Identity:
    """Find the contact a channel speaks of, or make one; the role and the enterprise follow the channel.

    Args:
        session: A transaction that may write.
        channel: Where the person speaks.
        external_id: Their name on that channel.
        role: What the channel knows them to be.
        enterprise: Id of their enterprise where the channel vouches for it; None leaves it as it was.
        now: The time, for what is new.

    Returns:
        The same contact for the same name, whichever process asks first.
    """
    contacts = ContactRepository(session)
    contact = await contacts.known(channel, external_id)
    if enterprise is not None and (contact is None or contact.enterprise_id != enterprise):
        await EnterpriseRepository(session).ensure(enterprise, verified=True, now=now)
    if contact is None:
        contact = await contacts.add(channel, external_id, role, enterprise, now)
    belongs = enterprise or contact.enterprise_id
    if contact.role != role or contact.enterprise_id != belongs:
        await contacts.change(contact.id, role, belongs)
    return Identity(contact.id, belongs, role, channel)


async def speaking(session: Session, channel: Channel, users: Collection[str], now: datetime) -> Mapping[str, Speaker]:
    """Tell as whom users of a channel speak there; asked with every message, so that an operator's role ends at once.

    Args:
        session: Any session.
        channel: Where they speak.
        users: The channel's names for them.
        now: The time.
    """
    operators = await OperatorAccountRepository(session).operators_of(channel, users, now)
    return {user: _speaker(user, operators.get(user)) for user in users}


def _speaker(user: str, operator: str | None) -> Speaker:
    return Speaker(user, "enterprise", None) if operator is None else Speaker(f"{OPERATOR}{operator}", "operator", None)
