"""Numbers are read however they are written, and a value is brought into form or refused for its reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.domain.archive import Refused, accept, archive, extract, offered, proposed
from tools.domain.archive.amounts import amounts, number
from tools.kit.errors import InvalidArguments
from tools.wording import archive as wording

FIELDS = archive().by_key
UNITS = "零一二三四五六七八九"


# --- numbers ----------------------------------------------------------------------------------------------------------


def in_chinese(value: int) -> str:
    """Write a whole number the way it is taught at school; independent of how numbers are read."""
    if value >= 100_000_000:
        high, low = divmod(value, 100_000_000)
        return in_chinese(high) + "亿" + _rest(low, 10_000_000)
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        return in_chinese(high) + "万" + _rest(low, 1_000)
    written, pending = "", False
    for unit, sign in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            written += ("零" if pending and written else "") + UNITS[digit] + sign
            pending = False
        elif written:
            pending = True
    return written or "零"


def _rest(low: int, below: int) -> str:
    return "" if not low else ("零" if low < below else "") + in_chinese(low)


@given(st.integers(min_value=1, max_value=999_999_999_999))
def test_numbers_in_chinese_numerals_are_read_as_written(value: int) -> None:
    assert number(in_chinese(value)) == value


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_numbers_in_digits_are_read_as_written(value: Decimal) -> None:
    assert number(str(value)) == value
    assert number(f"{value}万") == value * 10_000


@given(st.text(max_size=40))
def test_any_text_is_read_without_harm(text: str) -> None:
    list(amounts(text))
    extract(text, FIELDS)
    assert 0 <= offered(text, FIELDS) <= 1
    arguments = proposed(text, FIELDS)
    for key, value in arguments.get("facts", {}).items():
        assert value is None or accept(FIELDS[key], value) == value


@pytest.mark.parametrize(
    ("text", "value", "most", "bound"),
    [
        ("80来人", 80, None, "about"),
        ("二三十万", 200_000, 300_000, "range"),
        ("三千多万", 30_000_000, None, "about"),
        ("一个多亿", 100_000_000, None, "about"),
        ("一亿二", 120_000_000, None, "exact"),
        ("20到30万", 200_000, 300_000, "range"),
        ("80-100人", 80, 100, "range"),
        ("不到100人", 100, None, "below"),
        ("50人以上", 50, None, "above"),
        ("八百多w", 8_000_000, None, "about"),
        ("3,000万", 30_000_000, None, "exact"),
        ("两百五十万", 2_500_000, None, "exact"),
    ],
)
def test_approximations_and_ranges(text: str, value: int, most: int | None, bound: str) -> None:
    amount = next(amounts(text))
    assert (int(amount.value), None if amount.most is None else int(amount.most)) == (value, most)
    assert str(amount.bound) == bound


@pytest.mark.parametrize("text", ["几十人", "几百万", "好几十个", "第3条"])
def test_what_names_no_number_is_none(text: str) -> None:
    assert list(amounts(text)) == []


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "kind"),
    [
        ("employees", -5, "negative"),
        ("employees", 0, "zero"),
        ("employees", 12.5, "whole"),
        ("employees", True, "type"),
        ("employees", "很多", "type"),
        ("employees", 900_000_000, "large"),
        ("capacity_use", 130, "percent"),
        ("founded", 1492, "year"),
        ("founded", 2030, "year"),
        ("industry", "挖矿", "option"),
        ("systems", ["ERP", "飞船"], "option"),
        ("cloud", "也许", "type"),
        ("town", "  ", "empty"),
        ("products", "包" * 300, "long"),
        ("credit_code", "91440101MA59ABCD1X", "code"),
        ("phone", "12", "phone"),
    ],
)
def test_a_value_that_cannot_be_is_refused_for_its_reason(key: str, value: Any, kind: str) -> None:
    refused = accept(FIELDS[key], value, date(2026, 11, 23))
    assert isinstance(refused, Refused)
    assert refused.kind == kind
    with pytest.raises(InvalidArguments) as caught:
        wording.given({"facts": {key: value if kind != "year" or value < 2000 else 2200}})
    assert "“" in str(wording.explain(caught.value)) or FIELDS[key].name[:2] in str(wording.explain(caught.value))


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("employees", "80人", 80),
        ("employees", Decimal(80), 80),
        ("revenue_wan", "三千万", 3000),
        ("revenue_wan", "3000", 3000),
        ("capacity_use", "七成", 70),
        ("founded", "2012年", 2012),
        ("industry", "做包包的", "皮革皮具"),
        ("systems", "erp、金蝶", ["ERP"]),
        ("systems", ["无", "Excel"], ["Excel"]),
        ("pains", ["交期"], ["生产"]),
        ("cloud", "没有", False),
        ("town", "狮岭镇", "狮岭"),
        ("credit_code", "9144 0101 ma59 abcd 1d", "91440101MA59ABCD1D"),
    ],
)
def test_a_value_is_brought_into_form(key: str, value: Any, kept: Any) -> None:
    assert accept(FIELDS[key], value) == kept


@given(st.integers(min_value=-(10**7), max_value=-1))
def test_no_figure_below_zero_is_ever_kept(value: int) -> None:
    for field in FIELDS.values():
        if field.kind in {"integer", "number"}:
            assert isinstance(accept(field, value), Refused)
