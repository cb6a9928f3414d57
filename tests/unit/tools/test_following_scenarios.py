"""Which scenario of a talk a message goes on about, and what it asks of it."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.bootstrap import DATA
from corpus import catalogs
from corpus.lexical import normalise
from tools.domain import matching
from tools.domain.catalogue import following, refining
from tools.kit.tool import Focus, Scene, Suggestion
from tools.scenarios.lexicon import ASKS_READY, READY_OF_OTHERS

KNOWN = catalogs.load(DATA)
STITCHES, HIDES, SCHEDULING, MES = "SC-QC-014", "SC-MF-009", "SC-MF-012", "SC-MF-062"


def button(scenario: str) -> Suggestion:
    return Suggestion(title=KNOWN.scenarios[scenario].name, tool="read_scenario", arguments={"scenario": scenario})


LISTED = tuple(map(button, (STITCHES, HIDES, SCHEDULING, MES)))
RECOMMENDED = Focus(tool="recommend_scenarios", offered=LISTED)
SHORT_LIST = Focus(tool="recommend_scenarios", offered=(LISTED[0], LISTED[3]))
READ = Focus(
    tool="read_scenario",
    arguments={"scenario": STITCHES, "aspect": "effort"},
    passages=(f"{STITCHES}#effort",),
    offered=LISTED,
    scene=Scene(scenarios=(STITCHES, HIDES), latest="scenarios"),
)
COMPARED = Focus(tool="compare_scenarios", arguments={"first": STITCHES, "second": HIDES}, offered=LISTED[:2])


@pytest.mark.parametrize(
    ("focus", "said", "tool", "about"),
    [
        (RECOMMENDED, "成品外观那个要准备什么数据", "read_scenario", {"scenario": STITCHES, "aspect": "needs"}),
        (RECOMMENDED, "排程那个细讲", "read_scenario", {"scenario": SCHEDULING, "aspect": "about"}),
        (RECOMMENDED, "就定第二个，12月15号上线", "record_adoption", {"scenario": HIDES}),
        (RECOMMENDED, "第三个就算了", "record_adoption", {"scenario": SCHEDULING}),
        (RECOMMENDED, "前两个比一下", "compare_scenarios", {"first": STITCHES, "second": HIDES}),
        (RECOMMENDED, "第二个跟第四个比哪个见效快", "compare_scenarios", {"first": HIDES, "second": MES}),
        (READ, "大概要几久", "read_scenario", {"scenario": STITCHES, "aspect": "effort"}),
        (READ, "前期要准备啥东西", "read_scenario", {"scenario": STITCHES, "aspect": "needs"}),
        (READ, "有咩前提先", "read_scenario", {"scenario": STITCHES, "aspect": "needs"}),
        (READ, "那皮料瑕疵识别与智能排料呢", "read_scenario", {"scenario": HIDES, "aspect": "effort"}),
        (READ, "跟皮料那个比呢", "compare_scenarios", {"first": STITCHES, "second": HIDES}),
        (READ, "这俩摆一起比一下", "compare_scenarios", {"first": HIDES, "second": STITCHES}),
        (READ, "这个我们不做了，老板嫌麻烦", "record_adoption", {"scenario": STITCHES}),
        (READ, "那就定这个吧，下个月5号上", "record_adoption", {"scenario": STITCHES}),
        (READ, "做完不良率能降几个点，给个准数", "read_scenario", {"scenario": STITCHES, "aspect": "value"}),
        (READ, "再看一眼这个场景", "read_scenario", {"scenario": STITCHES, "aspect": "about"}),
        (READ, "改完的给我看下", "read_scenario", {"scenario": STITCHES, "aspect": "about"}),
        (RECOMMENDED, "那大概能降几个点", "read_scenario", {"scenario": STITCHES, "aspect": "value"}),
        (RECOMMENDED, "一年能省多少钱，说个实数", "read_scenario", {"scenario": STITCHES, "aspect": "value"}),
        (RECOMMENDED, "第三个能提高多少效率", "read_scenario", {"scenario": SCHEDULING, "aspect": "value"}),
        (COMPARED, "先上外观的吧，元旦后上", "record_adoption", {"scenario": STITCHES}),
        (COMPARED, "后面那个要多久", "read_scenario", {"scenario": HIDES, "aspect": "effort"}),
    ],
)
def test_what_goes_on_about_scenarios(focus: Focus, said: str, tool: str, about: dict[str, Any]) -> None:
    found = following.follow(normalise(said), focus, KNOWN)
    assert found is not None
    assert found[0] == tool
    assert about.items() <= found[1].items()


@pytest.mark.parametrize(
    ("focus", "said"),
    [
        (READ, "算了"),
        (READ, "不用了"),
        (READ, "再看看别的场景"),
        (READ, "还是把它撤了吧"),
        (READ, "用了一个月了，一周三次"),
        (RECOMMENDED, "要不要先做诊断"),
        (RECOMMENDED, "第一个能拿补贴吗"),
        (RECOMMENDED, "给第一个提个需求"),
        (RECOMMENDED, "我们去年就上了MES"),
        (RECOMMENDED, "比较头疼的是交期"),
        (RECOMMENDED, "不良率从5%降到3%，降了多少"),
        (Focus(tool="show_tickets"), "能省百分之几"),
    ],
)
def test_what_is_about_something_else(focus: Focus, said: str) -> None:
    assert following.follow(normalise(said), focus, KNOWN) is None


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("他们主要是停机原因老说不清", True),
        ("不是质量，是交期老拖", True),
        ("说错了预算是200万不是20万", True),
        ("预算其实有80万", True),
        ("他们有ERP", True),
        ("登记个需求", False),
        ("谢谢，先这样", False),
        ("能拿多少补贴", False),
    ],
)
def test_whether_a_firm_is_described_further(said: str, more: bool) -> None:  # noqa: FBT001 -- a parameter of a test
    assert matching.tells_more(normalise(said), "预算20万的注塑厂，质量老出问题") is more


def test_a_trouble_that_is_taken_back_is_left_out() -> None:
    put = matching.put_otherwise("注塑厂，质量老出问题，预算20万", "不是质量，是交期老拖")
    assert "交期老拖" in put
    assert "质量" not in put
    assert "预算20万" in put


@pytest.mark.parametrize(
    ("focus", "said", "tool"),
    [
        (COMPARED, "那哪个快", "compare_scenarios"),
        (COMPARED, "门槛呢，对我们厂水平的要求哪个低", "compare_scenarios"),
        (READ, "那这种一般归哪类服务商做", "read_scenario"),
        (READ, "这个不用买机器吧", "read_scenario"),
        (READ, "行，给我登记一下，想找做排料的服务商报价", None),
        (RECOMMENDED, "帮我登记，想要排程那个", None),
    ],
)
def test_what_is_asked_of_those_at_hand_and_what_is_a_ticket(focus: Focus, said: str, tool: str | None) -> None:
    found = following.follow(normalise(said), focus, KNOWN)
    assert (found[0] if found else None) == tool


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("前期要准备啥东西", True),
        ("要先备什么资料", True),
        ("周期大概多久", True),
        ("报补贴要准备什么", False),
        ("诊断要多久", False),
        ("好的知道了", False),
    ],
)
def test_what_asks_for_a_field_of_the_scenario_at_hand_alone(said: str, field: bool) -> None:  # noqa: FBT001 -- as above
    assert following.asks_field(normalise(said)) is field


@pytest.mark.parametrize(
    ("said", "ready"),
    [
        ("我说的是电费，你们有没有管能耗的那种场景", True),
        ("有冇盯仓库嘅呢种场景", True),
        ("有没有做过的场景", False),
        ("有没有做了一半的场景", False),
        ("有没有人用过的场景", False),
        ("有没有下架的场景", False),
    ],
)
def test_what_asks_for_scenarios_by_what_they_look_after(said: str, ready: bool) -> None:  # noqa: FBT001 -- as above
    assert (ASKS_READY.search(normalise(said)) is not None) is ready


DECIDED = Focus(tool="record_adoption", arguments={"scenario": SCHEDULING})


@pytest.mark.parametrize(
    ("said", "aspect"),
    [
        ("这个做完主要看哪个指标", "value"),
        ("它要准备什么数据", "needs"),
        ("这个月用电多少", None),
        ("那个补贴要准备什么资料", None),
    ],
)
def test_what_is_asked_of_the_scenario_just_decided_on(said: str, aspect: str | None) -> None:
    found = following.asked(normalise(said), DECIDED, KNOWN)
    assert found == (None if aspect is None else ("read_scenario", {"scenario": SCHEDULING, "aspect": aspect}))


@pytest.mark.parametrize(
    ("focus", "said", "tool"),
    [
        (READ, "太久了。那就先上线迹检测，老板拍板了", "record_adoption"),
        (RECOMMENDED, "太久了，有没有快点的", "recommend_scenarios"),
        (RECOMMENDED, "就第二个啦", "record_adoption"),
        (RECOMMENDED, "那个排料的门槛高不高", "read_scenario"),
    ],
)
def test_a_decision_goes_before_a_wish_for_lighter_ones(focus: Focus, said: str, tool: str) -> None:
    found = following.follow(normalise(said), focus, KNOWN)
    assert found is not None
    assert found[0] == tool


@pytest.mark.parametrize("said", ["金鹏线迹呢", "那个排料厂的门槛高不高"])
def test_what_names_a_firm_points_at_no_scenario(said: str) -> None:
    found = following.follow(normalise(said), RECOMMENDED, KNOWN)
    assert found is None or found[0] != "read_scenario"


@pytest.mark.parametrize(
    ("said", "ready"),
    [
        ("有没有门槛低点的，管管仓库就行", True),
        ("有冇平啲嘅，查查色差", True),
        ("有没有能自动盘点的AI场景", True),
        ("有没有便宜点的贷款", False),
        ("有没有简单点的说法", False),
    ],
)
def test_what_asks_for_scenarios_by_how_little_they_take(said: str, ready: bool) -> None:  # noqa: FBT001 -- as above
    text = normalise(said)
    assert (ASKS_READY.search(text) is not None and READY_OF_OTHERS.search(text) is None) is ready


@pytest.mark.parametrize(
    ("focus", "said", "about"),
    [
        (READ, "隔壁厂说省了三成,真能省这么多?", {"scenario": STITCHES, "aspect": "value"}),
        (SHORT_LIST, "那个排料的要搞多久", {"scenario": HIDES, "aspect": "effort"}),
        (SHORT_LIST, "里面哪些是一个月内能弄好的", {"effort": "轻"}),
    ],
)
def test_doubts_kinds_and_times_are_of_the_scenarios_shown(focus: Focus, said: str, about: dict[str, Any]) -> None:
    followed = following.follow(normalise(said), focus, KNOWN)
    assert followed is not None
    assert about.items() <= followed[1].items()


@pytest.mark.parametrize("said", ["真的要这么久吗", "要花这么多时间", "有这么好用的吗", "能省三成吗"])
def test_what_doubts_no_effect(said: str) -> None:
    assert not following.doubts_effect(said)


@pytest.mark.parametrize("said", ["一个月内能弄好吗", "哪些一个月能回本", "一个月内补交资料", "有没有一个月报一次的"])
def test_what_wishes_for_no_lighter_ones(said: str) -> None:
    assert not refining.wishes(said)
