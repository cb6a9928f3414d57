"""Declares a tool once; the planner, the model, buttons, schemas and commands are derived from it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from tools.kit import matters
from tools.kit.errors import InvalidArguments, NotPermitted, ToolError
from tools.kit.ports import NO_STORE

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs
    from tools.kit.ports import Library, Store

Reader = Callable[[str, Mapping[str, Any]], Any]
"""Reads a slot's value out of words, given what is known so far; None where the words say something else."""
Reading = Callable[[str, "Catalogs"], "Mapping[str, Any] | None"]
"""Reads a tool's arguments out of a request; None where what it cannot do without does not stand there."""
Following = Callable[[str, "Focus", "Catalogs"], "tuple[str, Mapping[str, Any]] | None"]
"""Reads a follow-up on a tool's last answer: the tool it asks for, with its arguments; None where it is none."""
Surety = Callable[[str, "Catalogs"], float]
"""Tells how surely a message is for a tool, 0 to 1, by what stands in it."""

REVISION = ""
"""The slot whose reader takes what a person corrects when asked whether to go ahead: it returns all arguments anew."""

Role = Literal["enterprise", "operator"]
Confirm = Literal["always", "never"]


class Citation(BaseModel):
    """Where a statement comes from; ``quote`` is verbatim."""

    model_config = ConfigDict(frozen=True)

    document: str
    clause: str
    quote: str


class Suggestion(BaseModel):
    """What one might ask next; pressing it runs the tool, or sends ``title`` where there is none."""

    model_config = ConfigDict(frozen=True)

    title: str
    tool: str | None = None
    arguments: dict[str, Any] = Field(default_factory=dict)


class Attachment(BaseModel):
    """A file that goes with a reply."""

    model_config = ConfigDict(frozen=True)

    name: str
    media_type: str
    path: str


class Pending(BaseModel):
    """A question that is open in a conversation: what to ask, and where the answer goes.

    Attributes:
        tool: The tool that needs the answer.
        slot: The parameter it is for; None asks whether to go ahead with what ``arguments`` hold.
        arguments: What is known so far.
        question: What was asked, to be asked again after a digression.
        choices: Answers to pick from, as buttons and by number.
        holds: Everything said goes to the tool until it lets go, as in a talk between two people.
        insists: It is asked again after every digression, as in an intake; others are asked again once.
        asked_again: It was asked again before.
        aside: It only rounds off an answer that was given; after a digression it still waits, but is not asked again.
        until: It is what a follow-up points at: from then on nothing is an answer to it.
        behind: What is asked when this is settled, where one message asked for several things.
    """

    model_config = ConfigDict(frozen=True)

    tool: str
    slot: str | None
    arguments: dict[str, Any] = Field(default_factory=dict)
    question: str = ""
    choices: tuple[Suggestion, ...] = ()
    holds: bool = False
    insists: bool = False
    asked_again: bool = False
    aside: bool = False
    until: datetime | None = None
    behind: Pending | None = None

    def before(self, other: Pending) -> Pending:
        """Return the same question with another one to be asked when it and what waits behind it are settled."""
        return self.model_copy(update={"behind": self.behind.before(other) if self.behind else other})

    def lapsed(self, now: datetime) -> bool:
        """Tell whether it no longer waits for an answer."""
        return self.until is not None and self.until <= now


class Scene(BaseModel):
    """What a conversation has spoken of lately, each kind with the latest first.

    Attributes:
        enterprises: Ids of enterprises, for operators.
        listed: Ids of the enterprises of the last list, in its order.
        tickets: Numbers of tickets.
        scenarios: Ids of scenarios.
        latest: The kind that was spoken of last; empty where none was.
        tool: The tool that ran last, or whose question is open; empty where none did.
        let_go: What was given up with the last message.
        offered: Facts that were offered to be kept, as field and value; they are offered once.
    """

    model_config = ConfigDict(frozen=True)

    enterprises: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    latest: Literal["enterprises", "tickets", "scenarios", ""] = ""
    tool: str = ""
    let_go: Pending | None = None
    offered: tuple[str, ...] = ()


class Focus(BaseModel):
    """What a conversation is about, so that a follow-up can lean on it.

    Attributes:
        passages: Ids of the passages the last reply rests on, the main one first.
        question: The question they answered, after earlier follow-ups were resolved.
        tool: The tool that answered.
        arguments: What it was called with.
        offered: Readings offered as buttons, when the last reply was a question back.
        misses: Answers in a row that did not help.
        scene: Whom and what it has spoken of lately.
    """

    model_config = ConfigDict(frozen=True)

    passages: tuple[str, ...] = ()
    question: str = ""
    tool: str | None = None
    arguments: dict[str, Any] = Field(default_factory=dict)
    offered: tuple[Suggestion, ...] = ()
    misses: int = 0
    scene: Scene = Scene()


