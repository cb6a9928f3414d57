"""Cells and lines that the PDF and the Word document of a report share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.wording import documents as wording

if TYPE_CHECKING:
    from tools.domain.reporting import ActionsUntil, PolicyApplies, ReportContent

LABELS = wording.LABELS


def figures(content: ReportContent) -> list[tuple[str, str]]:
    """Return the main figures, each with its label."""
    found = []
    if content.level is not None:
        found.append((LABELS["level"], f"{content.level} {content.level_name}"))
    if content.total is not None:
        found.append((LABELS["total"], wording.OF_HUNDRED.format(value=wording.score(content.total))))
    found.append((LABELS["confidence"], wording.PERCENT.format(value=content.confidence)))
    interval = wording.INTERVAL.format(low=wording.score(content.low), high=wording.score(content.high))
    return [*found, (LABELS["interval"], interval)]


def compared(content: ReportContent) -> bool:
    """Tell whether others stand beside the firm in any dimension."""
    return any(d.peers for d in content.dimensions)


def dimensions(content: ReportContent) -> list[list[str]]:
    """Return the table of the dimensions, its head first; others have a column where there are enough of them."""
    peers = compared(content)
    head = [LABELS["dimension"], LABELS["score"], LABELS["previous"]]
    rows = [[*head, *([LABELS["peers"]] if peers else []), LABELS["note"]]]
    for d in content.dimensions:
        row = [d.name, wording.score(d.score)]
        row.append(LABELS["none"] if d.previous is None else wording.score(d.previous))
        if peers:
            row.append(
                LABELS["none"]
                if d.peers is None
                else wording.PEERS.format(
                    low=wording.score(d.peers.low),
                    high=wording.score(d.peers.high),
                    median=wording.score(d.peers.median),
                )
            )
        rows.append([*row, d.note or LABELS["none"]])
    return rows


def deadline(policy: PolicyApplies) -> str:
    """Write a policy's last day with the days until then; empty where there is none."""
    if policy.deadline is None:
        return ""
    return wording.DEADLINE.format(day=wording.day(policy.deadline), left=wording.left(policy.days))


def horizon(action: ActionsUntil) -> str:
    """Write until when something is to be done."""
    return LABELS["within"].format(days=action.days, until=wording.day(action.until))


def alt(content: ReportContent) -> str:
    """Say in words what the chart shows."""
    scores = wording.LIST_COMMA.join(f"{d.name} {wording.score(d.score)}" for d in content.dimensions)
    return LABELS["radar_alt"].format(scores=scores)
