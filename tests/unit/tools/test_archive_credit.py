"""A credit code holds or is told what is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.domain.archive.credit import ALPHABET, CONFUSED, LENGTH, check, check_digit
from tools.wording.credit import credit_problem

BODIES = st.builds(
    lambda head, region, rest: head + region + rest,
    st.sampled_from(["91", "92", "93", "51", "11"]),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)
VALUES = {sign: value for value, sign in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}


def expected_digit(body: str) -> str:
    """Work out the last character as GB 32100—2015 prints it, weight by weight."""
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    rest = 31 - sum(VALUES[sign] * weight for sign, weight in zip(body, weights, strict=True)) % 31
    return next(sign for sign, value in VALUES.items() if value == rest % 31)


@given(BODIES)
def test_the_check_digit_agrees_with_an_independent_computation(body: str) -> None:
    assert check_digit(body) == expected_digit(body)
    assert check(body + expected_digit(body)) is None


@given(BODIES, st.integers(0, LENGTH - 1), st.characters(min_codepoint=33, max_codepoint=126))
def test_any_single_changed_character_is_detected(body: str, place: int, sign: str) -> None:
    code = body + check_digit(body)
    if sign.upper() == code[place] or sign in "-_.":
        return
    changed = code[:place] + sign + code[place + 1 :]
    assert check(changed) is not None


@given(BODIES, st.integers(0, LENGTH - 2))
def test_any_two_neighbours_swapped_are_detected(body: str, place: int) -> None:
    code = body + check_digit(body)
    if code[place] != code[place + 1]:
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert check(swapped) is not None


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000802100433B", "91440300708461136T"])
def test_codes_that_are_published_hold(code: str) -> None:
    assert check(code) is None
    assert check(" ".join((code[:4], code[4:10], code[10:].lower()))) is None


@pytest.mark.parametrize(
    ("code", "fault", "words"),
    [
        ("91350100M000100Y4", "length", "17 位"),
        ("91350100M000100Y44", "check", "最后一位应是“3”"),
        ("9135O100M000100Y43", "character", "是不是 0"),
        ("91350A00M000100Y43", "region", "行政区划码"),
    ],
)
def test_what_is_wrong_with_a_code_is_said(code: str, fault: str, words: str) -> None:
    wrong = check(code)
    assert wrong is not None
    assert wrong.fault == fault
    assert words in credit_problem(wrong)


def test_letters_taken_for_others_are_never_in_a_code() -> None:
    assert not set(CONFUSED) & set(ALPHABET)
