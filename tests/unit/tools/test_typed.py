"""What a person typed is found again behind the words rules read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.kit.typed import as_typed


@pytest.mark.parametrize(
    ("part", "whole", "typed"),
    [
        ("erp和mes", "帮我登记：ERP和MES对接", "ERP和MES"),
        ("erp对接", "幫我登記：ＥＲＰ對接吧", "ＥＲＰ對接"),
        ("excel", "发我Excel", "Excel"),
        ("没有的话", "别的话", "没有的话"),
        ("", "别的话", ""),
    ],
)
def test_case_width_and_script_come_back(part: str, whole: str, typed: str) -> None:
    assert as_typed(part, whole) == typed


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_what_comes_back_reads_the_same(whole: str, first: int, last: int) -> None:
    part = normalise(whole)[first:last]
    assert normalise(part).strip() in normalise(as_typed(part, whole)) or as_typed(part, whole) == part.strip()
