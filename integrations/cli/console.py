"""How the terminal writes: answers, complaints and progress."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.padding import Padding

from assistant.settings import Settings
from integrations import wording

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from assistant.messages import Reply

_T = TypeVar("_T")

out = Console()
err = Console(stderr=True)


class Complaint(Exception):
    """An expected error, in the words the person reads.

    Args:
        message: One clear line.
        code: The exit code.
    """

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def complain(line: str) -> None:
    """Write one line to the error stream."""
    err.print(f"[bold red]{wording.ERROR}[/] {escape(line)}", highlight=False, soft_wrap=True)


def read_settings(*, quiet: bool = True) -> Settings:
    """Read the environment.

    Args:
        quiet: Log only warnings, unless the environment asks for more.

    Raises:
        Complaint: A variable holds something it cannot.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        raise Complaint(wording.BAD_SETTING.format(name=name, problem=first["msg"]), 2) from None
    if quiet and "log_level" not in settings.model_fields_set:
        settings = settings.model_copy(update={"log_level": "WARNING"})
    return settings


def run(work: Coroutine[None, None, _T]) -> _T:
    """Run asynchronous work to its end."""
    return asyncio.run(work)


def show(reply: Reply) -> None:
    """Write a reply: its text as Markdown, then what one might ask next."""
    out.print(Markdown(reply.text))
    if reply.suggestions:
        lines = [f"  [cyan]{n}[/] {s.title}" for n, s in enumerate(reply.suggestions, 1)]
        out.print(Padding("\n".join([f"[dim]{wording.NEXT}[/]", *lines]), (1, 0, 0, 0)), highlight=False)
    label = wording.AI_LABEL if reply.generated else ""
    out.print(f"[dim]{label}{wording.TOOK.format(model=reply.model, milliseconds=round(reply.seconds * 1000))}[/]")
