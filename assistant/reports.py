"""Opens reports by the token of their link, and makes what they look like when somebody asks for it."""

from __future__ import annotations

import importlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tools.database.repositories.assessments import AssessmentRepository
from tools.database.repositories.contacts import ContactRepository
from tools.database.repositories.reports import ReportRepository
from tools.documents import charts, page
from tools.domain.diagnosis.results import Result
from tools.domain.reporting import ReportContent
from tools.kit.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tools.database.engine import Database

Form = Literal["docx", "pdf", "radar"]
KEPT = 64
"""Documents and charts that are kept once they are made."""
LONGEST_TOKEN = 64


@dataclass(frozen=True, slots=True)
class Opened:
    """A report that its link opens.

    Attributes:
        content: What it says.
        number: The content's number, in full.
        expires_at: When the link ends.
        id: Of the report.
        seen: Whether its enterprise has opened it before.
    """

    content: ReportContent
    number: str
    expires_at: datetime
    id: str
    seen: bool


class Reports:
    """Reports for those who hold a link, and charts for those whose diagnosis it is.

    Args:
        database: Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database, self._shelf = database, Shelf()

    async def open(self, token: str, now: datetime) -> Opened:
        """Return the report a token opens.

        Args:
            token: As it stands in the link.
            now: The time.

        Raises:
            NotFound: There is none, it has expired or was revoked; which of these nobody is told.
        """
        async with self._database.read() as session:
            found = await ReportRepository(session).by_token(token) if 0 < len(token) <= LONGEST_TOKEN else None
            if found is None or found.revoked_at is not None or found.expires_at <= now:
                msg = "no open report"
                raise NotFound(msg, what="report", name="")
            return Opened(
                content=ReportContent.model_validate(found.content),
                number=found.content_number,
                expires_at=found.expires_at,
                id=found.id,
                seen=found.opened_at is not None,
            )

    async def note_opened(self, opened: Opened, now: datetime) -> None:
        """Keep that a report was opened by whom it is for; the first time counts.

        Args:
            opened: The report.
            now: The time.
        """
        if not opened.seen:
            async with self._database.transaction() as session:
                await ReportRepository(session).note_opened(opened.id, now)

    def page(self, opened: Opened, address: str) -> str:
        """Return a report's page.

        Args:
            opened: The report.
            address: The page's own address, below which its chart and documents lie.
        """
        return page.page(opened.content, opened.number, address, opened.expires_at)

    def document(self, opened: Opened, form: Form) -> bytes:
        """Return a report as a document, or its chart; takes up to a second the first time.

        Args:
            opened: The report.
            form: What to make.

        Raises:
            Unavailable: No font on this machine has Chinese in it.
        """
        content, number = opened.content, opened.number
        if form == "radar":
            return self._shelf.get((number, form), lambda: _radar(content))
        from tools.documents import pdf, word  # noqa: PLC0415 -- half a second, for those who want a document

        make = word.word if form == "docx" else pdf.pdf
        radar = self.document(opened, "radar")
        return self._shelf.get((number, form), lambda: make(content, number, radar))

    async def scores(self, assessment_id: str, contact_id: str | None, *, operator: bool) -> Scores:
        """Return the scores of a finished diagnosis for one of those whose it is, or an operator.

        Args:
            assessment_id: The diagnosis.
            contact_id: Who asks; None for somebody the channel has not met.
            operator: The channel vouches that it is an operator who asks.

        Raises:
            NotFound: There is none, or it is another's.
        """
        async with self._database.read() as session:
            assessments = AssessmentRepository(session)
            contact = await ContactRepository(session).get(contact_id) if contact_id else None
            found = await assessments.get(assessment_id)
            own = contact is not None and found is not None and contact.enterprise_id == found.enterprise_id
            if found is None or found.result is None or not (operator or own):
                msg = "no such diagnosis"
                raise NotFound(msg, what="assessment", name=assessment_id)
            before = await assessments.before(found)
            result = Result.model_validate(found.result)
            earlier = Result.model_validate(before.result) if before is not None and before.result else None
        return Scores(_named(result), _named(earlier) if earlier else None)

    def chart(self, scores: Scores) -> bytes:
        """Return the chart of scores.

        Raises:
            Unavailable: No font on this machine has Chinese in it.
        """
        key = (repr(scores), "chart")
        return self._shelf.get(key, lambda: charts.radar(scores.now, scores.before))


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores by the dimensions' names, now and the time before."""

    now: dict[str, float | None]
    before: dict[str, float | None] | None


class Shelf:
    """Keeps what was made last; one thing is made at a time, for each takes a processor to itself."""

    def __init__(self, kept: int = KEPT) -> None:
        self._held: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._kept, self._lock = kept, threading.Lock()

    def get(self, key: tuple[str, str], make: Callable[[], bytes]) -> bytes:
        """Return what is held under a key, made first if it must be."""
        with self._lock:
            if key not in self._held:
                self._held[key] = make()
                if len(self._held) > self._kept:
                    self._held.popitem(last=False)
            self._held.move_to_end(key)
            return self._held[key]


def warm() -> None:
    """Load what documents are made with, so that the first who asks for one need not wait."""
    for name in ("pdf", "word"):
        importlib.import_module(f"tools.documents.{name}")
    charts.radar({"": 0.0, " ": 0.0, "  ": 0.0})


def _radar(content: ReportContent) -> bytes:
    before = {d.name: d.previous for d in content.dimensions}
    known = any(score is not None for score in before.values())
    return charts.radar({d.name: d.score for d in content.dimensions}, before if known else None)


def _named(result: Result) -> dict[str, float | None]:
    return {part.name: part.score for part in result.parts}
