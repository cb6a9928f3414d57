"""``shuzhi demo``: a fictional region to try things on, put in and taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from assistant.bootstrap import DATA
from assistant.demo import Demo
from integrations.cli import wording
from integrations.cli.console import out, read_settings, run
from integrations.cli.opening import application

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from assistant.settings import Settings

app = typer.Typer(help=wording.DEMO_HELP, no_args_is_help=True)


def _demo(opened: Application) -> Demo:
    return Demo(opened.database, opened.library, DATA, opened.clock)


async def _load(settings: Settings) -> tuple[int, bool]:
    async with application(settings) as opened:
        return await _demo(opened).load()


async def _clear(settings: Settings) -> int:
    async with application(settings) as opened:
        return await _demo(opened).clear()


@app.command(help=wording.DEMO_LOAD_HELP)
def load() -> None:
    """Put the region in, unless it is there."""
    count, new = run(_load(read_settings()))
    out.print((wording.DEMO_LOADED if new else wording.DEMO_THERE).format(count=count), highlight=False)


@app.command(help=wording.DEMO_CLEAR_HELP)
def clear() -> None:
    """Take the region out; nothing else is touched."""
    count = run(_clear(read_settings()))
    out.print((wording.DEMO_CLEARED if count else wording.DEMO_NOT_THERE).format(count=count), highlight=False)
