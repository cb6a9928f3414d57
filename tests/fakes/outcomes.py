"""Follow-ups that were sent to firms and what came of them, put in row by row."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tools.database.models import Audience, Contact, Enterprise, FollowUp, OptOut, Outgoing
from tools.domain.follow_ups import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.bootstrap import Application
    from assistant.messages import Reply
    from tests.fakes.front_desk import Clock

OPENID, EMAIL = "oTHE_OPENID_of_somebody", "boss@example.cn"
FIRMS = {"e-jin": "金明五金", "e-heng": "恒利箱包", "e-qing": "青木皮具", "e-evil": "=HYPERLINK(1)五金"}
FAR = timedelta(days=20)


def contact(firm: str, now: datetime) -> Contact:
    return Contact(
        id=f"c-{firm}",
        channel="wechat",
        external_id=f"{OPENID}-{firm}",
        role="enterprise",
        enterprise_id=firm,
        created_at=now - timedelta(days=100),
    )


async def put_firms(app: Application, now: datetime) -> None:
    """Put the firms in, with one person each."""
    async with app.database.transaction() as session:
        for firm, name in FIRMS.items():
            session.add(Enterprise(id=firm, name=name, verified=True, created_at=now - timedelta(days=200)))
        await session.flush()
        for firm in FIRMS:
            session.add(contact(firm, now))


class Rows:
    """Puts rows in, each of an occasion of its own."""

    def __init__(self, app: Application, clock: Clock) -> None:
        self._app, self._clock, self._count = app, clock, 0

    async def add(
        self,
        firm: str,
        rule: str = "diagnosis_unfinished",
        state: str = "sent",
        days: float = 1,
        after: Mapping[str, float] | None = None,
        **values: Any,
    ) -> str:
        """Add a follow-up so many days ago; ``after`` are hours from then to what came of it."""
        self._count += 1
        at = self._clock.now - timedelta(days=days)
        told = state in {"sent", "uncertain"}
        held: dict[str, Any] = {
            "id": f"f-{self._count}",
            "enterprise_id": firm,
            "contact_id": f"c-{firm}",
            "rule": rule,
            "step": shipped().rules[rule].steps[0].name if rule in shipped().rules else "once",
            "period": f"p-{self._count}",
            "purpose": shipped().rules[rule].purpose if rule in shipped().rules else "campaign",
            "state": state,
            "attempts": 1,
            "due_at": at,
            "expires_at": at + FAR,
            "created_at": at,
            "told_at": at if told else None,
            "ended_at": None if state in {"due", "task"} else at,
            **{f"{name}_at": at + timedelta(hours=hours) for name, hours in (after or {}).items()},
            **values,
        }
        async with self._app.database.transaction() as session:
            session.add(FollowUp(**held))
        return str(held["id"])

    async def opt_out(self, firm: str, purpose: str, words: str, days: float, *, ended: bool = False) -> None:
        """Let somebody want no more of something, so many days ago."""
        self._count += 1
        at = self._clock.now - timedelta(days=days)
        async with self._app.database.transaction() as session:
            session.add(
                OptOut(
                    id=f"o-{self._count}",
                    contact_id=f"c-{firm}",
                    purpose=purpose,
                    words=words,
                    turn_id=None,
                    created_at=at,
                    ended_at=at + timedelta(minutes=5) if ended else None,
                )
            )

    async def outgoing(self, firm: str, minutes: float, **values: Any) -> None:
        """Let an answer be on its way for so many minutes."""
        self._count += 1
        at = self._clock.now - timedelta(minutes=minutes)
        held: dict[str, Any] = {
            "id": f"out-{self._count}",
            "channel": "wechat",
            "user": f"{OPENID}-{firm}",
            "cause": f"cause-{self._count}",
            "purpose": "answer",
            "content": {},
            "sent_parts": 0,
            "state": "waiting",
            "attempts": 0,
            "due_at": at,
            "expires_at": at + FAR,
            "created_at": at,
            **values,
        }
        async with self._app.database.transaction() as session:
            session.add(Outgoing(**held))

    async def audience(self, firm: str, *, following: bool, blocked: str | None = None) -> None:
        """Say whether somebody follows the account."""
        async with self._app.database.transaction() as session:
            session.add(
                Audience(
                    channel="wechat",
                    user=f"{OPENID}-{firm}",
                    following=following,
                    blocked=blocked,
                    left=0,
                    until=None,
                    updated_at=self._clock.now - timedelta(hours=1),
                )
            )

    async def row(self, identity: str) -> FollowUp:
        """Return a follow-up as it stands."""
        async with self._app.database.read() as session:
            found = await session.get(FollowUp, identity)
        assert found is not None
        return found


def data(reply: Reply) -> dict[str, Any]:
    return reply.tool_calls[-1].result
