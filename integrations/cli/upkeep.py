"""``shuzhi migrate`` and ``doctor``: keeping a deployment in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from assistant.administration import Administration
from assistant.bootstrap import build
from assistant.doctor import Finding, State, examine, variables
from integrations import wording
from integrations.cli.console import Complaint, err, out, read_settings, run
from tools.kit.errors import Conflict, Unavailable

if TYPE_CHECKING:
    from assistant.settings import Settings

MARKS = {State.WORKS: "[green]✓[/]", State.UNUSED: "[dim]–[/]", State.BROKEN: "[bold red]✗[/]"}


async def _migrate(settings: Settings) -> tuple[str | None, str]:
    try:
        application = build(settings)
    except (ValueError, OSError) as error:
        raise Complaint(wording.NOT_BUILT.format(problem=error), 2) from None
    try:
        return await Administration(application.library, application.database, application.clock).migrate()
    except Conflict as error:
        raise Complaint(wording.SCHEMA_NEWER.format(revision=error.data["name"])) from error
    except Unavailable as error:
        raise Complaint(wording.DATABASE_SILENT.format(problem=error.data["problem"])) from error
    finally:
        await application.close()


async def _examine(settings: Settings) -> list[Finding]:
    known = True
    try:
        application = build(settings)
    except ValueError:
        known = False
        application = build(settings.model_copy(update={"database_url": None}))
    except OSError as error:
        data = {"path": str(settings.var_dir.resolve()), "problem": error.strerror or str(error)}
        return [Finding("var", State.BROKEN, "unwritable", data)]
    try:
        return await examine(settings, application.library, application.database if known else None)
    finally:
        await application.close()


def _findings(findings: list[Finding]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        text = escape(wording.DOCTOR_FOUND[f"{finding.part}.{finding.what}"].format(**finding.data))
        if remedy := wording.DOCTOR_REMEDIES.get(f"{finding.part}.{finding.what}"):
            text += f"\n[yellow]→ {escape(remedy.format(**finding.data))}[/]"
        table.add_row(MARKS[finding.state], wording.DOCTOR_PARTS[finding.part], text)
    return table


def _environment(settings: Settings) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in wording.ENV_COLUMNS:
        table.add_column(column, no_wrap=column != wording.ENV_COLUMNS[-1], overflow="fold")
    for variable in variables(settings):
        given = MARKS[State.WORKS if variable.given else State.UNUSED]
        default = escape(wording.ENV_DEFAULT.format(default=variable.default)) if variable.default else ""
        table.add_row(variable.name, given, wording.ENVIRONMENT[variable.name] + default)
    return table


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command(help=wording.MIGRATE_HELP)
    def migrate() -> None:
        before, after = run(_migrate(read_settings()))
        if before == after:
            out.print(wording.MIGRATED_ALREADY.format(revision=after), highlight=False)
        else:
            out.print(wording.MIGRATED.format(before=before or wording.EMPTY_DATABASE, after=after), highlight=False)

    @app.command(help=wording.DOCTOR_HELP)
    def doctor(
        *,
        env: Annotated[bool, typer.Option("--env", help=wording.ENV_HELP)] = False,
    ) -> None:
        settings = read_settings()
        if env:
            out.print(_environment(settings))
            return
        with err.status(wording.DOCTOR_LOOKING):
            findings = run(_examine(settings))
        out.print(_findings(findings))
        broken = sum(finding.state is State.BROKEN for finding in findings)
        out.print(wording.DOCTOR_BROKEN.format(count=broken) if broken else wording.DOCTOR_WELL, highlight=False)
        if broken:
            raise typer.Exit(1)
