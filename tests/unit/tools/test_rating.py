"""What people's words about a service are read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.domain.tickets.rating import gives_reason, gives_score, of_another, of_what, read, tells_shortfall


@pytest.mark.parametrize(
    ("words", "score", "comment"),
    [
        ("给4分，响应挺快的", 4, "响应挺快的"),
        ("很满意", 5, "很满意"),
        ("不满意，太慢", 2, "不满意，太慢"),
        ("五星", 5, ""),
        ("★★★★", 4, ""),
        ("⭐⭐⭐", 3, ""),
        ("打错了改成3分", 3, ""),
        ("打了2分，应该是4分", 4, ""),
        ("3", 3, ""),
        ("我给两分，没人理", 2, "没人理"),
        ("非常不满意", 1, "非常不满意"),
        ("一般般", None, "一般般"),
        ("满分", 5, "满分"),
        ("效果不错，给5分", 5, "效果不错"),
        ("上线过程挺顺利 4分", 4, "上线过程挺顺利"),
        ("工单T20261126-001给2分，太慢了", 2, "太慢了"),
        ("4分钟就回了，很好", None, "4分钟就回了，很好"),
        ("比较满意", 4, "比较满意"),
        ("ERP对接做得不错，5星好评", 5, "ERP对接做得不错"),
        ("这张单打5分，师傅挺耐心", 5, "师傅挺耐心"),
        ("诶打错了 是4分 回得挺快的 就是界面有点乱", 4, "回得挺快的 就是界面有点乱"),
        ("哦五分制啊 那4分", 4, ""),
        ("诊断改成5分吧 小李讲解得好", 5, "小李讲解得好"),
        ("智能客服这个场景我给1分", 1, ""),
        ("给10分", None, "给10分"),
        ("100分", None, "100分"),
        ("3分之一", None, "3分之一"),
        ("你好", None, ""),
        ("扣两分是因为界面太乱", None, "扣两分是因为界面太乱"),
        ("给你们打4分，扣1分是因为太慢", 4, "扣1分是因为太慢"),
        ("给3分，比上次多一分", 3, "比上次多一分"),
        ("再加一分", None, "再加一分"),
        ("最多两分", 2, "最多"),
        ("降到2分", 2, "降到"),
    ],
)
def test_score_and_comment(words: str, score: int | None, comment: str) -> None:
    said = read(words)
    assert (said.score, said.comment) == (score, comment)


@pytest.mark.parametrize(
    ("words", "stage", "about", "corrects"),
    [
        ("上线给5分", "go_live", None, False),
        ("用下来效果给4分", "effect", None, False),
        ("工单处理得很慢，2分", "process", "ticket", False),
        ("诊断报告给5分", "process", "assessment", False),
        ("平台整体3分", None, "service", False),
        ("SC-LT-01给4分", None, "scenario", False),
        ("打错了，改成3分", None, None, True),
        ("智能客服这个场景我给1分", None, "scenario", False),
        ("那张单催一下，另外上次的诊断打4分", "process", "assessment", False),
    ],
)
def test_stage_subject_and_correction(words: str, stage: str | None, about: str | None, corrects: bool) -> None:  # noqa: FBT001 -- what is expected
    said = read(words)
    assert (said.stage, said.about, said.corrects) == (stage, about, corrects)


@given(st.text(max_size=40))
def test_a_score_is_always_one_to_five(words: str) -> None:
    assert read(words).score in {None, 1, 2, 3, 4, 5}


@given(st.sampled_from("12345"), st.sampled_from(["给{}分", "{}星", "打{}分吧", "我给{}分，谢谢"]))
def test_a_plain_score_is_read_as_it_stands(score: str, form: str) -> None:
    assert read(form.format(score)).score == int(score)


@pytest.mark.parametrize("words", ["-1分", "打-3分", "打100分"])
def test_a_score_off_the_scale_is_none(words: str) -> None:
    assert read(words).score is None


@pytest.mark.parametrize("words", ["这事我要给个差评", "我想给你们一个好评", "我要打个分"])
def test_who_says_that_they_will_judge_has_not_judged_yet(words: str) -> None:
    assert read(words).score is None


@pytest.mark.parametrize(("words", "score"), [("我要给个差评，1分", 1), ("差评", 1), ("想给5分", 5)])
def test_a_judgement_that_is_said_counts(words: str, score: int) -> None:
    assert read(words).score == score


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("上次的诊断打4分", True),
        ("给你们五星", True),
        ("★★★", True),
        ("客户给我们打了3分", False),
        ("等了5分钟", False),
        ("给你们打几分合适？", False),
        ("员工满意度给4分算不算高", False),
    ],
)
def test_who_gives_a_score_of_their_own(words: str, given: bool) -> None:  # noqa: FBT001 -- what is expected
    assert gives_score(words) == given


@pytest.mark.parametrize(
    ("words", "invited", "reason"),
    [
        ("就是看不懂，没别的", False, True),
        ("主要是来得太晚", False, True),
        ("界面太乱，找不到东西", True, True),
        ("界面太乱，找不到东西", False, False),
        ("我们厂在狮岭", True, False),
        ("怎么这么慢？", True, False),
        ("其实很满意", True, False),
    ],
)
def test_a_reason_is_told_after_a_score(words: str, invited: bool, reason: bool) -> None:  # noqa: FBT001 -- what is expected
    assert gives_reason(words, invited=invited) == reason


@pytest.mark.parametrize("words", ["我们车间的安全意识我打2分", "上一家服务商我给2分", "这台设备打2分", "给老板打3分"])
def test_a_score_of_somebody_else_is_not_ours(words: str) -> None:
    assert of_another(normalise(words))
    assert not gives_score(normalise(words))


@pytest.mark.parametrize("words", ["给你们打2分", "我们厂对你们平台打4分", "诊断我给3分", "5分"])
def test_a_score_of_ours_is_ours(words: str) -> None:
    assert not of_another(normalise(words))


def test_what_is_said_of_the_scale_or_of_others_is_no_comment() -> None:
    assert read("哦最高就5啊，那就5分").comment == ""
    assert read("诊断那个另外算，诊断给4分，题目问得挺到位").comment == "题目问得挺到位"
    assert read("给3分，最高的那层货架总够不着").comment == "最高的那层货架总够不着"


def test_of_what_a_score_was_given() -> None:
    assert of_what(normalise("就是对你们整个平台打的")) == "service"
    assert of_what(normalise("给诊断打的")) == "assessment"
    assert of_what(normalise("对客户打的折")) is None
    assert of_what(normalise("你们平台打得开吗")) is None


@pytest.mark.parametrize(
    "words",
    [
        "差一分在响应慢",
        "那一分扣在题目太难",
        "没给满分主要是界面看不懂",
        "少给的一分是因为等太久",
        "扣了2分就是因为没人理",
    ],
)
def test_why_a_score_is_not_the_best_is_told(words: str) -> None:
    assert tells_shortfall(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "这一分是给客服的",
        "还差两分就升级了",
        "就差一分",
        "差一分在哪里",
        "扣分因为什么",
        "给4分因为挺快",
        "题目太专业了",
    ],
)
def test_why_a_score_is_not_the_best_is_not_told(words: str) -> None:
    assert not tells_shortfall(normalise(words))
