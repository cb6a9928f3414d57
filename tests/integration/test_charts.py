"""Charts are pictures with Chinese in them, drawn with a font of our own, the same each time."""

from __future__ import annotations

import subprocess
import sys
import warnings
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tools.documents.charts import radar

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
