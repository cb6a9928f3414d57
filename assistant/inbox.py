"""The durable inbox of channels that post: a message is stored first, answered once, and never forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from assistant.grouping import Grouped
from assistant.identity import Speaker, speaking
from assistant.processes import gone
from tools.database.repositories.inbox import AudienceRepository, InboxRepository, Posted
from tools.database.repositories.outbox import OutboxRepository
from tools.domain.allowances import Allowance, Trigger

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from assistant.messages import Channel
    from tools.database.engine import Database, Session

LEASE = timedelta(seconds=45)
"""How long a process that died keeps what it had begun; renewed three times in it."""
KEPT = timedelta(days=7)
"""How long a repeated post is recognised."""
AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Post:
    """A message as a channel posts it.

    Attributes:
        key: The same for every post of the message, and for no other.
        user: The channel's name for who sent it.
        content: What it says, as JSON.
        at: When it arrived, UTC.
        sent_at: When it was sent, as the channel says, UTC.
        trigger: What it lets us send to the user, if anything.
        following: What it says of whether the user follows the account; None if nothing.
        answered: Nothing is to be done about it but to know that it came.
    """

    key: str
    user: str
    content: Mapping[str, Any]
    at: datetime
    sent_at: datetime
    trigger: Trigger | None = None
    following: bool | None = None
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored message.

    Attributes:
        id: Its id; the answer is worked out and delivered under it.
        user: Who sent it.
        content: What it says.
        posts: How often it has been posted, with this one.
        answered: What is to be delivered for it, if anything, stands in the outbox.
        received_at: When it arrived first.
        attempts: How often answering it was taken up again.
        speaker: As whom the user speaks.
        behind: Another message of the user was there and not answered yet.
    """

    id: str
    user: str
    content: Mapping[str, Any]
    posts: int
    answered: bool
    received_at: datetime
    attempts: int
    speaker: Speaker
    behind: bool = False


class Inbox:
    """Messages of one channel.

    Args:
        database: Where they are kept.
        channel: The channel.
        owner: Names this process.
        clock: The time, UTC.
    """

    def __init__(self, database: Database, channel: Channel, owner: str, clock: Callable[[], datetime]) -> None:
        self._database, self._channel, self._owner, self._clock = database, channel, owner, clock
        self._storing = Grouped(database, self._store, lambda post: post.key)

    async def store(self, post: Post) -> Stored:
        """Store a message before anything is done about it; of one that is there the post is counted.

        A new one belongs to this process until its claim lapses.
        """
        return await self._storing(post)

    async def left_behind(self) -> list[Stored]:
        """Take over messages of processes that died before they had answered, the oldest first."""
        now = self._clock()
        async with self._database.transaction() as session:
            rows = await InboxRepository(session).claim_left(self._owner, now, now + LEASE, AT_A_TIME)
            # As whom they spoke before: what was begun may have made them somebody else, and goes on where it began.
            before = [row.received_at - timedelta(microseconds=1) for row in rows]
            spoke = [
                await speaking(session, self._channel, {row.user}, at) for row, at in zip(rows, before, strict=True)
            ]
        return [_stored(row, speakers[row.user], behind=True) for row, speakers in zip(rows, spoke, strict=True)]

    async def preceded(self, stored: Stored) -> bool:
        """Tell whether another message of the user, which came before, is still to be answered, here or elsewhere."""
        async with self._database.read() as session:
            return bool(await InboxRepository(session).preceded([stored.id], self._clock()))

    async def under_way(self, user: str) -> bool:
        """Tell whether a message of a user is still to be answered, here or elsewhere."""
        async with self._database.read() as session:
            return await InboxRepository(session).under_way(self._channel, user)

    async def let_go(self, stored: Stored, again_at: datetime) -> None:
        """Give up answering a message for now; whoever looks for what is left behind takes it up again."""
        async with self._database.transaction() as session:
            await InboxRepository(session).release(stored.id, self._owner, again_at)

    async def drop(self, stored: Stored) -> None:
        """Take a message as one that needs no answer."""
        async with self._database.transaction() as session:
            await InboxRepository(session).finish(stored.id, self._clock())

    async def recover(self) -> None:
        """End the claims of processes of this machine that are gone, so that nobody waits for them to lapse."""
        async with self._database.read() as session:
            ended = gone(await InboxRepository(session).owners(), self._owner)
        if ended:
            async with self._database.transaction() as session:
                await InboxRepository(session).let_go(ended, self._clock())

    async def renew(self, working: Collection[str]) -> None:
        """Renew the claims of this process on messages it is working on; the others lapse.

        Args:
            working: Their ids.
        """
        if not working:
            return
        async with self._database.transaction() as session:
            await InboxRepository(session).renew(self._owner, working, self._clock() + LEASE)

    async def tidy(self) -> None:
        """Forget what was answered ``KEPT`` ago."""
        async with self._database.transaction() as session:
            await InboxRepository(session).forget(self._clock() - KEPT)

    async def close(self) -> None:
        """Wait until everything is stored."""
        await self._storing.close()

    async def _store(self, session: Session, posts: list[Post]) -> list[Stored]:
        now = self._clock()
        posted = [Posted(post.key, self._channel, post.user, post.content, post.at, post.answered) for post in posts]
        inbox = InboxRepository(session)
        rows = await inbox.store(posted, self._owner, now + LEASE)
        behind = await inbox.preceded([row.id for row in rows.values()], now)
        telling = [post for post in posts if rows[post.key].posts == 1 and (post.trigger or post.following is not None)]
        if telling:
            await self._heard(session, telling)
        speakers = await speaking(session, self._channel, {post.user for post in posts}, now)
        return [_stored(rows[post.key], speakers[post.user], behind=rows[post.key].id in behind) for post in posts]

    async def _heard(self, session: Session, posts: list[Post]) -> None:
        """Note what users have done: what may be sent to them now, and whether they follow."""
        audiences = AudienceRepository(session)
        known = await audiences.locked(self._channel, {post.user for post in posts})
        allowances = {user: Allowance(row.left, row.until) for user, row in known.items()}
        following = {user: row.following for user, row in known.items()}
        # What is on its way to a user may count on what they are granted now.
        flying = await OutboxRepository(session).flying(self._channel, known, self._clock()) if known else {}
        for post in posts:
            allowance = allowances.get(post.user, Allowance())
            if post.trigger is not None:
                granted = allowance.after(post.trigger, post.sent_at, post.at)
                allowance = granted if granted == allowance else granted.spent(flying.get(post.user, 0))
            if post.following is False:
                allowance = Allowance()
            allowances[post.user] = allowance
            following[post.user] = following.get(post.user, True) if post.following is None else post.following
            if post.trigger is not None:
                following[post.user] = True
        await audiences.put(
            [
                {
                    "channel": self._channel,
                    "user": user,
                    "following": following[user],
                    # Whoever writes to us exists.
                    "blocked": None,
                    "left": allowances[user].left,
                    "until": allowances[user].until,
                    "updated_at": max(post.at for post in posts if post.user == user),
                }
                for user in {post.user for post in posts}
            ]
        )


def _stored(row: Any, speaker: Speaker, *, behind: bool) -> Stored:  # noqa: ANN401 -- a row, whole or a tuple with names
    answered = row.state == "done"
    return Stored(row.id, row.user, row.content, row.posts, answered, row.received_at, row.attempts, speaker, behind)
