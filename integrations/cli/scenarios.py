"""``shuzhi scenarios``: the catalog of scenarios as a file, out and in."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast
from uuid import uuid4

import typer
from rich.markdown import Markdown

from assistant.catalogue import exported, table_of
from assistant.messages import Message
from integrations.cli import wording
from integrations.cli.console import Complaint, out, read_settings, run
from integrations.cli.opening import application
from tools.kit.errors import InvalidArguments

if TYPE_CHECKING:
    from assistant.catalogue import TableKind
    from assistant.settings import Settings

app = typer.Typer(help=wording.SCENARIOS_HELP, no_args_is_help=True)
KINDS = {".csv": "csv", ".xlsx": "xlsx"}


async def _export(settings: Settings, kind: TableKind) -> bytes:
    async with application(settings) as opened:
        return await exported(opened.library, opened.database, kind)


async def _import(settings: Settings, table: str, *, sure: bool) -> bool:
    """Check a table and import it through the one door; tells whether it was without fault."""
    async with application(settings) as opened:
        conversation = uuid4().hex

        def said(text: str = "", tool: str | None = None, **arguments: str) -> Message:
            return Message(
                id=uuid4().hex,
                conversation=conversation,
                channel="terminal",
                user=getuser(),
                role="operator",
                text=text,
                tool=tool,
                arguments=arguments,
            )

        checked = await opened.conversation.reply(said(tool="exchange_scenarios", action="import", table=table))
        out.print(Markdown(checked.text))
        if not checked.suggestions:
            return not (checked.tool_calls and checked.tool_calls[-1].result.get("faults"))
        if sure or typer.confirm(wording.SCENARIOS_SURE):
            done = await opened.conversation.reply(said(checked.suggestions[0].title))
            out.print(Markdown(done.text))
        return True


def _kind(path: Path) -> TableKind:
    if path.suffix.lower() not in KINDS:
        raise Complaint(wording.SCENARIOS_KIND.format(path=path), 2)
    return cast("TableKind", KINDS[path.suffix.lower()])


@app.command("export", help=wording.SCENARIOS_EXPORT_HELP)
def export(target: Annotated[Path, typer.Argument(help=wording.SCENARIOS_FILE_HELP)]) -> None:
    """Write the catalog into a file."""
    target.write_bytes(run(_export(read_settings(), _kind(target))))
    out.print(wording.SCENARIOS_EXPORTED.format(path=target), highlight=False)


@app.command("import", help=wording.SCENARIOS_IMPORT_HELP)
def import_(
    source: Annotated[Path, typer.Argument(help=wording.SCENARIOS_FILE_HELP)],
    *,
    yes: Annotated[bool, typer.Option("--yes", help=wording.SCENARIOS_YES_HELP)] = False,
) -> None:
    """Check a file, show what it would change, and import it."""
    _kind(source)
    if not source.is_file():
        raise Complaint(wording.SCENARIOS_NO_FILE.format(path=source), 2)
    try:
        table = table_of(source.name, source.read_bytes())
    except InvalidArguments as error:
        raise Complaint(wording.SCENARIOS_UNREADABLE.format(path=source)) from error
    if not run(_import(read_settings(), table, sure=yes)):
        raise typer.Exit(1)
