"""What counts as a figure, and what it is worth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.figures import chinese_number, find


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零五", 105),
        ("三千二百", 3200),
        ("一万二千", 12_000),
        ("三百二十万", 3_200_000),
        ("两亿三千万", 230_000_000),
        ("二〇二六", 2026),
    ],
)
def test_chinese_numerals(text: str, value: int) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize("text", ["十四五", "万一", "千万", "百千", "亿万"])
def test_words_of_numeral_characters_are_no_numbers(text: str) -> None:
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("１，２３４．５万元", Decimal(12_345_000), "money"),
        ("百分之二十", Decimal(20), "percent"),
        ("千分之三", Decimal("0.3"), "percent"),
        ("3个月", Decimal(3), "month"),
        ("五个工作日", Decimal(5), "day"),
        ("十二类", Decimal(12), "count"),
        ("5千万", Decimal(50_000_000), None),
    ],
)
def test_a_figure_has_a_value_and_a_measure(text: str, value: Decimal, measure: str | None) -> None:
    (figure,) = find(text).figures
    assert (figure.value, figure.measure) == (value, measure)


@pytest.mark.parametrize(
    "text", ["统一年度", "某一天", "十分", "万一", "这两条", "一般", "1. 受理\n2、答复\n（3）回访", "①"]
)
def test_what_is_no_figure(text: str) -> None:
    found = find(text)
    assert (found.figures, found.dates, found.names) == ([], [], [])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026年6月30日", (2026, 6, 30)),
        ("2026-06-30T08:00:00Z", (2026, 6, 30)),
        ("2026.6.30", (2026, 6, 30)),
        ("2026年6月", (2026, 6, None)),
        ("二〇二六年", (2026, None, None)),
        ("6月30日", (None, 6, 30)),
        ("3月底", (None, 3, None)),
    ],
)
def test_dates_as_far_as_they_are_told(text: str, date: tuple[int | None, ...]) -> None:
    told = find(text).dates[0][1]
    assert (told.year, told.month, told.day) == date


def test_a_decimal_is_no_date() -> None:
    assert find("1234.56").dates == []
    assert find("2024.5万元").dates == []


def test_numbers_of_documents_and_clauses_are_taken_whole() -> None:
    assert find("T/ISC 0106—2026的8.3.1、附录2 a.1.2、粤工信〔2025〕12号").names == [
        "T/ISC 0106-2026",
        "〔2025〕12号",
        "8.3.1",
        "a.1.2",
    ]
