"""Sentences for people stand in wording, lexicons and data only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("assistant", "corpus", "evals", "integrations", "tools")
IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


def may_hold_chinese(path: Path) -> bool:
    """Whether a module is one of those for words."""
    return path.stem in {"wording", "lexicon"} or not {"wording", "templates"}.isdisjoint(path.parent.parts)


def modules() -> list[Path]:
    """Every module that is for code."""
    found = [p.relative_to(ROOT) for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in found if not may_hold_chinese(path)]


def test_there_are_modules_to_look_at() -> None:
    assert len(modules()) > 40
    assert Path("assistant/wording.py") not in modules()
    assert Path("tools/wording/knowledge.py") not in modules()


@pytest.mark.parametrize("path", modules(), ids=str)
def test_no_ideograph_in_code(path: Path) -> None:
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    assert [f"{path}:{number}: {line.strip()}" for number, line in enumerate(lines, 1) if IDEOGRAPH.search(line)] == []
