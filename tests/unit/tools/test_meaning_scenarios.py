"""Which scenarios words mean, which of a list are wished for, and what an edit is to change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import DATA
from corpus import catalogs
from corpus.lexical import normalise
from tools.domain.catalogue import following, meaning, refining
from tools.domain.catalogue.changing import changes_answered, changes_in, edit_at_hand
from tools.kit.tool import Focus, Suggestion

KNOWN = catalogs.load(DATA)
OUTSIDE, SCHEDULING, STITCHES, SHOPS, MEMBERS = "SC-PU-013", "SC-MF-063", "SC-QC-014", "SC-WL-055", "SC-MK-054"


def button(scenario: str) -> Suggestion:
    return Suggestion(title=KNOWN.scenarios[scenario].name, tool="read_scenario", arguments={"scenario": scenario})


LISTED = tuple(map(button, (OUTSIDE, SCHEDULING, STITCHES)))
RECOMMENDED = Focus(tool="recommend_scenarios", arguments={"question": "做皮具的"}, offered=LISTED)
READ = Focus(
    tool="read_scenario",
    arguments={
        "scenario": OUTSIDE,
        "aspect": "effort",
        "among": {"tool": "recommend_scenarios", "arguments": {"question": "做皮具的"}, "count": 5},
    },
    offered=LISTED,
)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("外协看板那个呢，讲下", (OUTSIDE,)),
        ("会员分层和多店调拨比一下", (MEMBERS, SHOPS)),
        ("排产那条周期改成6到10周", (SCHEDULING,)),
        ("成品外观检测的数据准备加上样本", (STITCHES,)),
        ("安全巡检那个定了", ("SC-SF-069",)),
        ("外发加工一堆，老催货催不动", ()),
        ("我们想上质量检测", ()),
        ("产品质量不好，生产进度不透明", ()),
        ("数字化转型城市试点政策有哪些", ()),
    ],
)
def test_a_name_may_be_said_with_its_middle_left_out(words: str, meant: tuple[str, ...]) -> None:
    assert meaning.mentioned(words, KNOWN.scenarios) == meant


@given(st.sampled_from(sorted(KNOWN.scenarios)))
def test_every_whole_name_means_its_scenario(scenario: str) -> None:
    assert scenario in meaning.mentioned(f"我们想看看{KNOWN.scenarios[scenario].name}", KNOWN.scenarios)


@given(st.text(max_size=40))
def test_any_words_may_come(words: str) -> None:
    text = normalise(words)
    assert set(meaning.mentioned(text, KNOWN.scenarios)) <= set(KNOWN.scenarios)
    following.follow(text, READ, KNOWN)
    edit_at_hand(text)
    changes_answered(text)


@pytest.mark.parametrize("focus", [RECOMMENDED, READ])
@pytest.mark.parametrize(
    ("said", "wished"),
    [
        ("有没有轻一点的", {"effort": "轻"}),
        ("有冇平啲嘅", {"effort": "轻"}),
        ("太贵了", {"effort": "轻"}),
        ("半年咁耐顶唔顺，皮具嘅有冇轻啲嘅", {"effort": "轻"}),
        ("不要硬件的呢", {"hardware": False}),
        ("唔使买嘢嘅呢", {"hardware": False}),
        ("有没有便宜点又不用买设备的", {"effort": "轻", "hardware": False}),
    ],
)
def test_lighter_ones_or_ones_without_devices(focus: Focus, said: str, wished: dict[str, Any]) -> None:
    found = following.follow(normalise(said), focus, KNOWN)
    assert found == ("recommend_scenarios", {"question": "做皮具的", **wished})


@pytest.mark.parametrize(
    ("focus", "said", "skip"),
    [
        (RECOMMENDED, "换一批", 3),
        (RECOMMENDED, "还有别的吗", 3),
        (READ, "再来几个", 5),
        (RECOMMENDED.model_copy(update={"arguments": {"question": "做皮具的", "skip": 3}}), "还有吗", 6),
    ],
)
def test_the_next_ones(focus: Focus, said: str, skip: int) -> None:
    assert following.follow(said, focus, KNOWN) == ("recommend_scenarios", {"question": "做皮具的", "skip": skip})


@pytest.mark.parametrize("said", ["它要不要硬件", "第二个太贵了吧", "硬件要什么", "这个投入大不大", "快点回我"])
def test_what_is_said_of_one_asks_for_no_other_list(said: str) -> None:
    assert refining.refined(said, RECOMMENDED) is None


def test_without_a_list_there_are_no_next_ones() -> None:
    assert refining.refined("换一批", Focus(tool="read_scenario", arguments={"scenario": OUTSIDE})) is None


@pytest.mark.parametrize(
    ("said", "edit"),
    [
        ("改成3—5周，实际都做不完", {"action": "change", "changes": [{"field": "duration", "value": "3—5周"}]}),
        ("周期改成八到十周", {"action": "change", "changes": [{"field": "duration", "value": "8到10周"}]}),
        ("再把它的硬件改成扫码枪", {"action": "change", "changes": [{"field": "hardware", "value": "扫码枪"}]}),
        ("改成L2吧", {"action": "change", "changes": [{"field": "min_level", "value": "l2"}]}),
        ("把它下架吧", {"action": "withdraw"}),
        ("先下架", {"action": "withdraw"}),
        ("哎不对，恢复回来，人家还在用", {"action": "restore"}),
    ],
)
def test_the_record_at_hand_is_edited(said: str, edit: dict[str, Any]) -> None:
    assert following.follow(normalise(said), READ, KNOWN) == ("edit_scenario", {"scenario": OUTSIDE, **edit})


@pytest.mark.parametrize("said", ["智能排产下架", "SC-MK-056先下架", "外协看板要多久", "能改成3到5周吗"])
def test_what_names_another_or_asks_is_no_edit_of_it(said: str) -> None:
    assert (following.follow(normalise(said), READ, KNOWN) or ("",))[0] != "edit_scenario"


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("8到12周", ["duration"]),
        ("那就把周期改成8到12周", ["duration"]),
        ("周期：8—16 周；投入：重", ["duration", "effort"]),
        ("外协看板那个周期调到4到6周", []),
        ("成品外观检测的数据准备加上缺陷样本500张", []),
        ("今天天气不错", []),
    ],
)
def test_an_answer_says_what_to_change_and_names_no_other(said: str, fields: list[str]) -> None:
    assert [change.field for change in changes_answered(normalise(said))] == fields


def test_weeks_in_numerals_are_weeks() -> None:
    assert [change.value for change in changes_in("周期改成六到十个星期")] == ["6到10周"]


@pytest.mark.parametrize(
    ("said", "aspect"),
    [
        ("智能排产为啥不行，卡在哪", "needs"),
        ("智能排产要攒多久的数据", "needs"),
        ("智能排产还差什么", "needs"),
        ("头一个要多久", "effort"),
    ],
)
def test_what_is_asked_of_one(said: str, aspect: str) -> None:
    found = following.follow(normalise(said), RECOMMENDED, KNOWN)
    assert found is not None
    assert (found[0], found[1]["aspect"]) == ("read_scenario", aspect)


def test_fields_told_between_commas() -> None:
    found = changes_in("加一个场景:名称 布料起毛检测,行业 纺织服装,模块 质量,描述 拍照比对,超差报警")
    assert [(one.field, one.value) for one in found] == [
        ("name", "布料起毛检测"),
        ("industry", "纺织服装"),
        ("module", "质量"),
        ("description", "拍照比对,超差报警"),
    ]


@pytest.mark.parametrize("said", ["这个场景 数据 有点多,我再看看", "把智能排产的周期改成8到12周"])
def test_what_is_no_row_of_fields(said: str) -> None:
    assert len(changes_in(normalise(said))) < 2
