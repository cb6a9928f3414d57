"""Puts what is to be delivered into WeChat messages: as many as may be sent, with links made where they are needed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from integrations.wechat import plaintext, render, splitting, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from assistant.consents import Consents
    from assistant.deliveries import Due, Part
    from assistant.links import Links
    from assistant.messages import Reply
    from tools.kit.tool import Attachment

CHANNEL: Final = "wechat"
TEXT, CHART = "text", "chart"
MOST_TEXTS = 2
SHORTER = 600
"""Bytes left of a text that WeChat finds too long."""
LATE = timedelta(minutes=2)
"""An answer older than this says first what it answers."""
OFFERED = {
    "open_ticket": "ticket",
    "hand_off": "ticket",
    "make_report": "diagnosis",
    "answer_diagnosis": "diagnosis",
    "match_policies": "policy",
}
"""Tools whose answer is the moment to offer a notice, and what it is for."""
UNDER_WAY = frozenset({"form", "question"})
"""Stages of a diagnosis at which another question is asked."""
_RADAR = "/files/radar.png"


class Composer:
    """Writes messages.

    Args:
        links: Makes short addresses.
        consents: What users have allowed.
        purposes: What the account has notices for.
        address: The platform's address.
        clock: The time, UTC.
    """

    def __init__(
        self,
        links: Links,
        consents: Consents,
        purposes: Collection[str],
        address: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._links, self._consents, self._purposes = links, consents, frozenset(purposes)
        self._address, self._clock = address.rstrip("/"), clock

    async def parts(self, due: Due, room: int, *, late: bool = False) -> list[Part]:
        """Plan the messages of a delivery.

        Args:
            due: What is to be delivered.
            room: How many messages may be sent, at least 1.
            late: It first says what it answers; what has waited for ``LATE`` always does.

        Returns:
            One or two texts, and the chart where there is room for it.
        """
        chart = _chart(due)
        late = late or self._clock() - due.created_at > LATE
        texts = await self._texts(due, min(room, MOST_TEXTS), late=late and due.purpose in {"answer", "receipt"})
        parts: list[Part] = [{"kind": TEXT, "text": text} for text in texts]
        if chart and len(parts) < room:
            parts.append({"kind": CHART, "assessment": chart})
        return parts

    async def body(self, dues: Sequence[Due], *, current: bool, pushes: bool) -> tuple[str, dict[str, list[Part]]]:
        """Write what the body of one request carries.

        Args:
            dues: What waits for the user, the oldest first; ``render.MOST_CARRIED`` at the most.
            current: The last of them answers what the request itself asks.
            pushes: More may follow by itself.

        Returns:
            The text, and by the id of a delivery all its parts where more of them are to follow.
        """
        if len(dues) == 1:
            due = dues[0]
            if due.parts is not None and due.sent and (rest := _texts_left(due.parts[due.sent :])):
                return rest[0], {}
            parts = await self.parts(due, MOST_TEXTS + 1 if pushes else 1, late=not current)
            return parts[0]["text"], {due.id: parts} if len(parts) > 1 else {}
        earlier = dues[:-1] if current else dues
        now = dues[-1] if current else None
        last = dues[-1]
        shorten = _Shortening(self._address)
        text = render.combined(
            [(due.question, due.reply, self._page(due)) for due in earlier],
            now.reply if now else None,
            page=self._page(last),
            token=last.reply.id,
            base=self._address,
            shorten=shorten,
        )
        return (await self._linked([text], shorten))[0], {}

    async def nudge(self, reply: Reply) -> str:
        """Put a follow-up into one message; what does not fit stands on the user's own page."""
        shorten = _Shortening(self._address)
        page = f"{self._address}/h5/reminders"
        composed = render.compose(reply, most=1, page=page, token=reply.id, base=self._address, shorten=shorten)
        return (await self._linked(composed.parts, shorten))[0]

    def shorter(self, due: Due, text: str) -> str:
        """Cut a text that WeChat finds too long, and lead to the page with the whole answer where it has one."""
        begins = splitting.beginning(text, SHORTER)
        if not due.turn:
            return begins
        return f"{begins}\n{wording.MORE.format(link=plaintext.link(self._page(due), wording.MORE_LINK))}"

    async def _texts(self, due: Due, most: int, *, late: bool) -> list[str]:
        reply, shorten = await self._with_offer(due), _Shortening(self._address)
        how: render.How = {
            "most": most,
            "page": self._page(due),
            "token": reply.id,
            "base": self._address,
            "shorten": shorten,
        }
        composed = render.handed_over(due.question, reply, **how) if late else render.compose(reply, **how)
        return await self._linked(composed.parts, shorten)

    async def _with_offer(self, due: Due) -> Reply:
        """Offer a notice below an answer at which it is worth having one, to who has allowed none and stopped none."""
        called = {call.name: call.result for call in due.reply.tool_calls}
        purpose = next((OFFERED[name] for name in OFFERED if name in called), None)
        under_way = called.get("answer_diagnosis", {}).get("stage") in UNDER_WAY
        if purpose is None or purpose not in self._purposes or under_way:
            return due.reply
        if not await self._consents.wanted(CHANNEL, due.user, purpose):
            return due.reply
        offer = wording.OFFER[purpose].format(address=f"{self._address}/h5/notices?purpose={purpose}")
        return due.reply.model_copy(update={"text": f"{due.reply.text}\n\n{offer}"})

    def _page(self, due: Due) -> str:
        return f"{self._address}/a/{due.id}"

    async def _linked(self, texts: Sequence[str], shorten: _Shortening) -> list[str]:
        """Make the short addresses that the texts name, and put them in."""
        named = list(texts)
        for url, stand_in in shorten.made.items():
            if any(stand_in in text for text in named):
                address = await self._links.short(url)
                named = [text.replace(stand_in, address) for text in named]
        return named


class _Shortening:
    """Stands in for short addresses, which are made once it is known which of them are needed."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.made: dict[str, str] = {}

    def __call__(self, url: str) -> str:
        return self.made.setdefault(url, f"{self._address}/s/{len(self.made):032d}")


def _texts_left(parts: Sequence[Part]) -> list[str]:
    return [part["text"] for part in parts if part["kind"] == TEXT]


def _chart(due: Due) -> str | None:
    """Return the diagnosis whose chart goes with a reply."""
    return next(filter(None, map(_assessment, due.reply.attachments)), None)


def _assessment(attachment: Attachment) -> str | None:
    address = urlsplit(attachment.path)
    return next(iter(parse_qs(address.query).get("assessment", ())), None) if address.path == _RADAR else None
