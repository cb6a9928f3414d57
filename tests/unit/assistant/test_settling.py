"""A yes in one's own words is a yes, and nothing else is."""

from __future__ import annotations

import pytest

from assistant.settling import says_yes
from corpus.lexical import normalise


@pytest.mark.parametrize(
    "words",
    [
        "好",
        "对，投诉登记上",
        "那好，登记",
        "可以，登吧",
        "好，就这么报",
        "还是登记吧",
        "yes, file it",
        "啱啊，就咁登记",
        "确认，投诉",
        "发吧",
    ],
)
def test_a_yes(words: str) -> None:
    assert says_yes(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "好烦啊", "好贵", "对了我还有事", "要投诉你们", "行业是食品", "好的但是改成三家",
        "可以吗", "对不起", "系统坏了", "对，不过改成80人",
        "好，投诉哪里", "行，先这样", "好的，另外查下工单",
    ],
)  # fmt: skip
def test_no_yes(words: str) -> None:
    assert not says_yes(normalise(words))
