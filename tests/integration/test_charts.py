"""Charts are pictures with Chinese in them, drawn with a font of our own, the same each time."""

from __future__ import annotations

import subprocess
import sys
import warnings
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tools.documents.charts import MOST_RULES, bars, radar

NAMES = ("数字意识", "数字基础设施", "业务数字化水平", "数据治理能力", "创新应用能力")
ROOT = Path(__file__).parents[2]


def scores(*values: float | None) -> dict[str, float | None]:
    return dict(zip(NAMES, values, strict=True))


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (scores(62.5, 41.2, 55, 38, 0), scores(50, 30, 48, 38, None)),
        (scores(62.5, None, 88.3, 38, 25), None),
        (scores(100, 100, 100, 100, 100), None),
        (scores(None, None, None, None, None), scores(0, 0, 0, 0, 0)),
    ],
)
def test_every_character_has_a_glyph_and_nothing_is_cut_off(
    now: dict[str, float | None], before: dict[str, float | None] | None
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph is a warning
        picture = radar(now, before)
    image = Image.open(BytesIO(picture)).convert("L")
    assert image.width == 960
    inside = image.point(lambda value: 255 if value < 250 else 0).getbbox()
    assert inside is not None
    left, top, right, bottom = inside
    assert min(left, top, image.width - right, image.height - bottom) > 4
    assert radar(now, before) == picture


def test_plotting_is_imported_only_by_those_who_draw() -> None:
    code = "import sys, tools.documents.charts; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    "outcomes",
    [
        {"诊断没做完": (42, 18, 12), "三个月后的效果评价": (3, 1, 0), "适合的政策快截止": (120, 30, 0)},
        {"诊断没做完": (1, 0, 0)},
        {f"第{number}条操作员自己加的、名字很长的规则": (number, 1, 0) for number in range(1, 14)},
    ],
)
def test_bars_have_their_glyphs_stay_inside_and_grow_with_the_rules(outcomes: dict[str, tuple[int, int, int]]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph is a warning
        picture = bars(outcomes, "11月1日—11月26日 提醒效果")
    image = Image.open(BytesIO(picture)).convert("L")
    assert image.width == 960
    assert round((image.height - 210) / 116) == min(len(outcomes), MOST_RULES)
    edges = [image.crop((0, 0, image.width, 1)), image.crop((0, image.height - 1, *image.size))]
    edges += [image.crop((0, 0, 1, image.height)), image.crop((image.width - 1, 0, *image.size))]
    assert [edge.getextrema() for edge in edges] == [(255, 255)] * 4
    assert bars(outcomes, "11月1日—11月26日 提醒效果") == picture
