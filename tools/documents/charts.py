"""Draws the charts of results and reports as PNG, with a Chinese font of our own."""

from __future__ import annotations

import math
import textwrap
from io import BytesIO
from typing import TYPE_CHECKING, cast

from tools.documents.fonts import chinese
from tools.domain.diagnosis.scoring import shown
from tools.kit.tool import Attachment
from tools.wording import charts as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.projections.polar import PolarAxes

WIDTH, HEIGHT, DPI = 4.8, 4.2, 200
"""Inches and dots an inch: 960 pixels, more than twice the width of a phone's page."""
WHERE = (0.23, 0.185, 0.54, 0.54 * WIDTH / HEIGHT)
"""The chart in its picture: left, bottom, width, height; beside it there is room for six characters."""
INK, MUTED, GRID, NOW, BEFORE = "#1f2937", "#6b7280", "#dbe1e8", "#1d5fd1", "#d97706"
BARS = ("#a9c2ec", "#1d5fd1", "#0f8a5f")
"""Sent, answered, converted."""
MOST_RULES, RULE_HEIGHT, EDGES = 10, 0.58, 1.05
"""Rules in a chart; inches for each, and for what stands above and below them."""
BAR = 0.28
"""How thick a bar is, of a rule's height."""
LONGEST_LINE = 10
"""Characters of a rule's title on one line."""
RINGS = (20, 40, 60, 80, 100)
FULL = 100
PNG = "image/png"
PATH = "/files/radar.png?assessment={assessment}"


def attached(assessment: str) -> Attachment:
    """Return the chart of a finished diagnosis as a file that its enterprise's people can look at.

    Args:
        assessment: The diagnosis's id.
    """
    return Attachment(name=wording.FILE, media_type=PNG, path=PATH.format(assessment=assessment))


def radar(dimensions: Mapping[str, float | None], previous: Mapping[str, float | None] | None = None) -> bytes:
    """Draw scores as a radar chart.

    The same scores give the same bytes.

    Args:
        dimensions: Scores 0 to 100 by the name people read, in order; None marks one without enough basis, which
            has no point.
        previous: Scores of the time before under the same names, drawn as a dashed line.

    Returns:
        A PNG.

    Raises:
        Unavailable: No font on this machine has Chinese in it.
    """
    figure, font = _canvas(HEIGHT)
    names, scores = list(dimensions), list(dimensions.values())
    axes = cast("PolarAxes", figure.add_axes(WHERE, projection="polar"))
    angles = [2 * math.pi * index / len(names) for index in range(len(names))]
    axes.set_theta_zero_location("N")
    axes.set_theta_direction(-1)
    axes.set_ylim(0, FULL)
    axes.grid(visible=False)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines["polar"].set_visible(False)
    closed = [*angles, angles[0]]
    for ring in RINGS:
        axes.plot(closed, [ring] * len(closed), color=GRID, linewidth=1.1 if ring == FULL else 0.8, zorder=1)
    for angle in angles:
        axes.plot([angle, angle], [0, FULL], color=GRID, linewidth=0.8, zorder=1)
    half = math.pi / len(names)
    for ring in RINGS[1::2]:
        place = ring * math.cos(half)
        axes.text(half, place, str(ring), fontproperties=font, fontsize=7.5, color=MUTED, va="center", ha="center")
    if previous is not None:
        _line(axes, angles, [previous.get(name) for name in names], BEFORE, dashed=True)
    _line(axes, angles, scores, NOW, dashed=False)
    for angle, name, score in zip(angles, names, scores, strict=True):
        side = math.sin(angle)
        words = wording.POINT.format(name=name, score=wording.NO_BASIS if score is None else shown(score))
        axes.text(
            angle,
            FULL + 9,
            words,
            fontproperties=font,
            fontsize=11,
            linespacing=1.25,
            color=MUTED if score is None else INK,
            ha="center" if abs(side) < 0.2 else "left" if side > 0 else "right",  # noqa: PLR2004 -- above and below
            va="bottom" if math.cos(angle) > 0.9 else "top" if math.cos(angle) < -0.5 else "center",  # noqa: PLR2004
            zorder=5,
        )
    _legend(figure, font, previous=previous is not None, gaps=any(score is None for score in scores))
    return _png(figure)


