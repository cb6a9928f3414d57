"""What becomes of a message: tools to run, questions back, readings to choose from, words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Call:
    """A tool to run.

    Attributes:
        tool: Its name.
        arguments: What to call it with.
        question: The question it answers, once a follow-up has been made whole.
        confirmed: The person has said yes to the change it makes.
        beyond_doubt: It goes on from the last answer, or is for what its tool surely knows for its own.
    """

    tool: str
    arguments: Mapping[str, Any]
    question: str = ""
    confirmed: bool = False
    beyond_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A question back to the person.

    Attributes:
        tool: The tool that needs the answer.
        slot: The parameter it is for.
        arguments: What is known so far.
        options: Values to pick from, each with its title.
        question: What to ask; the tool's own question for the slot by default.
    """

    tool: str
    slot: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[tuple[str, str], ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Two readings of a message, for the person to choose.

    Attributes:
        calls: What each would run.
        question: The message.
    """

    calls: tuple[Call, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """Words no tool has a part in.

    Attributes:
        text: What is said.
        declined: It says that something is not to be had here.
        beyond_doubt: It answers the message, whatever was under discussion.
    """

    text: str
    declined: bool = False
    beyond_doubt: bool = False


Step = Call | Ask | Offer | Say
