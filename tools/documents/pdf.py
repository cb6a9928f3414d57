"""Makes the PDF of a report, set by Typst in a font of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from tools.documents import tables
from tools.documents.fonts import chinese
from tools.domain.reporting import shown_number
from tools.wording import documents as wording

if TYPE_CHECKING:
    from tools.domain.reporting import ReportContent

TEMPLATE = Path(__file__).parents[1] / "templates" / "report.typ"


def pdf(content: ReportContent, number: str, radar: bytes) -> bytes:
    """Write the PDF; the same content gives the same bytes.

    Args:
        content: What the report says.
        number: Its number, in full.
        radar: Its chart, as PNG.

    Raises:
        Unavailable: No font on this machine has Chinese in it.
    """
    font = chinese()
    written: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=[font.path.parent],
        ignore_system_fonts=font.packaged,
        format="pdf",
        timestamp=0,
        sys_inputs={"data": json.dumps(_data(content, number, radar, font.family), ensure_ascii=False)},
    )
    return written


def _data(content: ReportContent, number: str, radar: bytes, family: str) -> dict[str, Any]:
    names = {s.id: s.name for s in content.scenarios}
    return {
        "report": content.model_dump(mode="json"),
        "labels": wording.LABELS,
        "headings": wording.HEADINGS,
        "product": wording.PRODUCT,
        "font": family,
        "number": shown_number(number),
        "radar": list(radar),
        "alt": tables.alt(content),
        "days": {
            "made": wording.day(content.day),
            "diagnosed": wording.day(content.diagnosed),
            "revisit": wording.day(content.revisit),
        },
        "figures": tables.figures(content),
        "dimensions": tables.dimensions(content),
        "peers": tables.compared(content),
        "suits": [wording.LIST_COMMA.join(names[i] for i in pain.scenarios) for pain in content.pains],
        "deadlines": [tables.deadline(policy) for policy in content.policies],
        "horizons": [tables.horizon(action) for action in content.actions],
    }