def bars(outcomes: Mapping[str, tuple[int, int, int]], heading: str) -> bytes:
    """Draw how many follow-ups of each rule were sent, answered and converted, as bars side by side.

    The same figures give the same bytes.

    Args:
        outcomes: Sent, answered and converted by the rule's title, in order; the first ``MOST_RULES`` are drawn.
        heading: What stands above, such as the days they are of.

    Returns:
        A PNG.

    Raises:
        Unavailable: No font on this machine has Chinese in it.
    """
    shown = list(outcomes.items())[:MOST_RULES]
    height = EDGES + RULE_HEIGHT * max(len(shown), 1)
    figure, font = _canvas(height)
    axes = figure.add_axes((0.29, 0.52 / height, 0.64, 1 - EDGES / height))
    most = max((max(counts) for _, counts in shown), default=0) or 1
    axes.set_xlim(0, most)
    axes.set_ylim(max(len(shown), 1) - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_yticks([])
    for name, spine in axes.spines.items():
        spine.set_visible(name == "left")
        spine.set_color(GRID)
    for row, (title, counts) in enumerate(shown):
        words = "\n".join(textwrap.wrap(title, LONGEST_LINE)[:2])
        axes.text(
            -0.02 * most,
            row,
            words,
            fontproperties=font,
            fontsize=9,
            linespacing=1.15,
            color=INK,
            ha="right",
            va="center",
        )
        for place, (count, colour) in enumerate(zip(counts, BARS, strict=True)):
            at = row + (place - 1) * BAR
            axes.barh(at, count, height=BAR * 0.86, color=colour)
            axes.text(
                count + 0.01 * most, at, str(count), fontproperties=font, fontsize=8, color=INK, va="center_baseline"
            )
    figure.text(0.03, 1 - 0.26 / height, heading, fontproperties=font, fontsize=10.5, color=INK, va="center")
    for place, (name, colour) in enumerate(zip((wording.SENT, wording.ANSWERED, wording.CONVERTED), BARS, strict=True)):
        at = 0.29 + 0.155 * place
        figure.text(at, 0.3 / height, "■", fontproperties=font, fontsize=9.5, color=colour, va="center")
        figure.text(at + 0.03, 0.3 / height, name, fontproperties=font, fontsize=9.5, color=INK, va="center")
    figure.text(
        0.93, 0.3 / height, wording.COUNT_NOTE, fontproperties=font, fontsize=9, color=MUTED, ha="right", va="center"
    )
    if len(outcomes) > len(shown):
        note = wording.MORE_RULES.format(count=len(shown))
        figure.text(0.29, 0.11 / height, note, fontproperties=font, fontsize=8.5, color=MUTED, va="center")
    return _png(figure)


def _canvas(height: float) -> tuple[Figure, FontProperties]:
    """Return an empty picture so many inches high, and the font for its words."""
    # Plotting costs a second to import, which only those who ask for a chart should pay.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 -- as above
    from matplotlib.figure import Figure  # noqa: PLC0415 -- as above
    from matplotlib.font_manager import FontProperties, fontManager  # noqa: PLC0415 -- as above

    path = str(chinese().path)
    if all(font.fname != path for font in fontManager.ttflist):
        fontManager.addfont(path)
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    return figure, FontProperties(fname=path)


def _png(figure: Figure) -> bytes:
    picture = BytesIO()
    figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()


def _line(
    axes: PolarAxes, angles: Sequence[float], scores: Sequence[float | None], colour: str, *, dashed: bool
) -> None:
    """Join neighbouring points; where a point is missing, the line is open."""
    style = "--" if dashed else "-"
    count = len(angles)
    for index in range(count):
        after = (index + 1) % count
        first, second = scores[index], scores[after]
        if first is not None and second is not None:
            axes.plot(
                [angles[index], angles[after]], [first, second], style, color=colour, linewidth=1.6 if dashed else 2.2
            )
    known = [(angle, score) for angle, score in zip(angles, scores, strict=True) if score is not None]
    if not dashed and len(known) == count:
        axes.fill([a for a, _ in known], [s for _, s in known], color=colour, alpha=0.14, zorder=2)
    size = 4 if dashed else 6
    axes.plot([a for a, _ in known], [s for _, s in known], "o", color=colour, markersize=size, zorder=3)


def _legend(figure: Figure, font: FontProperties, *, previous: bool, gaps: bool) -> None:
    """Say below the chart which line is which, and what its scale is."""
    note = wording.NOTE if gaps else wording.SCALE
    if previous:
        figure.text(0.5, 0.062, f"●— {wording.NOW}", fontproperties=font, fontsize=10, color=NOW, ha="right")
        figure.text(0.54, 0.062, f"●-- {wording.BEFORE}", fontproperties=font, fontsize=10, color=BEFORE, ha="left")
    figure.text(0.5, 0.015, note, fontproperties=font, fontsize=9, color=MUTED, ha="center")
