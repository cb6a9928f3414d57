"""``shuzhi tool``: any tool of the catalog from the terminal, its options made from its schema."""

from __future__ import annotations

import asyncio
import difflib
import json
import sys
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from integrations import wording as shared
from integrations.calling import Asked, Calls, Place
from integrations.cli import wording
from integrations.cli.console import Complaint, err, out, read_settings, run, show
from integrations.cli.opening import application
from integrations.cli.options import Misread, Option, options, read
from integrations.cli.speaking import speaker
from integrations.metrics import Metrics
from integrations.refusals import Refusal
from tools.catalog import BY_NAME, CATALOG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.calling import Answered, Caller
    from tools.kit.tool import Tool

HELP = {"--help", "-h"}
OWN = (
    Option("role", "text", required=False, many=False, mixed=False, choices=("enterprise", "operator"), about=""),
    Option("enterprise", "text", required=False, many=False, mixed=False, choices=(), about=""),
    Option("yes", "flag", required=False, many=False, mixed=False, choices=(), about=""),
    Option("json", "flag", required=False, many=False, mixed=False, choices=(), about=""),
)


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        help=wording.TOOL_HELP,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    )
    def tool(
        context: typer.Context,
        name: Annotated[str | None, typer.Argument(help=wording.TOOL_NAME_HELP)] = None,
    ) -> None:
        if name is None or name in HELP:
            out.print(_listed())
            out.print(wording.TOOL_MORE, highlight=False)
            return
        if name not in BY_NAME:
            close = difflib.get_close_matches(name.replace("-", "_"), BY_NAME, 1)
            meant = wording.MEANT.format(name=close[0]) if close else ""
            raise Complaint(wording.UNKNOWN_TOOL.format(name=name) + meant, 2)
        _run(BY_NAME[name], context.args)


def arguments_of(tool: Tool, words: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read what was typed: what belongs to the tool, and what to the command.

    An operator belongs to no enterprise, so theirs is the one the tool is to look at, if it takes one.

    Raises:
        Misread: It makes no arguments.
    """
    theirs = options(tool.schema)
    own = [option for option in OWN if option.slot not in {one.slot for one in theirs}]
    given = read([*theirs, *own], words)
    command = {option.slot: given.pop(option.slot) for option in own if option.slot in given}
    if command.get("role") != "operator" and "enterprise" in given:
        command["enterprise"] = given.pop("enterprise")
    return given, command


def _run(tool: Tool, words: Sequence[str]) -> None:
    if HELP & set(words):
        out.print(f"[bold]{escape(tool.wording.title)}[/] {escape(tool.description)}", highlight=False)
        out.print(wording.TOOL_USAGE.format(name=tool.name), highlight=False, markup=False)
        out.print(_explained(tool))
        return
    try:
        given, command = arguments_of(tool, words)
    except Misread as error:
        raise Complaint(wording.MISREAD[error.reason].format(tool=tool.name, **error.data), 2) from None
    caller = speaker(command.get("role", "enterprise"), command.get("enterprise"))
    run(_call(tool, given, caller, yes=command.get("yes", False), as_json=command.get("json", False)))


async def _call(tool: Tool, given: dict[str, Any], caller: Caller, *, yes: bool, as_json: bool) -> None:
    async with application(read_settings()) as app:
        calls = Calls(app, uuid4().hex, Metrics())
        try:
            done = await calls.call(caller, tool.name, given, None, Place.of(None, None))
            if isinstance(done, Asked):
                await _agreed(done, yes=yes)
                done = await calls.call(caller, tool.name, given, done.token, Place.of(None, None))
        except Refusal as refusal:
            if as_json:
                sys.stdout.write(json.dumps(refusal.body(), ensure_ascii=False, indent=2) + "\n")
            raise Complaint(refusal.message) from None
    _print(done, as_json=as_json)


def _print(done: Asked | Answered, *, as_json: bool) -> None:
    if isinstance(done, Asked):
        raise Complaint(done.question)
    if as_json:
        sys.stdout.write(json.dumps(done.body(), ensure_ascii=False, indent=2) + "\n")
    else:
        show(done.reply)


async def _agreed(asked: Asked, *, yes: bool) -> None:
    """Ask whether to go ahead.

    Raises:
        Complaint: The answer is no, or there is nobody to ask.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise Complaint(wording.NEEDS_YES.format(question=asked.question), 2)
    err.print(wording.PROCEED.format(question=asked.question), end="", highlight=False, markup=False)
    answer = await asyncio.to_thread(sys.stdin.readline)
    if answer.strip().lower() not in wording.PROCEED_WORDS:
        raise Complaint(wording.NOT_DONE)


def _listed() -> Table:
    table = _table(wording.TOOL_COLUMNS)
    for tool in CATALOG:
        notes = shared.effects(writes=tool.writes, asks=tool.confirm == "always", operators=tool.roles == {"operator"})
        table.add_row(tool.name, escape(tool.wording.title), notes)
    return table


def _explained(tool: Tool) -> Table:
    table = _table(wording.OPTION_COLUMNS)
    for option in options(tool.schema):
        value = " | ".join(option.choices) or wording.OPTION_KINDS[option.kind]
        more = wording.OPTION_REPEAT if option.many else ""
        about = (wording.OPTION_REQUIRED if option.required else "") + option.about
        table.add_row(option.flag, escape(value + more), escape(about))
    for name, value, about in wording.OPTION_OWN:
        table.add_row(name, escape(value), escape(about))
    return table


def _table(columns: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number, title in enumerate(columns):
        table.add_column(title, overflow="fold", no_wrap=number == 0)
    return table
