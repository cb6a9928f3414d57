"""Figures, units and days as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.domain.indicators.figures import numerals, units
from tools.domain.indicators.figures.scanning import scan
from tools.domain.indicators.quantities import Quantity, parse

TODAY = date(2026, 11, 26)
_DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """Write a number below a trillion in Chinese numerals, with every step."""
    if number == 0:
        return "零"
    parts: list[str] = []
    for scale, name in ((100_000_000, "亿"), (10_000, "万"), (1, "")):
        section, number = divmod(number, scale)
        if section == 0:
            if parts and not parts[-1].endswith("零") and number:
                parts.append("零")
            continue
        text = "".join(
            f"{_DIGITS[int(digit)]}{step}" if digit != "0" else "零"
            for digit, step in zip(f"{section:04d}", ("千", "百", "十", ""), strict=True)
        )
        while "零零" in text:
            text = text.replace("零零", "零")
        text = text.rstrip("零")
        parts.append((text if parts else text.lstrip("零")) + name)
    return "".join(parts).rstrip("零").replace("零零", "零")


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert numerals.read(spoken(number)) == number


@given(st.decimals(0, 10**9, places=3))
def test_digits_with_scales_are_read_back(value: Decimal) -> None:
    assert numerals.read(f"{value}") == value
    assert numerals.read(f"{value}万") == value * 10_000
    assert numerals.read(f"{value}亿") == value * 100_000_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("四百二", 420),
        ("一千三", 1300),
        ("两百五", 250),
        ("三万六", 36_000),
        ("两亿五", 250_000_000),
        ("一百零五", 105),
        ("3万5", 35_000), ("2亿3千万", 230_000_000), ("1,200,000", 1_200_000), ("三点五万", 35_000), ("十五", 15),
    ],
)  # fmt: skip
def test_numbers_as_people_shorten_them(text: str, value: int) -> None:
    assert numerals.read(text) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("三个钟头", [("3", "hour")]),
        ("一个半月", [("1.5", "month")]),
        ("半天", [("0.5", "day")]),
        ("一分半", [("1.5", "minute")]),
        ("2小时15分", [("2.25", "hour")]), ("两年半", [("2.5", "year")]), ("10人天", [("10", "person_day")]),
        ("两个人月", [("2", "person_month")]),
        ("0.57kgCO2e/度", [("0.57", "kgco2e/kwh")]),
        ("标煤50吨", [("50", "tce")]),
        ("0.08 tce/万元", [("0.000008", "tce/yuan")]),
        ("每吨煤2.66tCO2e", [("2.66", "tco2e/ton")]),
        ("10个亿", [("1000000000", "")]),
        ("百分之三点五", [("0.035", "percent")]), ("三成半", [("0.35", "tenth")]), ("七五折", [("0.75", "discount")]),
        ("四分之一", [("0.25", "")]),
        ("-300万", [("-3000000", "")]),
        ("亏10万", [("-100000", "")]),
        ("一个月来两次", [("2", "item/month")]),
    ],
)  # fmt: skip
def test_figures_with_their_units(text: str, found: list[tuple[str, str]]) -> None:
    figures = scan(normalise(text), TODAY).figures
    assert [(f.value.normalize(), f.unit) for f in figures] == [(Decimal(v).normalize(), u) for v, u in found]


@pytest.mark.parametrize(
    "text",
    [
        "第3条",
        "三车间",
        "电话13800138000",
        "附录2",
        "8.3.1",
        "a.1.1",
        "2026年",
        "一共",
        "5分制",
        "两个下降率都要",
        "二级",
        "GB/T 2589—2020",
    ],
)
def test_numbers_that_only_name_something_are_no_figures(text: str) -> None:
    assert scan(normalise(text), TODAY).figures == ()


@pytest.mark.parametrize("text", ["30到40万", "三四十万", "二十多万"])
def test_ranges_are_no_definite_figures(text: str) -> None:
    (figure,) = scan(normalise(text), TODAY).figures
    assert figure.problem in {"range", "vague"}


def test_a_change_is_no_range() -> None:
    assert [f.problem for f in scan("从60降到45天", TODAY).figures] == ["", ""]
    assert [f.unit for f in scan("从60降到45天", TODAY).figures] == ["day", "day"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年8月15日", date(2026, 8, 15)),
        ("去年11月20号", date(2025, 11, 20)),
        ("上个月15号", date(2026, 10, 15)),
        ("昨天", date(2026, 11, 25)),
        ("2026-03-01", date(2026, 3, 1)),
        ("三月五号", date(2026, 3, 5)),
        ("20260101", date(2026, 1, 1)),
    ],
)  # fmt: skip
def test_days(text: str, day: date) -> None:
    (figure,) = scan(normalise(text), TODAY).figures
    assert figure.day == day


def test_a_day_that_is_none_is_impossible() -> None:
    (figure,) = scan("2026年2月30日", TODAY).figures
    assert figure.problem == "impossible"


@given(
    st.decimals(-(10**9), 10**9, places=4),
    st.sampled_from(["yuan", "day", "hour", "person_day", "tce", "kwh", "kgco2e/kwh", "item"]),
)
def test_quantities_are_written_so_that_they_are_read_again(value: Decimal, unit: str) -> None:
    (read,) = parse(normalise(str(Quantity(value, unit))))
    assert (read.value, read.unit) == (value, unit)


def test_electricity_is_converted_by_the_factor_of_the_catalog() -> None:
    assert units.convert(Decimal(10_000), "kwh", "tce") == Decimal("1.229")
    assert Quantity(Decimal(1), "year").to("month").value == 12
    with pytest.raises(ValueError, match="Cannot convert"):
        units.convert(Decimal(1), "yuan", "day")
