"""Who is speaking: a channel's name for a person becomes a contact, its enterprise and its role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tools.database.repositories.contacts import ContactRepository
from tools.database.repositories.enterprises import EnterpriseRepository

if TYPE_CHECKING:
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
    contact = await contacts.find(channel, external_id)
    if enterprise is not None and (contact is None or contact.enterprise_id != enterprise):
        await EnterpriseRepository(session).ensure(enterprise, verified=True, now=now)
    if contact is None:
        contact = await contacts.add(channel, external_id, role, enterprise, now)
    belongs = enterprise or contact.enterprise_id
    if contact.role != role or contact.enterprise_id != belongs:
        await contacts.change(contact.id, role, belongs)
    return Identity(contact.id, belongs, role, channel)
