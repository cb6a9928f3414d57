"""``shuzhi migrate`` and ``doctor``: keeping a deployment in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.administration import Administration
from assistant.bootstrap import build
from integrations import wording
from integrations.cli.console import err, out, read_settings, run
from integrations.cli.opening import opening

if TYPE_CHECKING:
    from assistant.settings import Settings


async def prepare(settings: Settings) -> tuple[str | None, str]:
    """Bring the database up to date; returns the revision before and the one after."""
    with opening():
        application = build(settings)
        try:
            return await Administration(application.library, application.database, application.clock).migrate()
        finally:
            await application.close()


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command(help=wording.MIGRATE_HELP)
    def migrate() -> None:
        before, after = run(prepare(read_settings()))
        if before == after:
            out.print(wording.MIGRATED_ALREADY.format(revision=after), highlight=False)
        else:
            out.print(wording.MIGRATED.format(before=before or wording.EMPTY_DATABASE, after=after), highlight=False)

    @app.command(help=wording.DOCTOR_HELP)
    def doctor(
        *,
        env: Annotated[bool, typer.Option("--env", help=wording.ENV_HELP)] = False,
    ) -> None:
        from integrations.cli import checkup  # noqa: PLC0415 -- HTTP and Redis clients, for nobody else

        settings = read_settings()
        if env:
            out.print(checkup.environment_table(settings))
            return
        with err.status(wording.DOCTOR_LOOKING):
            findings = run(checkup.examine(settings))
        out.print(checkup.findings_table(findings))
        broken = checkup.broken(findings)
        out.print(wording.DOCTOR_BROKEN.format(count=broken) if broken else wording.DOCTOR_WELL, highlight=False)
        if broken:
            raise typer.Exit(1)