class ToolResult(BaseModel):
    """What a tool gives back; each tool adds its own fields.

    Attributes:
        text: What a person reads, as Markdown.
        citations: Where it comes from.
        suggestions: What might come next.
        attachments: Files that go with it.
        declined: Something asked for is not provided: silent sources, out of scope, not permitted.
        focus: What the conversation is about now; None leaves it as it was.
        pending: The question the text ends in, where it waits for an answer.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    declined: bool = False
    focus: Focus | None = None
    pending: Pending | None = None

    def data(self) -> dict[str, Any]:
        """Return the tool's own fields as JSON-compatible values."""
        shared = set(ToolResult.model_fields)
        return self.model_dump(mode="json", exclude=shared)


@dataclass(frozen=True, slots=True)
class ToolContext:
    """Who is speaking, when, and what a tool may use.

    Attributes:
        role: What the speaker is; never taken from a message.
        contact: Id of the person who speaks.
        enterprise: Id of the enterprise the speaker belongs to, if known.
        conversation: Id of the conversation.
        message: Id of the message that caused the call.
        now: The time of the message, in UTC.
        library: What has been read, in one generation.
        store: Where what tools keep stands; a writing tool runs inside one transaction of it.
        turn: Id of the turn the call belongs to.
        question: The words of the message.
        address: The platform's address, for links; no slash at its end.
        account: Whether the platform has an official account that QR codes can lead to.
    """

    role: Role
    contact: str
    conversation: str
    message: str
    now: datetime
    library: Library
    store: Store = NO_STORE
    turn: str = ""
    enterprise: str | None = None
    question: str = ""
    address: str = ""
    account: bool = False


