"""Whether what a firm says it has is enough for a scenario, and what a question for scenarios is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import DATA
from corpus import catalogs
from corpus.lexical import normalise
from tools.domain import matching
from tools.domain.catalogue import following, having
from tools.kit.tool import Focus
from tools.knowledge.scenarios import met
from tools.scenarios import lexicon

KNOWN = catalogs.load(DATA)
FILLING, LEADS = KNOWN.scenarios["SC-QC-018"], KNOWN.scenarios["SC-MK-074"]
READ = Focus(tool="read_scenario", arguments={"scenario": FILLING.id}, passages=(f"{FILLING.id}#needs",))


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("我们手上才攒了五十来张，够唔够", 50),
        ("照片只有两百来张，够不够", 200),
        ("只有120张图能做吗", 120),
        ("攒了一千二百张，行不行", 1200),
        ("样本就八十几个样本，做得来吗", 80),
    ],
)
def test_what_there_is_is_counted_and_held_against_what_is_needed(said: str, count: int) -> None:
    text = normalise(said)
    assert having.held(text) == count
    assert following.follow(text, READ, KNOWN) == ("read_scenario", {"scenario": FILLING.id, "aspect": "needs"})
    assert met(KNOWN, FILLING, text).startswith("数量够了" if count >= 300 else "还不够")


@given(st.integers(1, 99999))
def test_it_is_enough_from_the_figure_of_the_catalog_on(count: int) -> None:
    told = met(KNOWN, FILLING, f"只有{count}张照片,够不够")
    assert told.startswith("数量够了") is (count >= 300)
    assert str(count) in told


def test_without_a_figure_in_the_catalog_nothing_is_claimed() -> None:
    told = met(KNOWN, KNOWN.scenarios["SC-QC-014"], "照片只有两百来张,够不够")
    assert "没写要多少" in told


@pytest.mark.parametrize(
    "said", ["相机是不是一定要买", "不买相机行不行", "用手机拍行不行", "没钱买相机咋办", "要不要另外买机器"]
)
def test_whether_devices_must_be_bought_is_answered_from_the_catalog(said: str) -> None:
    text = normalise(said)
    followed = following.follow(text, READ, KNOWN)
    assert followed == ("read_scenario", {"scenario": FILLING.id, "aspect": "configuration"})
    assert FILLING.hardware is not None
    assert FILLING.hardware in met(KNOWN, FILLING, text)
    assert "不用添硬件" in met(KNOWN, LEADS, text)


@pytest.mark.parametrize("said", ["每天开30张单", "我们有五十个人", "大概要多久", "能省多少", "这个不做了", "设备老坏"])
def test_other_words_hold_nothing_against_a_scenario(said: str) -> None:
    assert having.weighs(normalise(said)) is None


@pytest.mark.parametrize(
    "said",
    [
        "有现成的方案没",
        "有没有现成的能做这个",
        "有啥法子管管这些外发厂",
        "排料这种东西有现成的吗",
        "有没有系统能管这个",
        "有冇合适嘅",
        "有没有办法解决",
        "有啥好法子没",
    ],
)
def test_asking_what_there_is_for_a_trouble(said: str) -> None:
    text = normalise(said)
    assert lexicon.ASKS_READY.search(text)
    assert not lexicon.READY_OF_OTHERS.search(text)


@pytest.mark.parametrize(
    "said",
    [
        "有没有合适的补贴",
        "有没有现成的报告",
        "有没有现成的合同模板",
        "没有现成的系统",
        "我们有系统",
        "系统里有记录",
        "我有办法",
    ],
)
def test_asking_for_something_else_that_is_ready(said: str) -> None:
    text = normalise(said)
    assert not lexicon.ASKS_READY.search(text) or lexicon.READY_OF_OTHERS.search(text)


GRUMBLE, WISH = "我这做服装的，最头疼月底算计件工资", "我们仓库账老是对不上"


@pytest.mark.parametrize(
    ("question", "before", "whole"),
    [
        ("那有什么适合的没", (GRUMBLE,), GRUMBLE),
        ("有没有现成的能做这个", ("你好", WISH), WISH),
        ("我们做皮具的，有什么合适的", (WISH,), f"我们做皮具的，有什么合适的,{WISH}"),
        ("排料这种东西有现成的吗", (WISH,), "排料这种东西有现成的吗"),
        ("有什么合适的", ("质量补贴怎么申报", "缺陷率这个指标怎么算"), "有什么合适的"),
        ("有什么合适的", (), "有什么合适的"),
    ],
)
def test_what_scenarios_are_asked_for_is_what_was_told_before(question: str, before: list[str], whole: str) -> None:
    assert matching.with_matter(question, before) == whole


def test_a_wish_says_enough_to_be_put_down_as_a_need() -> None:
    assert matching.names_wish("我们想做个元宇宙展厅,有没有合适的方案")
    assert not matching.names_wish("有没有合适的方案")
