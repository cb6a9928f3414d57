"""What repeats without end is read only so far, and everything else as it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.messages import ENOUGH, read_as
from corpus.lexical import normalise


def test_what_repeats_without_end_is_cut_short() -> None:
    assert read_as("都" * 1990) == "都" * ENOUGH
    assert read_as("不是" * 990) == "不是" * ENOUGH
    assert len(read_as("1" * 1990)) <= 2 * ENOUGH
    assert len(read_as("1," * 990)) <= 3 * ENOUGH
    assert read_as(f"营收{'都' * 1980}删") == f"营收{'都' * ENOUGH}删"


@given(st.text(alphabet="我们厂有八十人,做皮具的。0123456789 \n", max_size=2 * ENOUGH - 1))
def test_what_people_write_is_left_alone(text: str) -> None:
    assert read_as(text) == normalise(text)
