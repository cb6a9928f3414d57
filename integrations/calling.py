"""Calls from programs: a sentence, or a tool by its name, through the one door, asking first where the tool does."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import jwt
from pydantic import ValidationError

from assistant.asking import confirmation
from assistant.conversation import LONGEST_MESSAGE
from assistant.messages import Channel, Message, Reply
from assistant.wording import TOO_LONG
from assistant.wording import explain as explained
from integrations import refusals, wording
from integrations.refusals import Kind, Refusal
from tools.catalog import BY_NAME, CATALOG
from tools.kit.errors import ToolError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.access import Key
    from assistant.bootstrap import Application
    from integrations.metrics import Metrics
    from tools.kit.tool import Role, Tool

CONFIRMED_WITHIN = timedelta(minutes=10)
LONGEST_NAME = 128
"""Characters of a name a program gives to a conversation or a message."""
ALGORITHM = "HS256"
REPLY = ("text", "citations", "tool_calls", "suggestions", "declined", "model", "seconds")
"""What programs read of a reply, as in ``shuzhi batch``."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls.

    Attributes:
        channel: Where they are known.
        user: Their name there; confirmations are bound to it, and so are conversations.
        role: What they are.
        enterprise: Id of the enterprise they speak for.
    """

    channel: Channel
    user: str
    role: Role
    enterprise: str | None = None

    @classmethod
    def of(cls, key: Key) -> Caller:
        """Return whoever bears a key."""
        return cls("api", f"key:{key.id}", key.role, key.enterprise)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call stands; a repeated one is a retry.

    Attributes:
        conversation: As the caller names it.
        message: The message's id in it.
    """

    conversation: str
    message: str

    @classmethod
    def of(cls, conversation: str | None, message: str | None) -> Place:
        """Name what the caller has not named; a message alone makes a conversation that a retry finds again.

        Raises:
            Refusal: A name is empty or too long.
        """
        for slot, name in (("conversation", conversation), ("message_id", message)):
            if name is not None and not 0 < len(name) <= LONGEST_NAME:
                said = wording.problem("length", slot, {})
                raise Refusal(Kind.INVALID, wording.refused("invalid", problems=said), slot=slot)
        if conversation is None:
            conversation = hashlib.sha256(message.encode()).hexdigest()[:32] if message else uuid4().hex
        return cls(conversation, message or uuid4().hex)


