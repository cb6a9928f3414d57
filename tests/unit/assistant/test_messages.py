"""What repeats without end is read only so far, and everything else as it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.messages import ENOUGH, read_as
from corpus.lexical import normalise

LONGEST_FIGURE = 60


def test_what_repeats_without_end_is_cut_short() -> None:
    assert read_as("都" * 1990) == "都" * ENOUGH
    assert read_as("不是" * 990) == "不是" * ENOUGH
    assert len(read_as("1" * 1990)) <= LONGEST_FIGURE
    assert read_as("1," * 990) == "1," * ENOUGH
    assert read_as(f"营收{'都' * 1980}删") == f"营收{'都' * ENOUGH}删"


def test_words_that_may_be_handed_on_are_left_alone() -> None:
    row = ",".join(map(str, range(100, 200)))
    assert (read_as("开会" * 151), read_as(row)) == ("开会" * 151, row)


@given(st.text(alphabet="我们厂有八十人,做皮具的。0123456789 \n", max_size=LONGEST_FIGURE - 1))
def test_what_people_write_is_left_alone(text: str) -> None:
    assert read_as(text) == normalise(text)
