"""Chinese is set in a font that comes with the package; without any, it is said what to install."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.doctor import State, _font
from integrations import wording
from tools.documents import fonts
from tools.documents.charts import radar
from tools.kit.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@pytest.fixture
def _anew() -> Iterator[None]:
    fonts.find.cache_clear()
    yield
    fonts.find.cache_clear()


def test_the_font_comes_with_the_package_and_the_doctor_says_so() -> None:
    font = fonts.find()
    assert font is not None
    assert font.packaged
    assert font.family == "Noto Sans SC"
    finding = _font()
    assert (finding.state, finding.what) == (State.WORKS, "packaged")


@pytest.mark.usefixtures("_anew")
def test_without_a_font_documents_are_refused_and_the_doctor_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "PACKAGED", "no_such_package")
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(Unavailable):
        radar({"数字意识": 50.0, "数字基础设施": 40.0, "业务数字化水平": 30.0})
    finding = _font()
    assert (finding.state, finding.what) == (State.BROKEN, "missing")
    assert "apt-get install fonts-noto-cjk" in wording.DOCTOR_REMEDIES["font.missing"]


@pytest.mark.usefixtures("_anew")
def test_a_font_of_the_machine_serves_where_it_has_the_characters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    packaged = fonts.find()
    assert packaged is not None
    fonts.find.cache_clear()
    (tmp_path / "NotoSansCJK-broken.otf").write_bytes(b"no font")
    (tmp_path / "SourceHanSansSC.otf").write_bytes(packaged.path.read_bytes())
    monkeypatch.setattr(fonts, "PACKAGED", "no_such_package")
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    found = fonts.find()
    assert found is not None
    assert (found.path.name, found.packaged) == ("SourceHanSansSC.otf", False)
    assert _font().what == "found"


def test_a_machine_without_any_font_still_draws_chinese(tmp_path: Path) -> None:
    code = """
import warnings; warnings.simplefilter("error")
from matplotlib import font_manager
font_manager.findSystemFonts = lambda *a, **k: []
font_manager.fontManager.ttflist.clear()
from tools.documents.charts import radar
radar({"数字意识": 50.0, "数字基础设施": None, "业务数字化水平": 30.0})
used = {font.name for font in font_manager.fontManager.ttflist}
assert used == {"Noto Sans SC"}, used
"""
    environment = {**os.environ, "MPLCONFIGDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
