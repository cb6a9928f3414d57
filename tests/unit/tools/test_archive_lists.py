"""Lists on file: items come to them and go from them; a new name is no new trade; figures before their names."""

from __future__ import annotations

from typing import Any

import pytest

from tools.domain.archive import archive, extract, further, proposed
from tools.domain.archive.values import Refused, accept

FIELDS = archive().by_key
KNOWN = {"systems": ["ERP", "MES"], "pains": ["生产", "质量"]}


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("前三痛点里把生产去掉", "pains", ["质量"]),
        ("痛点那里去掉质量", "pains", ["生产"]),
        ("把ERP去掉", "systems", ["MES"]),
        ("系统里把MES去掉，加上WMS", "systems", ["ERP", "WMS"]),
        ("不是MES 是WMS", "systems", ["ERP", "WMS"]),
        ("系统再加个WMS", "systems", ["ERP", "MES", "WMS"]),
        ("别把ERP去掉", "systems", ["ERP", "MES"]),
    ],
)
def test_items_come_to_a_list_and_go_from_it(text: str, field: str, expected: list[str]) -> None:
    assert extract(text, FIELDS, KNOWN)[field].value == expected


def test_a_list_that_is_named_goes_as_a_whole() -> None:
    assert extract("痛点去掉", FIELDS, KNOWN)["pains"].value is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3200万那个营收也帮我存一下", {"revenue_wan": 3200}),
        ("刚才那个2600万的年营收帮我记下", {"revenue_wan": 2600}),
        ("五十万那个预算记一下", {"budget_wan": 50}),
        ("我们厂以前三百多号人现在剩一百一十五个了", {"employees": 115}),
        ("仓库还剩115个货架", {}),
        ("我们改名叫德利智能包装有限公司", {"name": "德利智能包装有限公司"}),
        ("联系人换成王姐 电话不变", {"contact_name": "王姐"}),
    ],
)
def test_what_is_read(text: str, expected: dict[str, Any]) -> None:
    assert proposed(text, FIELDS).get("facts", {}) == expected


def test_ten_thousands_are_people_only_where_people_are_named() -> None:
    assert isinstance(accept(FIELDS["employees"], "一百五十万"), Refused)
    assert accept(FIELDS["employees"], "1.2万人") == 12_000


def test_a_question_of_another_field_is_not_about_the_one_just_kept() -> None:
    assert further("那员工数是谁填的", ["town"], {"town": "炭步"}, FIELDS) is None
    meant = further("这个是谁填的", ["town"], {"town": "炭步"}, FIELDS)
    assert meant is not None
    assert meant.wish == "history"
