"""The command ``shuzhi``."""

from __future__ import annotations

import sys

import typer

from integrations.cli import access, corpus, demo, scenarios, serving, talking, tooling, upkeep, wechat
from integrations.cli.console import Complaint, complain
from integrations.wording import CLI_HELP

app = typer.Typer(
    help=CLI_HELP,
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=False,
    pretty_exceptions_enable=False,
)
talking.register(app)
serving.register(app)
tooling.register(app)
app.add_typer(corpus.app, name="corpus")
app.add_typer(access.operators, name="operator")
app.add_typer(access.keys, name="key")
app.add_typer(scenarios.app, name="scenarios")
app.add_typer(demo.app, name="demo")
app.add_typer(wechat.app, name="wechat")
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
