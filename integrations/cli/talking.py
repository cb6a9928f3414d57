"""``shuzhi ask``, ``chat`` and ``batch``: talking to the assistant from a terminal or a file."""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import uuid4

import typer
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.messages import Message, Reply
from integrations import wording
from integrations.cli.console import Complaint, err, out, read_settings, run, show
from integrations.cli.opening import application
from tools.kit.errors import ToolError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.bootstrap import Application
    from assistant.settings import Settings
    from tools.kit.tool import Suggestion

QUIT = {"exit", "quit", ":q", *wording.QUIT_WORDS}


class Line(BaseModel):
    """One line of input of ``shuzhi batch``."""

    model_config = ConfigDict(extra="ignore")

    id: str | int
    conversation: str | int
    user: str | int | None = None
    role: Literal["enterprise", "operator"] = "enterprise"
    text: str = ""
    enterprise: str | None = None
    press: str | None = None
    arguments: dict[str, Any] = Field(default_factory=dict)
    now: datetime | None = None

    def message(self) -> Message:
        """Make the message it stands for."""
        now = self.now
        if now is not None:
            now = now.replace(tzinfo=UTC) if now.tzinfo is None else now.astimezone(UTC)
        return Message(
            id=str(self.id),
            conversation=f"batch:{self.conversation}",
            channel="batch",
            user=str(self.user if self.user is not None else self.conversation),
            role=self.role,
            text=self.text,
            tool=self.press,
            arguments=self.arguments,
            enterprise=self.enterprise,
            now=now,
        )


def answered(line: Line, reply: Reply) -> dict[str, Any]:
    """Write a reply in the form of ``shuzhi batch``."""
    shared = reply.model_dump(mode="json")
    return {
        "id": line.id,
        "conversation": line.conversation,
        **{k: shared[k] for k in ("text", "citations", "tool_calls", "suggestions", "declined", "model", "seconds")},
    }


async def batch_lines(app: Application, lines: Iterable[str]) -> int:
    """Answer lines in order, writing one line for each.

    Args:
        app: A started application.
        lines: JSON Lines; blank ones are passed over.

    Returns:
        How many lines could not be answered.
    """
    failures = 0
    for raw in lines:
        if not raw.strip():
            continue
        record: dict[str, Any]
        identity: object = None
        try:
            parsed = json.loads(raw)
            identity = parsed.get("id") if isinstance(parsed, dict) else None
            line = Line.model_validate(parsed)
            record = answered(line, await app.conversation.reply(line.message()))
        except json.JSONDecodeError as error:
            record = {"id": None, "error": f"not JSON: {error.msg} at column {error.colno}"}
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or "line"
            record = {"id": identity, "error": f"{where}: {first['msg']}"}
        except ToolError as error:
            record = {"id": identity, "error": str(error)}
        failures += "error" in record
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return failures


async def _batch(settings: Settings, lines: Iterable[str]) -> int:
    async with application(settings) as app:
        return await batch_lines(app, lines)


async def _ask(settings: Settings, question: str, *, as_json: bool) -> None:
    async with application(settings) as app:
        message = _message(question, uuid4().hex)
        reply = await app.conversation.reply(message)
        if as_json:
            sys.stdout.write(reply.model_dump_json(indent=2) + "\n")
        else:
            show(reply)


async def _chat(settings: Settings) -> None:
    async with application(settings) as app:
        out.print(wording.CHAT_WELCOME, highlight=False)
        conversation = uuid4().hex
        offered: tuple[Suggestion, ...] = ()
        while True:
            try:
                text = out.input("\n[bold green]>[/] ").strip()
            except EOFError:
                break
            if text.lower() in QUIT:
                break
            message = _message(text, conversation)
            if text.isdecimal() and 0 < int(text) <= len(offered):
                chosen = offered[int(text) - 1]
                message = message.model_copy(
                    update={"text": chosen.title, "tool": chosen.tool, "arguments": chosen.arguments}
                )
            reply = await app.conversation.reply(message)
            offered = reply.suggestions
            show(reply)
        out.print(wording.CHAT_BYE)


def _message(text: str, conversation: str) -> Message:
    return Message(id=uuid4().hex, conversation=conversation, channel="terminal", user=getuser(), text=text)


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command(help=wording.ASK_HELP)
    def ask(
        question: Annotated[list[str], typer.Argument(help=wording.QUESTION_HELP)],
        *,
        as_json: Annotated[bool, typer.Option("--json", help=wording.JSON_HELP)] = False,
    ) -> None:
        run(_ask(read_settings(), " ".join(question), as_json=as_json))

    @app.command(help=wording.CHAT_HELP)
    def chat() -> None:
        run(_chat(read_settings()))

    @app.command(help=wording.BATCH_HELP)
    def batch(
        source: Annotated[Path | None, typer.Argument(help=wording.BATCH_FILE_HELP)] = None,
        *,
        fresh: Annotated[bool, typer.Option("--fresh", help=wording.FRESH_HELP)] = False,
    ) -> None:
        if source is not None and not source.is_file():
            raise Complaint(wording.NO_FILE.format(path=source), 2)
        stream = source.open(encoding="utf-8") if source else sys.stdin
        with stream, tempfile.TemporaryDirectory() as folder:
            settings = read_settings()
            if fresh:
                settings = settings.model_copy(update={"database_url": f"sqlite:///{folder}/batch.db"})
            failures = run(_batch(settings, stream))
        if failures:
            err.print(wording.BATCH_FAILURES.format(count=failures), highlight=False)
