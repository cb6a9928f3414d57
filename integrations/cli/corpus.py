"""``shuzhi corpus``: the documents the assistant reads beside those it ships."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich import box
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table

from assistant.administration import Administration, CorpusError, Particulars
from assistant.bootstrap import build
from integrations import wording
from integrations.cli.console import Complaint, err, out, read_settings, run
from integrations.cli.opening import corpus_complaint, opening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from datetime import date

    from assistant.administration import Document, DocumentVersion, Hit, Holdings

app = typer.Typer(help=wording.CORPUS_HELP, no_args_is_help=True)

SHOWN_CHARACTERS = 120
"""Of a passage in a table."""
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_Id = Annotated[str, typer.Argument(help=wording.DOCUMENT_ID_HELP, metavar="ID")]
_Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=wording.VALID_HELP, metavar="YYYY-MM-DD")]


@asynccontextmanager
async def administration() -> AsyncIterator[Administration]:
    """Open what commands on documents need, and put its errors into words."""
    with opening():
        application = build(read_settings())
    # What it warns of while it reads is told in our words, or is of no consequence.
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        with _explained():
            yield Administration(application.library, application.database, application.clock)
    finally:
        await application.close()


@app.command(help=wording.CORPUS_ADD_HELP)
def add(
    file: Annotated[Path, typer.Argument(help=wording.FILE_HELP, metavar="FILE")],
    *,
    title: Annotated[str | None, typer.Option(help=wording.TITLE_HELP)] = None,
    kind: Annotated[str | None, typer.Option(help=wording.KIND_HELP)] = None,
    issuer: Annotated[str | None, typer.Option(help=wording.ISSUER_HELP)] = None,
    valid_from: _Day = None,
    valid_until: _Day = None,
) -> None:
    """Take a document in."""
    if not file.is_file():
        raise Complaint(wording.NO_FILE.format(path=file), 2)
    begins, ends = valid_from and valid_from.date(), valid_until and valid_until.date()
    if begins and ends and begins > ends:
        raise Complaint(wording.VALID_BACKWARDS, 2)

    async def work() -> DocumentVersion:
        async with administration() as office:
            with _progress() as report:
                return office.add(file, Particulars(title, kind, issuer, begins, ends), report)

    version = run(work())
    out.print(wording.ADDED.format(title=escape(version.title), version=version.version, id=version.document))
    out.print(_size(version), highlight=False)
    if version.recognised:
        out.print(wording.RECOGNISED.format(count=len(version.recognised)), highlight=False)
    if version.unread:
        out.print(f"[yellow]{wording.UNREAD.format(pages=_listed(version.unread))}[/]", highlight=False)


@app.command("list", help=wording.CORPUS_LIST_HELP)
def list_() -> None:
    """List the documents in force."""

    async def work() -> tuple[list[DocumentVersion], Holdings]:
        async with administration() as office:
            return office.documents(), office.holdings()

    documents, holdings = run(work())
    if documents:
        table = _table(*wording.LIST_COLUMNS)
        for version in documents:
            table.add_row(
                version.document,
                escape(version.title),
                escape(version.kind or wording.NONE),
                escape(version.issuer or wording.NONE),
                version.version,
                _validity(version.valid_from, version.valid_until),
                str(version.passages),
                _moment(version.ingested_at),
            )
        out.print(table)
    else:
        out.print(wording.NO_DOCUMENTS, highlight=False)
    out.print(f"[dim]{_held(holdings)}[/]", highlight=False)


@app.command(help=wording.CORPUS_SHOW_HELP)
def show(document_id: _Id) -> None:
    """Show a document with its versions."""

    async def work() -> Document:
        async with administration() as office:
            return office.document(document_id)

    document = run(work())
    out.print(f"[bold]{escape(document.title)}[/]  {document.id}", highlight=False)
    if document.removed:
        out.print(f"[yellow]{wording.IS_REMOVED.format(id=document.id)}[/]", highlight=False)
    table = _table(*wording.VERSION_COLUMNS)
    for version in reversed(document.versions):
        table.add_row(
            version.version + (f" {wording.IN_FORCE}" if version == document.active else ""),
            escape(version.filename),
            escape(version.kind or wording.NONE),
            escape(version.issuer or wording.NONE),
            _validity(version.valid_from, version.valid_until),
            _size(version),
            _moment(version.ingested_at),
        )
    out.print(table)


@app.command(help=wording.CORPUS_REMOVE_HELP)
def remove(document_id: _Id) -> None:
    """Take a document out."""

    async def work() -> Document:
        async with administration() as office:
            return office.remove(document_id)

    document = run(work())
    out.print(wording.REMOVED.format(title=escape(document.title), id=document.id), highlight=False)


@app.command(help=wording.CORPUS_ROLLBACK_HELP)
def rollback(
    document_id: _Id,
    version: Annotated[str | None, typer.Option("--to", help=wording.TO_HELP, metavar="VERSION")] = None,
) -> None:
    """Put an earlier version in force."""

    async def work() -> DocumentVersion:
        async with administration() as office:
            return office.rollback(document_id, version)

    target = run(work())
    out.print(wording.ROLLED_BACK.format(title=escape(target.title), version=target.version), highlight=False)


@app.command(help=wording.CORPUS_REINDEX_HELP)
def reindex() -> None:
    """Build the index anew."""

    async def work() -> Holdings:
        async with administration() as office:
            with _progress() as report:
                return office.reindex(report)

    out.print(wording.REINDEXED.format(held=_held(run(work()))), highlight=False)


@app.command(help=wording.CORPUS_SEARCH_HELP)
def search(
    query: Annotated[list[str], typer.Argument(help=wording.QUERY_HELP)],
    *,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=50, help=wording.LIMIT_HELP)] = 8,
) -> None:
    """Find passages, as the assistant does before it answers."""

    async def work() -> list[Hit]:
        async with administration() as office:
            return await office.search(" ".join(query), limit)

    hits = run(work())
    if not hits:
        out.print(wording.NO_HITS)
        return
    table = _table(*wording.SEARCH_COLUMNS)
    for rank, hit in enumerate(hits, 1):
        words = " ".join(hit.passage.display.split())
        text = words if len(words) <= SHOWN_CHARACTERS else words[:SHOWN_CHARACTERS] + "…"
        table.add_row(
            str(rank), escape(hit.passage.document), escape(hit.passage.clause), escape(text), f"{hit.score:.3f}"
        )
    out.print(table)


# --- parts ------------------------------------------------------------------------------------------------------------


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except CorpusError as error:
        raise corpus_complaint(error) from error
    except OSError as error:
        raise Complaint(wording.NO_ACCESS.format(path=error.filename, problem=error.strerror)) from error


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for each stage that is reported."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        tasks = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(wording.STAGES.get(stage, stage), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield report


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in wording.UNBROKEN_COLUMNS)
    return table


def _validity(begins: date | None, ends: date | None) -> str:
    if begins is None and ends is None:
        return wording.NONE
    return wording.VALIDITY.format(begins=begins or wording.NONE, ends=ends or wording.NONE)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(_SHANGHAI):%Y-%m-%d %H:%M}"


def _size(version: DocumentVersion) -> str:
    pages = wording.PAGES.format(count=version.pages) if version.pages else ""
    return pages + wording.SIZE.format(passages=version.passages, characters=version.characters)


def _held(holdings: Holdings) -> str:
    line = wording.HELD.format(generation=holdings.generation[:8], total=holdings.total, documents=holdings.documents)
    return line + (wording.UNEMBEDDED.format(count=holdings.unembedded) if holdings.unembedded else "")


def _listed(pages: tuple[int, ...]) -> str:
    shown = wording.AND.join(str(page) for page in pages[:20])
    return shown + ("…" if len(pages) > 20 else "")  # noqa: PLR2004 -- enough to find them