@dataclass(frozen=True, slots=True)
class ToolWording:
    """How a tool is presented to people.

    Attributes:
        title: On buttons and in menus.
        questions: What to ask for each required parameter.
        menu: The menu group it belongs to, or None to stay out of menus.
        starter: A sentence that shows off the tool on an empty chat, or None.
        confirm: Says what will be done with these arguments, for tools that ask first.
        foreseen: Says it with what a trial run came to, and nothing where nothing would change; such a tool is tried
            before anybody is asked.
        explain: Puts an error of this tool into words; None leaves it to the general words.
    """

    title: str
    questions: Mapping[str, str] = field(default_factory=dict)
    menu: str | None = None
    starter: str | None = None
    confirm: Callable[[Mapping[str, Any]], str] | None = None
    foreseen: Callable[[Mapping[str, Any], Any], str] | None = None
    explain: Callable[[ToolError], str | None] | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """A declared tool.

    Attributes:
        name: Its name everywhere.
        description: The first paragraph of its docstring, for models.
        wording: How people see it.
        parameters: The model that validates its arguments.
        result: The type of its result.
        writes: Whether it changes anything.
        confirm: Whether a change is asked about first.
        roles: Who may use it.
        readers: Read a slot's value out of words, by the slot's name.
        reads: Reads the arguments out of a request; by default the words themselves go into ``question``.
        verbatim: Parameters whose words are kept as they were typed, in their own case, width and script.
    """

    name: str
    description: str
    wording: ToolWording
    parameters: type[BaseModel]
    result: type[ToolResult]
    function: Callable[..., Awaitable[ToolResult]]
    writes: bool
    confirm: Confirm
    roles: frozenset[Role]
    readers: Mapping[str, Reader] = field(default_factory=dict)
    reads: Reading | None = None
    follows: Following | None = None
    sure: Surety | None = None
    verbatim: frozenset[str] = frozenset()

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of the arguments."""
        return self.parameters.model_json_schema()

    def check(self, context: ToolContext, arguments: Mapping[str, Any]) -> BaseModel:
        """Check who is speaking and validate the arguments, without running.

        Args:
            context: Who is speaking.
            arguments: As a model, a button or the planner gave them.

        Returns:
            The arguments as ``parameters`` holds them.

        Raises:
            NotPermitted: The speaker's role may not use this tool.
            InvalidArguments: An argument is missing, unknown or wrong.
        """
        if context.role not in self.roles:
            msg = f"{self.name} is not for the role {context.role}"
            raise NotPermitted(msg, tool=self.name)
        try:
            return self.parameters.model_validate(dict(arguments))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            slot = str(first["loc"][0]) if first["loc"] else "arguments"
            where = ".".join(str(part) for part in first["loc"]) or "arguments"
            msg = f"{self.name}: {where}: {first['msg']}"
            raise InvalidArguments(msg, tool=self.name, slot=slot, problem=first["type"]) from error

    async def run(self, context: ToolContext, arguments: Mapping[str, Any]) -> ToolResult:
        """Check who is speaking, validate the arguments and run.

        A tool that writes runs in one short transaction, recorded under the turn that caused it: the same call in the
        same turn gives back what was done the first time.

        Args:
            context: Who is speaking, and what the tool may use.
            arguments: As a model, a button or the planner gave them.

        Raises:
            NotPermitted: The speaker's role may not use this tool.
            InvalidArguments: An argument is missing, unknown or wrong.
        """
        parsed = self.check(context, arguments)
        values = {name: getattr(parsed, name) for name in type(parsed).model_fields}
        if not self.writes:
            return await self.function(context, **values)
        given = parsed.model_dump(mode="json")
        async with context.store.writing(context.turn, self.name, given, context.now) as write:
            if write.found is not None:
                return self.result.model_validate(write.found)
            result = await self.function(replace(context, store=write), **values)
            await write.keep(result.model_dump(mode="json"))
        return result

    async def rehearse(self, context: ToolContext, arguments: Mapping[str, Any]) -> ToolResult:
        """Run a tool that writes and leave nothing behind, to know before asking whether and how it would go.

        Args:
            context: Who is speaking, and what the tool may use.
            arguments: As a model, a button or the planner gave them.

        Raises:
            NotPermitted: The speaker's role may not use this tool.
            InvalidArguments: An argument is missing, unknown or wrong.
        """
        parsed = self.check(context, arguments)
        values = {name: getattr(parsed, name) for name in type(parsed).model_fields}
        try:
            async with context.store.writing(context.turn, self.name, {}, context.now) as write:
                result = await self.function(replace(context, store=write), **values)
                raise _TakenBack(result)  # noqa: TRY301 -- only what is raised inside rolls the transaction back
        except _TakenBack as taken_back:
            return taken_back.result


class _TakenBack(Exception):
    def __init__(self, result: ToolResult) -> None:
        super().__init__()
        self.result = result


_ARGUMENT = re.compile(r"^\s{4,}(\w+): (.+)$")


def _argument_lines(docstring: str) -> dict[str, str]:
    _, _, section = docstring.partition("Args:\n")
    lines: dict[str, str] = {}
    for line in section.splitlines():
        if not line.strip():
            break
        if match := _ARGUMENT.match(line):
            lines[match.group(1)] = match.group(2).strip()
        elif lines:
            last = next(reversed(lines))
            lines[last] += " " + line.strip()
    return lines


def tool(  # noqa: PLR0913 -- all that is declared of a tool
    wording: ToolWording,
    *,
    writes: bool = False,
    confirm: Confirm = "never",
    roles: frozenset[Role] = frozenset({"enterprise", "operator"}),
    readers: Mapping[str, Reader] | None = None,
    reads: Reading | None = None,
    follows: Following | None = None,
    sure: Surety | None = None,
    verbatim: frozenset[str] = frozenset(),
) -> Callable[[Callable[..., Awaitable[ToolResult]]], Tool]:
    """Declare a tool.

    Args:
        wording: How people see it.
        writes: Whether it changes anything.
        confirm: Whether a change is asked about first.
        roles: Who may use it.
        readers: Read a slot's value out of words, by the slot's name.
        reads: Reads the arguments out of a request; by default the words themselves go into ``question``.
        follows: Reads a follow-up on its last answer.
        sure: Tells how surely a message is for it, whatever its wording.
        verbatim: Parameters whose words are kept as they were typed, in their own case, width and script.

    Raises:
        TypeError: A parameter has no line in the docstring, a required one no question, or a tool that asks first
            cannot say what it will do.
    """

    def declare(function: Callable[..., Awaitable[ToolResult]]) -> Tool:
        name = function.__name__
        docstring = inspect.getdoc(function) or ""
        described = _argument_lines(docstring)
        hints = get_type_hints(function, include_extras=True)
        fields: dict[str, Any] = {}
        for parameter in list(inspect.signature(function).parameters.values())[1:]:
            if parameter.name not in described:
                msg = f"{name}: the docstring has no line for {parameter.name}"
                raise TypeError(msg)
            required = parameter.default is inspect.Parameter.empty
            if required and parameter.name not in wording.questions:
                msg = f"{name}: no question for the required parameter {parameter.name}"
                raise TypeError(msg)
            default = ... if required else parameter.default
            fields[parameter.name] = (hints[parameter.name], Field(default, description=described[parameter.name]))
        if confirm == "always" and wording.confirm is None:
            msg = f"{name}: asks first, but has no words for it"
            raise TypeError(msg)
        parameters = create_model(f"{name}_arguments", __config__=ConfigDict(extra="forbid"), **fields)
        return Tool(
            name=name,
            description=docstring.partition("\n\n")[0],
            wording=wording,
            parameters=parameters,
            result=hints["return"],
            function=function,
            writes=writes,
            confirm=confirm,
            roles=roles,
            readers={slot: matters.reading(name, reader) for slot, reader in (readers or {}).items()},
            reads=reads,
            follows=follows and matters.following(follows),
            sure=sure,
            verbatim=verbatim,
        )

    return declare
