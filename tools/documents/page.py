"""Makes the page of a report: one HTML file without anything from elsewhere but its own chart."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from tools.documents import tables
from tools.domain.reporting import shown_number
from tools.wording import documents as wording
from tools.wording import reports as report_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tools.domain.reporting import AnswerGiven, ReportContent

TEMPLATES = Path(__file__).parents[1] / "templates"


def page(content: ReportContent, number: str, address: str, expires_at: datetime) -> str:
    """Write the page.

    Args:
        content: What the report says.
        number: Its number, in full.
        address: The page's own address, below which its chart and documents lie.
        expires_at: When its link ends.
    """
    by_id = {s.id: s.name for s in content.scenarios}
    scored = [d for d in content.dimensions if d.score is not None]
    return _template().render(
        r=content,
        h=wording.HEADINGS,
        w=wording.LABELS,
        style=_style(),
        day=wording.day,
        deadline=tables.deadline,
        horizon=tables.horizon,
        score=wording.score,
        names=lambda ids: wording.LIST_COMMA.join(by_id[i] for i in ids),
        groups=grouped(content),
        weakest=next((d.id for d in scored if d.note == report_words.WEAKEST), None),
        alt=tables.alt(content),
        radar=f"{address}/radar.png",
        docx=f"{address}/report.docx",
        pdf=f"{address}/report.pdf",
        number=shown_number(number),
        valid=wording.LABELS["valid"].format(day=report_words.day(expires_at)),
    )


def gone() -> str:
    """Write the page of a link that opens nothing, whatever the reason."""
    return (
        _environment()
        .get_template("report_gone.html")
        .render(title=wording.GONE_TITLE, text=wording.GONE, style=_style())
    )


def grouped(content: ReportContent) -> list[tuple[str, Sequence[AnswerGiven]]]:
    """Put the answers of each dimension together, in the dimensions' order."""
    return [
        (d.name, answers)
        for d in content.dimensions
        if (answers := [a for a in content.answers if a.dimension == d.name])
    ]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _template() -> Template:
    return _environment().get_template("report.html")


@cache
def _style() -> Markup:
    return Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))  # noqa: S704 -- our own file
