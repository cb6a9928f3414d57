"""Opens the application of a command, and puts into words why it can't be."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from assistant.administration import CorpusError, reason
from assistant.bootstrap import Application, build
from integrations import wording
from integrations.cli.console import Complaint
from tools.kit.errors import Conflict, Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from assistant.settings import Settings


@contextmanager
def opening() -> Iterator[None]:
    """Enter around ``build``, ``start`` and ``migrate``.

    Raises:
        Complaint: A setting is wrong, the database does not answer or is newer, or the library is damaged.
    """
    try:
        yield
    except Conflict as error:
        raise Complaint(wording.SCHEMA_NEWER.format(revision=error.data["name"])) from error
    except Unavailable as error:
        raise Complaint(wording.DATABASE_SILENT.format(problem=error.data.get("problem", error))) from error
    except CorpusError as error:
        raise corpus_complaint(error) from error
    except (ValueError, OSError) as error:
        raise Complaint(wording.NOT_BUILT.format(problem=error), 2) from error


@asynccontextmanager
async def application(settings: Settings, *, console: bool = True) -> AsyncIterator[Application]:
    """Open an application for one command.

    Args:
        settings: As read from the environment.
        console: Whether a person reads the log.

    Raises:
        Complaint: It can't be opened.
    """
    with opening():
        app = build(settings, console=console)
    try:
        with opening():
            await app.start()
        yield app
    finally:
        await app.close()


def corpus_complaint(error: CorpusError) -> Complaint:
    """Put an error of the corpus into words."""
    return Complaint(wording.corpus_error(reason(error), {name: _said(value) for name, value in error.data.items()}))


def _said(value: object) -> str:
    if isinstance(value, list | tuple):
        return wording.AND.join(str(part) for part in value) or wording.NONE
    return str(value)
