"""``shuzhi migrate`` and ``doctor``: keeping a deployment in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.administration import Administration
from assistant.bootstrap import build
from integrations import wording
from integrations.cli.console import Complaint, err, out, read_settings, run
from tools.kit.errors import Conflict, Unavailable

if TYPE_CHECKING:
    from assistant.settings import Settings


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
