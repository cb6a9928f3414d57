"""Irony, what might be, what others gave, and figures on another scale are no score."""

from __future__ import annotations

import pytest

from corpus.lexical import normalise
from tools.domain.satisfaction import ironic, learns_scale, other_scale, own_words, recalled, without_scale


@pytest.mark.parametrize(
    "words",
    [
        "等了半个月没人理，你们真棒，五星好评",
        "服务太好了 打了八个电话都没人接",
        "真是谢谢你们，系统给我弄崩了，满分",
        "催了五遍都没动静，满意满意，五分",
        "满分才怪",
        "拖延的本事给满分",
        "等了三天没人理，给4分，谢谢啊",
        "等了两天没人接，真棒5分",
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
        "最高5分我给2分，报修没人管",
        "给1分，等了两个星期没人理，谢谢啊",
        "打3分吧，催了四次没动静，你们可真行",
        "一星，打了三次电话没人接，五分钟都不想等",
        "满意个屁，1分",
        "拖了三天也不影响，很好，5分",
        "打了两次没人接，没关系，五星好评",
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
    [
        *("隔壁给你们打5分", "朋友说给你们3分", "要是能来人我给5分", "下次再慢就给1分", "给1分，逗你玩的"),
        *("修好了再给5分", "朋友说，给你们3分", "隔壁厂用过你们平台，给5分", "别家服务好，给5分", "以前打3分"),
        *("要是你们能来人，给5分", "如果急单多你们能来人，给5分", "隔壁老陈说你们好，他打5分", "你们再这样我就给差评"),
    ],
)
def test_what_is_not_ones_own_opinion_now(words: str) -> None:
    assert not own_words(words)


@pytest.mark.parametrize("words", ["给你们打5分", "等了三天，1分", "师傅再给讲讲就更好了，4分", "要打分的话给4分"])
def test_ones_own_opinion_stays_as_it_is(words: str) -> None:
    assert own_words(words) == words


def test_what_holds_now_is_kept_of_what_was() -> None:
    assert "5" in own_words("以前给3分，现在给5分")
    assert "3" not in own_words("以前给3分，现在给5分")


@pytest.mark.parametrize(
    ("words", "ours"),
    [
        ("别家都挺快，你们拖拉，给2分", "你们拖拉,给2分"),
        ("别人家是5分，你们2分", "你们2分"),
        ("从前找过没人管，这次还是没人管，打1分", "这次还是没人管,打1分"),
        ("以前没有人管，给2分", "给2分"),
        ("以前没用过，3分吧", "3分吧"),
        ("同行都夸你们，打4分", "打4分"),
        ("隔壁老板推荐的，服务不错，4分", "服务不错,4分"),
        ("人家帮我们修好了，5分", "5分"),
        ("给你们打1分，下回再拖就给差评", "给你们打1分"),
        ("4分吧，弄好了再给高点", "4分吧"),
        ("再这样我就给差评，先给3分", "先给3分"),
        ("下次再这样，就给1分", "下次再这样"),
    ],
)
def test_ones_own_score_beside_others_the_past_and_threats(words: str, ours: str) -> None:
    assert own_words(words) == ours


def test_the_scale_is_no_score() -> None:
    assert "5" not in without_scale("给3分，满分5分")
    assert without_scale("满分") == "满分"
    assert "满分" not in without_scale("不能给满分，给4分")
    assert without_scale("给个满分") == "给个满分"


@pytest.mark.parametrize("words", ["上回给你们打了2分，一直没下文", "我前几天已经评过4分了", "之前给过你们5星"])
def test_a_score_given_before_is_told_and_not_given(words: str) -> None:
    assert recalled(words)


@pytest.mark.parametrize(
    "words", ["上回来的师傅不错，给5分", "之前打了2分，改成4分", "以前给别家打了3分，给你们5分", "上次打过3分，这次4分"]
)
def test_a_score_given_now_is_none_of_before(words: str) -> None:
    assert not recalled(words)
