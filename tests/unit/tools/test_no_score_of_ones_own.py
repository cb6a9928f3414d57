"""Irony, what might be, what others gave, and figures on another scale are no score."""

from __future__ import annotations

import pytest

from corpus.lexical import normalise
from tools.domain.satisfaction import ironic, learns_scale, other_scale, own_words, without_scale


@pytest.mark.parametrize(
    "words",
    [
        "等了半个月没人理，你们真棒，五星好评",
        "服务太好了 打了八个电话都没人接",
        "真是谢谢你们，系统给我弄崩了，满分",
        "催了五遍都没动静，满意满意，五分",
        "满分才怪",
        "拖延的本事给满分",
    ],
)
def test_praise_of_what_is_bad_is_irony(words: str) -> None:
    assert ironic(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "满分",
        "没让我等，满分",
        "从来没出过错，五星好评",
        "没人比你们更快，满分",
        "等了三天才回，不过服务好，给4分",
        "以前没人管，现在好了，5分",
        "没人接电话，给1分",
        "呵呵，不错，5分",
    ],
)
def test_praise_and_blame_in_earnest_are_none(words: str) -> None:
    assert not ironic(normalise(words))


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("十分满分我给8分", True),
        ("10分制的话给4分", True),
        ("给你们打8分 满分10分", True),
        ("8/10", True),
        ("百分制给80", True),
        ("给4分", False),
        ("满分5分给3分", False),
        ("五分制我打4分", False),
        ("5分", False),
        ("四十分钟就修好，5分", False),
        ("十分满意，5分", False),
    ],
)
def test_a_scale_that_does_not_end_at_five(words: str, other: bool) -> None:  # noqa: FBT001 -- what is expected
    assert other_scale(normalise(words)) == other


@pytest.mark.parametrize("words", ["哦五分制啊 那4分", "原来满分是5分，那给4分", "换成五分制就是4分"])
def test_who_learns_the_scale_scores_the_same_thing_again(words: str) -> None:
    assert learns_scale(normalise(words))


@pytest.mark.parametrize("words", ["给4分", "按五分制我给4分", "哦那4分"])
def test_a_plain_score_learns_nothing(words: str) -> None:
    assert not learns_scale(normalise(words))


@pytest.mark.parametrize(
    "words",
    ["隔壁给你们打5分", "朋友说给你们3分", "要是能来人我给5分", "下次再慢就给1分", "给1分，逗你玩的", "修好了再给5分"],
)
def test_what_is_not_ones_own_opinion_now(words: str) -> None:
    assert not own_words(words)


@pytest.mark.parametrize("words", ["给你们打5分", "等了三天，1分", "师傅再给讲讲就更好了，4分", "要打分的话给4分"])
def test_ones_own_opinion_stays_as_it_is(words: str) -> None:
    assert own_words(words) == words


def test_what_holds_now_is_kept_of_what_was() -> None:
    assert "5" in own_words("以前给3分，现在给5分")
    assert "3" not in own_words("以前给3分，现在给5分")


def test_the_scale_is_no_score() -> None:
    assert "5" not in without_scale("给3分，满分5分")
    assert without_scale("满分") == "满分"
    assert "满分" not in without_scale("不能给满分，给4分")
    assert without_scale("给个满分") == "给个满分"
