"""A list while it is being put together, and the result it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from tools.kit.tool import Citation, Focus, Suggestion, ToolResult
from tools.wording import listing as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.kit.tool import ToolContext

SHOWN = 8
"""How many records a list shows."""
BUTTONS = 3
"""How many of them have a button where another one leads on."""
LONGEST_TITLE = 24
"""Characters of a title on a button."""


class Listed(BaseModel):
    """A record of a list.

    Attributes:
        id: The policy's or scenario's id.
        name: Its title.
        summary: What it is in one sentence.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    summary: str


class Listing(ToolResult):
    """Records of a catalog that have something in common.

    Attributes:
        count: How many fit in the first place.
        wider: How many more fit in the second: from the regions around, or from the general industry.
        filters: What they have in common.
        records: Those that are shown.
    """

    count: int
    wider: int = 0
    filters: dict[str, Any]
    records: tuple[Listed, ...] = ()


@dataclass(slots=True)
class Page:
    """What a list consists of, in the order people read it.

    Attributes:
        lead: How many there are of what.
        records: All there are, first come first.
        lines: How each of them is written.
        count: How many fit in the first place.
        wider: How many fit in the second.
        notes: Lines after the list.
        suggestions: What one might ask next; by default, to read the first ones.
        fields: The fields of each record that are cited.
        examples: The records only illustrate the lead.
        edited: Ids of records that say something else than what the library holds, so that it is not cited.
    """

    lead: str
    records: Sequence[Listed] = ()
    lines: Sequence[str] = ()
    count: int = 0
    wider: int = 0
    notes: list[str] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    fields: tuple[str, ...] = ("about",)
    examples: bool = False
    edited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """What a list is of.

    Attributes:
        tool: The tool that lists them.
        reader: The tool that reads one of them.
        parameter: The reader's parameter for its id.
        more: How to say that some are left.
        following: The button that shows them.
        source: Where they come from.
    """

    tool: str
    reader: str
    parameter: str
    more: str
    following: str
    source: str


POLICIES = Kind(
    "list_policies", "read_policy", "policy", wording.MORE_POLICIES, wording.NEXT_POLICIES, wording.SOURCE_POLICIES
)
SCENARIOS = Kind(
    "list_scenarios",
    "read_scenario",
    "scenario",
    wording.MORE_SCENARIOS,
    wording.NEXT_SCENARIOS,
    wording.SOURCE_SCENARIOS,
)


def finish(context: ToolContext, page: Page, kind: Kind, asked: dict[str, Any], skip: int) -> Listing:
    """Write a list out: the lead, a few lines, what is left, and where it comes from.

    Args:
        context: Who asks.
        page: The list.
        kind: What it is of.
        asked: The filters and the question, as arguments of the tool.
        skip: How many records were shown before.
    """
    until = skip + SHOWN
    shown, lines = page.records[skip:until], page.lines[skip:until]
    left = 0 if page.examples else max(0, len(page.records) - skip - len(shown))
    more = kind.more.format(count=left) if left else ""
    if skip and not shown:
        page.lead, page.notes = wording.NO_MORE, []
    source = kind.source.format(compiled=context.library.catalogs.compiled)
    told = [record for record in shown if record.id not in page.edited]
    passages = [context.library.get(f"{record.id}#{name}") for name in page.fields for record in told]
    cited = [p for p in passages if p is not None]
    suggestions = page.suggestions or [_button(record, kind) for record in shown[: BUTTONS if left else BUTTONS + 1]]
    if left:
        title = kind.following.format(count=min(left, SHOWN))
        suggestions = [*suggestions, Suggestion(title=title, tool=kind.tool, arguments={**asked, "skip": until})]
    return Listing(
        text="\n\n".join(part for part in (page.lead, "\n".join(lines), more, *page.notes, source) if part),
        citations=tuple(Citation(document=p.document, clause=p.clause, quote=p.display) for p in cited),
        suggestions=tuple(suggestions),
        focus=Focus(
            passages=tuple(p.id for p in cited),
            question=context.question,
            tool=kind.tool,
            arguments={**asked, **({"skip": skip} if skip else {})},
            offered=tuple(_button(record, kind) for record in shown),
        ),
        count=page.count,
        wider=page.wider,
        filters={name: value for name, value in asked.items() if name != "question"},
        records=tuple(shown),
    )


def _button(record: Listed, kind: Kind) -> Suggestion:
    name = record.name
    title = name if len(name) <= LONGEST_TITLE else name[: LONGEST_TITLE - len(wording.ELLIPSIS)] + wording.ELLIPSIS
    return Suggestion(title=title, tool=kind.reader, arguments={kind.parameter: record.id})
