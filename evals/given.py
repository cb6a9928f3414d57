"""Puts the state a dialogue begins with into the database: facts and values as rows, the rest through the one door."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID, uuid5

from assistant.messages import Message
from evals.lexicon import PAUSE, SAID
from tools.domain.membership import FOR_MEMBERS, canonical, digest

if TYPE_CHECKING:
    from assistant.messages import Reply
    from evals.rooms import Room
    from tools.kit.tool import Role


class Say(Protocol):
    """Says something, or presses a button."""

    async def __call__(self, text: str, tool: str | None = None, arguments: dict[str, Any] | None = None) -> Reply:
        """Return the reply."""


class Given:
    """Prepares one room.

    Args:
        room: Its database is still empty.
        today: The moment the dialogue begins.
    """

    def __init__(self, room: Room, today: datetime) -> None:
        self._room, self._today = room, today
        self._count = 0

    async def put(self, entry: dict[str, Any], speaker: tuple[str, str]) -> None:
        """Put one entry of ``given`` in.

        Args:
            entry: As the dialogue has it.
            speaker: The speaker's user and conversation, for a question that is open there.
        """
        for kind, record in entry.items():
            moment = self._today - timedelta(days=float(record.get("days_ago", 0)))
            if kind == "enterprise":
                self._enterprise(record, moment - timedelta(days=1))
            elif kind == "kpi":
                self._value(record, moment)
            elif kind == "diagnosis":
                await self._diagnosis(record, moment - timedelta(hours=1), speaker)
            elif kind == "ticket":
                await self._ticket(record, moment - timedelta(hours=1))
            elif kind == "operator":
                self._operator(record, moment - timedelta(days=1))
            elif kind == "invitation":
                self._invitation(record, moment - timedelta(hours=1))
            elif kind == "follow_up":
                self._follow_up(record, moment - timedelta(hours=1))
            else:
                msg = f"unknown entry {kind!r}"
                raise LookupError(msg)

    def _insert(self, table: str, **values: Any) -> None:  # noqa: ANN401 -- column values
        names = ", ".join(values)
        marks = ", ".join("?" for _ in values)
        stored = [json.dumps(v, ensure_ascii=False) if isinstance(v, dict) else v for v in values.values()]
        with sqlite3.connect(self._room.path) as connection:
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", stored)  # noqa: S608 -- tables of ours
        connection.close()

    def _enterprise(self, record: dict[str, Any], moment: datetime) -> None:
        at = _stored(moment)
        self._insert("enterprises", id=record["id"], name=record.get("name"), verified=True, created_at=at)
        for field, value in (record.get("facts") or {}).items():
            number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
            words = f"|{'|'.join(value)}|" if isinstance(value, list) else str(value)
            self._insert(
                "facts",
                id=_id(record["id"], field),
                enterprise_id=record["id"],
                field=field,
                value={"value": value},
                words=words,
                number=number,
                source="import",
                evidence="self_reported",
                recorded_at=at,
            )

    def _value(self, record: dict[str, Any], moment: datetime) -> None:
        self._insert(
            "kpi_values",
            id=_id(*(str(part) for part in record.values())),
            enterprise_id=record["enterprise"],
            indicator=record["indicator"],
            stage=record["stage"],
            period=str(record.get("period", "")),
            value=str(record["value"]),
            unit=record["unit"],
            reading="printed",
            inputs={},
            source="import",
            evidence="self_reported",
            contact_id="given",
            recorded_at=_stored(moment),
        )

    async def _diagnosis(self, record: dict[str, Any], moment: datetime, speaker: tuple[str, str]) -> None:
        state, options = record.get("state", "done"), record.get("options") or {}
        user, conversation = speaker if state == "open" else ("given", f"given-{self._count}")
        questionnaire = self._room.app.library.current().catalogs.questionnaire
        arguments = {"form": record["form"]}
        say = self._saying(user, conversation, record["enterprise"], moment)
        await say("", "start_diagnosis", arguments)
        behind = False
        for question in questionnaire.form(record["form"]):
            option = options.get(question.id)
            if option is None:
                behind = True
                continue
            said = SAID.get(str(option), str(option))
            # What stands behind the first gap was answered before it, and is answered by its question.
            call = ("answer_diagnosis", {"answer": said, "question_id": question.id}) if behind else (None, None)
            await say("" if behind else said, *call)
        if state == "paused":
            await say(PAUSE)

    def _operator(self, record: dict[str, Any], moment: datetime) -> None:
        """Add somebody of the platform; ``id`` is what follows ``operator:`` in the name they speak under."""
        self._insert(
            "operators",
            id=record["id"],
            name=record["name"],
            password_hash="",
            failures=0,
            created_at=_stored(moment),
        )

    def _invitation(self, record: dict[str, Any], moment: datetime) -> None:
        """Add an invitation that its ``code`` redeems."""
        code = canonical(record["code"]) or ""
        self._insert(
            "invitations",
            id=_id("invitation", code),
            code=digest(code),
            scene=digest(f"scene of {code}"),
            enterprise_id=record["enterprise"],
            made_by="given",
            created_at=_stored(moment),
            expires_at=_stored(moment + FOR_MEMBERS),
        )

    def _follow_up(self, record: dict[str, Any], moment: datetime) -> None:
        """Add a follow-up to a person of its own, told, ended or left to a person an hour before."""
        at, told = _stored(moment), record["state"] in {"sent", "uncertain"}
        contact = _id("contact", record["id"])
        self._insert(
            "contacts",
            id=contact,
            channel="batch",
            external_id=contact,
            role="enterprise",
            enterprise_id=record["enterprise"],
            created_at=at,
        )
        self._insert(
            "follow_ups",
            id=record["id"],
            enterprise_id=record["enterprise"],
            contact_id=contact,
            rule=record["rule"],
            step=record["step"],
            period=record["id"],
            purpose=record["purpose"],
            state=record["state"],
            route=record.get("route"),
            reason=record.get("reason"),
            text=record.get("text"),
            attempts=1,
            due_at=at,
            expires_at=_stored(moment + timedelta(days=30)),
            created_at=at,
            told_at=at if told else None,
            ended_at=None if record["state"] in {"task", "due"} else at,
            replied_at=at if record.get("replied") else None,
            converted_at=at if record.get("converted") else None,
        )

    async def _ticket(self, record: dict[str, Any], moment: datetime) -> None:
        say = self._saying("given", f"given-{self._count}", record["enterprise"], moment)
        arguments = {"kind": record["kind"], "text": record["text"]}
        before = {row["number"] for row in self._room.rows("tickets")}
        await say("", "open_ticket", arguments)
        number = next(row["number"] for row in self._room.rows("tickets") if row["number"] not in before)
        order = ("assessed", "scheduled", "resolved", "verified", "revisited", "closed")
        state = record.get("state", "recorded")
        move = self._saying("given-operator", f"given-o-{self._count}", None, moment, "operator")
        for step in order[: order.index(state) + 1] if state != "recorded" else ():
            await move("", "move_ticket", {"number": number, "state": step, "note": "given"})

    def _saying(
        self, user: str, conversation: str, enterprise: str | None, moment: datetime, role: Role = "enterprise"
    ) -> Say:
        self._count += 1

        async def say(text: str, tool: str | None = None, arguments: dict[str, Any] | None = None) -> Reply:
            self._count += 1
            message = Message(
                id=f"given-{self._count}",
                conversation=conversation,
                channel="batch",
                user=user,
                role=role,
                text=text,
                tool=tool,
                arguments=arguments or {},
                confirmed=True,
                enterprise=enterprise,
                now=moment + timedelta(seconds=self._count),
            )
            return await self._room.app.conversation.reply(message)

        return say


def _stored(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _id(*parts: str) -> str:
    """Make the same id for the same row, so that what is ordered by it is so every time."""
    return uuid5(UUID(int=0), "|".join(parts)).hex
