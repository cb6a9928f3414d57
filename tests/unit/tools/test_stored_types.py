"""What words become before they are stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.database.models import storable


@pytest.mark.parametrize(
    ("said", "stored"), [("", ""), ("a\x00b", "ab"), ("中\x00文", "中文"), ("\ud83d!", "?!"), ("😀", "😀")]
)
def test_storable(said: str, stored: str) -> None:
    assert storable(said) == stored


@given(st.text(st.characters(exclude_categories=[])))
def test_whatever_is_said_can_be_stored_and_is_then_left_alone(said: str) -> None:
    stored = storable(said)
    assert "\x00" not in stored
    assert stored.encode().decode() == stored == storable(stored)
