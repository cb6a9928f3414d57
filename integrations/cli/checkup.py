"""How ``shuzhi doctor`` shows what it finds."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich import box
from rich.markup import escape
from rich.table import Table

from assistant.bootstrap import build
from assistant.doctor import Finding, State, variables
from assistant.doctor import examine as examine_parts
from integrations import wording
from integrations.cli import wording as words
from integrations.mail import examine as examine_mail
from integrations.wechat.checkup import examine as examine_wechat

if TYPE_CHECKING:
    from assistant.settings import Settings

PARTS = wording.DOCTOR_PARTS | words.WECHAT_PARTS | words.FOLLOW_UP_PARTS
FOUND = wording.DOCTOR_FOUND | words.WECHAT_FOUND | words.FOLLOW_UP_FOUND
REMEDIES = wording.DOCTOR_REMEDIES | words.WECHAT_REMEDIES | words.FOLLOW_UP_REMEDIES
MARKS = {State.WORKS: "[green]✓[/]", State.UNUSED: "[dim]–[/]", State.BROKEN: "[bold red]✗[/]"}


async def examine(settings: Settings) -> list[Finding]:
    """Look at every part, as far as what is configured allows."""
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
        clock, database = application.clock, application.database if known else None
        found, mail, wechat = await asyncio.gather(
            examine_parts(settings, application.library, database, clock),
            examine_mail(settings, clock),
            examine_wechat(settings, clock),
        )
        return [*found, mail, *wechat]
    finally:
        await application.close()


def broken(findings: list[Finding]) -> int:
    """Count what is configured and does not work."""
    return sum(finding.state is State.BROKEN for finding in findings)


def findings_table(findings: list[Finding]) -> Table:
    """Show what was found, with what mends it."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        data = words.routes(finding.data) if finding.part == "routes" else finding.data
        text = escape(FOUND[f"{finding.part}.{finding.what}"].format(**data))
        if remedy := REMEDIES.get(f"{finding.part}.{finding.what}"):
            text += f"\n[yellow]→ {escape(remedy.format(**data))}[/]"
        table.add_row(MARKS[finding.state], PARTS[finding.part], text)
    return table


def environment_table(settings: Settings) -> Table:
    """Explain every variable, without its value."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in wording.ENV_COLUMNS:
        table.add_column(column, no_wrap=column != wording.ENV_COLUMNS[-1], overflow="fold")
    for variable in variables(settings):
        given = MARKS[State.WORKS if variable.given else State.UNUSED]
        default = escape(wording.ENV_DEFAULT.format(default=variable.default)) if variable.default else ""
        table.add_row(variable.name, given, wording.ENVIRONMENT[variable.name] + default)
    return table
