"""The command ``shuzhi``."""

from __future__ import annotations

import sys

import typer

from integrations import wording
from integrations.cli import corpus, serving, talking, upkeep
from integrations.cli.console import Complaint, complain

app = typer.Typer(
    help=wording.CLI_HELP,
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=False,
    pretty_exceptions_enable=False,
)
talking.register(app)
serving.register(app)
app.add_typer(corpus.app, name="corpus")
upkeep.register(app)


def main() -> None:
    """Run the command line; an expected error is one clear line and a non-zero exit."""
    try:
        app()
    except Complaint as complaint:
        complain(str(complaint))
        sys.exit(complaint.code)
    except KeyboardInterrupt:
        sys.exit(130)
