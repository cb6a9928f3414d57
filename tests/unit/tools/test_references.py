"""Clause numbers are found however people write them, and figures are not taken for clauses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.kit.references import find, number


def written(text: str) -> list[tuple[str, str | None, int | None]]:
    return [(r.label, r.letter, r.ordinal) for r in find(normalise(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8.3.1讲什么", [("8.3.1", None, None)]),
        ("8．3．1讲什么", [("8.3.1", None, None)]),
        ("6.1.2.1 c", [("6.1.2.1", "c", None)]),
        ("第6.1.1.1条（k）项原文", [("6.1.1.1", "k", None)]),
        ("八点三点一的b项", [("8.3.1", "b", None)]),
        ("六点一点三讲了啥", [("6.1.3", None, None)]),
        ("6-1-1-2写了什么", [("6.1.1.2", None, None)]),
        ("8.2.2第三项", [("8.2.2", None, 3)]),
        ("8.2.3(2)系讲乜", [("8.2.3", None, 2)]),
        ("8.3.1的最后一条", [("8.3.1", None, -1)]),
        ("第七章", [("7", None, None)]),
        ("第六章第二节", [("6.2", None, None)]),
        ("附录二", [("附录2", None, None)]),
        ("附录2的a.1.2怎么算", [("附录2 a.1.2", None, None)]),
        ("Annex 2", [("附录2", None, None)]),
        ("6.1.3 a)和6.1.3 e)", [("6.1.3", "a", None), ("6.1.3", "e", None)]),
    ],
)
def test_clauses_are_found(text: str, expected: list[tuple[str, str | None, int | None]]) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "提高3.5%",
        "花了12.5万",
        "做了1.2个亿",
        "GB/T 45288.1怎么说",
        "按GB/T 1.1起草",
        "3.0时代",
        "2.0版本",
        "营收5000万元",
    ],
)
def test_figures_and_other_standards_are_no_clauses(text: str) -> None:
    assert written(text) == []


@given(st.lists(st.integers(1, 9), min_size=3, max_size=4), st.sampled_from("abcdefghijklmn"))
def test_any_numbered_item_is_found_in_any_spelling(parts: list[int], letter: str) -> None:
    spoken = "点".join("零一二三四五六七八九"[n] for n in parts)
    label = ".".join(map(str, parts))
    for text in (f"{label} {letter})", f"{label}{letter}", f"{spoken}的{letter}项", f"第{label}条{letter}款"):
        assert written(text) == [(label, letter, None)], text


@pytest.mark.parametrize(("text", "value"), [("十", 10), ("十二", 12), ("二十一", 21), ("两", 2), ("7", 7)])
def test_small_numbers_are_read(text: str, value: int) -> None:
    assert number(text) == value
