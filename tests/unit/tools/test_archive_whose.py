"""What is told of customers', suppliers', rivals' and friends' firms is never taken for the speaker's own."""

from __future__ import annotations

from typing import Any

import pytest

from tools.domain.archive import archive, facts_of, offered, ours, passing, proposed, theirs
from tools.kit.errors import InvalidArguments
from tools.wording import archive as wording

FIELDS = archive().by_key


@pytest.mark.parametrize(
    "said",
    [
        "我有个客户厂里两千多号人 人家那才叫厂",
        "我们供应商做五金的 有300人",
        "对手厂里上了MES",
        "有家供应商 做塑料的 一年做两个亿",
        "我们有个大客户 员工500人 在东莞",
        "我一个朋友开的公司 做化妆品的 40人",
        "客户那边有八百人",
        "隔壁厂200多人了",
        "上家的厂搬到清远了 60来号人",
        "我们同行去年做到三个亿",
    ],
)
def test_what_is_told_of_others_is_not_offered(said: str) -> None:
    assert offered(said, FIELDS) == 0
    assert passing(said, FIELDS, {}) == {}
    assert theirs(said, FIELDS) == frozenset(facts_of(said, FIELDS))


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("同行都有200人了，我们才60人", {"employees": 60}),
        ("客户催得紧 员工现在86个 改一下", {"employees": 86}),
        ("我们80人 给客户做代工的", {"employees": 80, "chain_position": "代工"}),
        ("有几个客户在催货 人数改成95", {"employees": 95}),
        ("我朋友厂里200人 我们厂80人", {"employees": 80}),
        ("客户要求高，我们上了MES", {"systems": ["MES"]}),
        ("朋友厂里有90人 另外把人数改成60", {"employees": 60}),
        ("他们厂80来人", {"employees": 80}),
    ],
)
def test_what_is_told_of_the_own_firm_beside_others_is_read(said: str, facts: dict[str, Any]) -> None:
    assert proposed(ours(said, them=False), FIELDS)["facts"] == facts


def test_a_firm_pointed_back_at_is_anothers_to_all_but_operators() -> None:
    assert theirs("他们厂80来人", FIELDS) == {"employees"}
    assert offered("他们厂80来人", FIELDS) > 0


def test_who_tells_of_others_alone_is_told_so() -> None:
    with pytest.raises(InvalidArguments) as raised:
        wording.given({"question": "我有个客户厂里两千多号人"})
    assert wording.explain(raised.value) == wording.OF_OTHERS