@dataclass(frozen=True, slots=True)
class Asked:
    """The tool asks first: a second call with the token runs it."""

    token: str
    question: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a call."""

    reply: Reply
    place: Place

    def body(self) -> dict[str, Any]:
        """Write it in the form of ``shuzhi batch``."""
        shared = self.reply.model_dump(mode="json", include=set(REPLY))
        return {"id": self.place.message, "conversation": self.place.conversation, **{k: shared[k] for k in REPLY}}


class Confirmations:
    """Signs what is to be confirmed, so that nothing has to be kept until it is.

    Args:
        secret: Signs; the processes of one deployment share it.
    """

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), b"confirmation", "sha256").hex()

    def ask(self, caller: Caller, tool: str, arguments: Mapping[str, Any], conversation: str, now: datetime) -> str:
        """Make a token for one call; running it twice is running it once."""
        claims = {
            "sub": caller.user,
            "tool": tool,
            "arguments": json.dumps(arguments, ensure_ascii=False, sort_keys=True),
            "conversation": conversation,
            "jti": uuid4().hex,
            "exp": now + CONFIRMED_WITHIN,
        }
        return jwt.encode(claims, self._key, ALGORITHM)

    def read(
        self, caller: Caller, tool: str, arguments: Mapping[str, Any], token: str, now: datetime
    ) -> tuple[dict[str, Any], Place]:
        """Read a token.

        Args:
            caller: Who shows it.
            tool: The tool they call.
            arguments: What they call it with now; nothing is what the token holds.
            token: As it was made.
            now: The time.

        Returns:
            The arguments, and where the call stands.

        Raises:
            Refusal: It is not ours, not theirs, too old, or for something else.
        """
        required = ["sub", "tool", "arguments", "conversation", "jti", "exp"]
        try:
            claims = jwt.decode(token, self._key, [ALGORITHM], options={"require": required, "verify_exp": False})
        except jwt.InvalidTokenError:
            claims = {}
        if claims.get("sub") != caller.user:
            raise Refusal(Kind.NOT_PERMITTED, wording.refused("foreign_confirmation"), what="confirmation")
        if datetime.fromtimestamp(claims["exp"], UTC) <= now:
            raise Refusal(
                Kind.CONFLICT, wording.refused("expired_confirmation"), what="confirmation", problem="expired"
            )
        held: dict[str, Any] = json.loads(claims["arguments"])
        if claims["tool"] != tool or (arguments and dict(arguments) != held):
            raise Refusal(Kind.CONFLICT, wording.refused("other_confirmation"), what="confirmation", problem="other")
        return held, Place(claims["conversation"], claims["jti"])


class Calls:
    """Carries out what programs ask for.

    Args:
        application: Everything below the channels.
        secret: Signs confirmations.
        metrics: Counts answers.
    """

    def __init__(self, application: Application, secret: str, metrics: Metrics) -> None:
        self._application, self._metrics = application, metrics
        self._confirmations = Confirmations(secret)

    async def say(
        self,
        caller: Caller,
        place: Place,
        *,
        text: str = "",
        tool: str | None = None,
        arguments: Mapping[str, Any] | None = None,
        confirmed: bool = False,
    ) -> Answered:
        """Say something, as a person would.

        Raises:
            Refusal: It could not be heard, or the turn failed.
        """
        if len(text) > LONGEST_MESSAGE:
            words = TOO_LONG.format(length=len(text), limit=LONGEST_MESSAGE)
            raise Refusal(Kind.INVALID, words, slot="text", problem="length", longest=LONGEST_MESSAGE)
        message = Message(
            id=place.message,
            conversation=f"{caller.user}:{place.conversation}",
            channel=caller.channel,
            user=caller.user,
            role=caller.role,
            enterprise=caller.enterprise,
            text=text,
            tool=tool,
            arguments=dict(arguments or {}),
            confirmed=confirmed,
        )
        try:
            reply = await self._application.conversation.reply(message)
        except TimeoutError:
            raise Refusal(Kind.UNAVAILABLE, wording.refused("busy"), what="conversation") from None
        except ToolError as error:
            raise refusals.of(error) from error
        self._metrics.answered(reply)
        if reply.problem == Kind.FAILURE:
            raise Refusal(Kind.FAILURE, reply.text)
        return Answered(reply, place)

    async def call(
        self, caller: Caller, name: str, arguments: Mapping[str, Any], token: str | None, place: Place
    ) -> Asked | Answered:
        """Call a tool.

        Args:
            caller: Who calls.
            name: The tool's.
            arguments: Its arguments.
            token: What confirms the call, for a tool that asks first.
            place: Where the call stands; a confirmed one stands where it was asked about.

        Raises:
            Refusal: There is no such tool for this caller, its arguments are wrong, or it did not run.
        """
        tool = BY_NAME.get(name)
        if tool is None:
            raise Refusal(Kind.NOT_FOUND, wording.refused("no_tool", name=name), what="tool")
        if caller.role not in tool.roles:
            raise Refusal(Kind.NOT_PERMITTED, wording.refused("not_for_you", name=name), what="tool")
        now = self._application.clock()
        given = dict(arguments)
        if token is not None:
            given, place = self._confirmations.read(caller, name, given, token, now)
        try:
            tool.parameters.model_validate(given)
        except ValidationError as error:
            raise refusals.invalid(error) from None
        if tool.confirm == "always" and token is None:
            try:
                question = confirmation(tool, given).question
            except ToolError as error:
                raise _explained(tool, error) from error
            asked = self._confirmations.ask(caller, name, given, place.conversation, now)
            return Asked(asked, question, now + CONFIRMED_WITHIN)
        answered = await self.say(caller, place, tool=name, arguments=given, confirmed=token is not None)
        if problem := answered.reply.problem:
            offered = [suggestion.model_dump(mode="json") for suggestion in answered.reply.suggestions]
            raise Refusal(Kind(problem), answered.reply.text, suggestions=offered)
        return answered


def _explained(tool: Tool, error: ToolError) -> Refusal:
    explain, slot = tool.wording.explain, str(error.data.get("slot"))
    words = (explain(error) if explain else None) or tool.wording.questions.get(slot) or explained(error)
    return Refusal(Kind(error.kind), words)


def tools_for(role: Role) -> list[Tool]:
    """Return the tools a role may use, in the catalog's order."""
    return [tool for tool in CATALOG if role in tool.roles]


def described(tool: Tool) -> dict[str, Any]:
    """Describe a tool to a program."""
    return {
        "name": tool.name,
        "title": tool.wording.title,
        "description": tool.description,
        "writes": tool.writes,
        "confirm": tool.confirm,
        "roles": sorted(tool.roles),
        "parameters": tool.schema,
    }
