"""What is said beside an answer or in its place: the rest is left for later, the talk goes on, a sheet of paper."""

from __future__ import annotations

import pytest

from tools.diagnosis.reading import matcher, questionnaire
from tools.domain.answering import understand


def sense(question: str, text: str) -> tuple[str, int | None] | None:
    """Return what a message means for a question, and the option it picks."""
    understood = understand(text, questionnaire().by_id[question], matcher())
    return None if understood is None else (understood.sense, understood.option)


@pytest.mark.parametrize(
    "text",
    [
        "剩下的明天", "剩下的下次再说吧", "剩下的先放着", "后面的先不做了", "剩下那些我下午再搞",
        "余下十几题留着明天做",
        "没做完的我周末再填", "先做这么多吧", "今天就做这些", "那么多题 改天吧", "这么多啊，今天先这样",
    ],
)  # fmt: skip
def test_the_rest_is_left_for_later(text: str) -> None:
    assert sense("Q13", text) == ("pause", None)


@pytest.mark.parametrize(
    "text",
    [
        "剩下的都没有", "剩下的人工记", "其他的都是老师傅晚点再排", "不急的单晚点再做", "剩下的单子明天再做",
        "急单先做 剩下的晚点做", "后面的题难不难", "剩下的你帮我填", "这么多选项 选哪个",
    ],
)  # fmt: skip
def test_what_else_is_told_of_a_rest_puts_nothing_off(text: str) -> None:
    assert (sense("Q13", text) or ("", None))[0] != "pause"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("好 继续 2", ("option", 1)),
        ("接着，选3", ("option", 2)),
        ("继续 上一题", ("back", None)),
        ("继续", ("go_on", None)),
        ("继续，第3题改成4", ("correct", None)),
    ],
)
def test_who_goes_on_and_says_more_is_taken_at_that(text: str, told: tuple[str, int | None]) -> None:
    assert sense("Q14", text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("有纸质单子留着的", ("option", 1)),
        ("纸质的检验单都收在柜子里", ("option", 1)),
        ("没有纸质单子", ("option", 0)),
        ("纸质表格填完录进系统", ("option", 2)),
    ],
)
def test_sheets_of_paper_are_records_unless_they_are_typed_in(text: str, told: tuple[str, int | None]) -> None:
    assert sense("Q14", text) == told
