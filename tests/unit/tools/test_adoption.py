"""What is read out of words about scenarios that were decided on: the decision, which one, and how it is used."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import DATA
from corpus import catalogs
from tools.domain import adoption
from tools.domain.adoption import PARTS, Decision, Part, State, Use, read_decision
from tools.domain.adoption.asking import asked_state
from tools.wording import adoption as wording

TODAY = date(2026, 11, 26)
SCENARIOS = catalogs.load(DATA).scenarios
NUMBERS = st.one_of(st.none(), st.floats(0, 100, allow_nan=False))


@pytest.mark.parametrize(
    ("words", "state", "on"),
    [
        ("我们定了做外观检测，12月15号上线", "planned", "2026-12-15"),
        ("那个排产系统上周上线了", "live", "2026-11-20"),
        ("客服机器人不做了", "declined", None),
        ("冷链监控停用了", "stopped", None),
        ("上线推迟到1月10号", "planned", "2027-01-10"),
        ("还没上，推到下月初", "planned", "2026-12-05"),
        ("登记上线：灌装检测，11月20日", "live", "2026-11-20"),
        ("合同签了，年底前上线", "planned", "2026-12-31"),
        ("昨日已经上线", "live", "2026-11-25"),
        ("AI验布我哋定咗做，月尾上线", "planned", "2026-11-30"),
        ("嗰个系统上个礼拜上咗线喇", "live", "2026-11-20"),
        ("暂停了", "stopped", None),
        ("go live on Dec 15", "planned", "2026-12-15"),
        ("那套我们八月份就上线了", "live", "2026-08-31"),
        ("12月就上线了", "planned", "2026-12-31"),
        ("下个月就上线了", "planned", "2026-12-31"),
        ("天气不错", None, None),
        ("客服机器人我们上线快两个月了", "live", "2026-09-26"),
        ("验布投用有一年半了", "live", "2025-05-26"),
        ("质检上线一个半月了", "live", "2026-10-11"),
        ("排产上线两三周了", "live", "2026-11-05"),
        ("追溯上线十来天了 还行", "live", "2026-11-16"),
        ("上线一个月以后再说", "planned", "2026-12-26"),
        ("排产还没上线 都拖一个月了", "planned", None),
        ("看板推迟上线一个月了", "planned", None),
        ("每天就用一回", None, None),
        ("那就用智能排产", "planned", None),
    ],
)
def test_decisions(words: str, state: State | None, on: str | None) -> None:
    found = adoption.read_decision(words, TODAY)
    assert (found.state, found.day.on.isoformat() if found.day else None) == (state, on)


@pytest.mark.parametrize(
    ("words", "names", "sure"),
    [
        ("预测性维护已经上线", {"SC-EQ-061"}, True),
        ("SC-MF-063 不做了", {"SC-MF-063"}, True),
        ("AI客服不做了", {"SC-SV-053"}, True),
        ("扫码报工用上了", {"SC-MF-062"}, True),
        ("排产系统上线了", {"SC-MF-003", "SC-MF-012", "SC-MF-063"}, False),
        ("上线了", set(), False),
        ("老板说好", set(), False),
    ],
)
def test_scenarios_by_name_and_by_kind(words: str, names: set[str], sure: bool) -> None:  # noqa: FBT001 -- a case's
    found = adoption.named(words, SCENARIOS)
    assert (set(found.ids), found.sure) == (names, sure)


def test_a_kind_names_all_of_its_kind() -> None:
    found = adoption.named("我们做视觉质检", SCENARIOS)
    assert not found.sure
    assert {"SC-QC-014", "SC-QC-018", "SC-QC-027"} <= set(found.ids)
    assert all(SCENARIOS[name].module in {"质量", "生产"} for name in found.ids)


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_every_name_of_a_scenario_names_it(name: str) -> None:
    scenario = SCENARIOS[name]
    for called in (scenario.id, scenario.name, *scenario.aliases):
        assert name in adoption.named(f"我们定了做{called}，月底上线", SCENARIOS).ids


def test_scenarios_by_their_place_and_the_one_at_hand() -> None:
    offered = ("SC-QC-014", "SC-MF-009", "SC-MF-012")
    assert adoption.pointed_at("就做第二个", offered, None) == "SC-MF-009"
    assert adoption.pointed_at("做最后一个", offered, None) == "SC-MF-012"
    assert adoption.pointed_at("第5个", offered, "SC-EQ-061") is None
    assert adoption.pointed_at("刚才那个我们定了", offered, "SC-EQ-061") == "SC-EQ-061"
    assert adoption.pointed_at("我们定了", offered, "SC-EQ-061") is None


@pytest.mark.parametrize(
    "words",
    [
        "都不做",
        "这几个都不上，没钱",
        "一个都不做，别再问了",
        "呢几个都唔做",
        "你推荐的那些都不考虑",
        "推荐的那几个场景都不做",
    ],
)
def test_wanting_none_of_them(words: str) -> None:
    assert adoption.declines_all(words)


@pytest.mark.parametrize(
    "words", ["诊断都不做了", "这几张工单都不做了", "都做", "不做了", "员工都不用这个", "为什么都不推荐"]
)
def test_wanting_something_else(words: str) -> None:
    assert not adoption.declines_all(words)


@pytest.mark.parametrize(
    "words",
    ["推迟到1月10号", "昨天", "不对，是上周五", "停用了", "还没上", "已经上线了", "不做了，换供应商再说", "改到15号"],
)
def test_what_goes_on_about_a_decision(words: str) -> None:
    assert adoption.goes_on(words)


@pytest.mark.parametrize(
    "words", ["下周给您资料", "看看我们的档案", "资料发过去了", "谢谢", "明天能打电话吗", "第一题选A"]
)
def test_what_does_not(words: str) -> None:
    assert not adoption.goes_on(words)


@pytest.mark.parametrize(
    ("words", "use"),
    [
        ("每天都用，一次半小时，二十来个人里十五个在用，返工少了一半", Use(7, 30, 75, "返工少了一半")),
        ("一周用三四次，每次二十来分钟", Use(3.5, 20)),
        ("隔天用一次，一次一个半小时", Use(3.5, 90)),
        ("一天用三次，覆盖率85%", Use(21, None, 85)),
        ("三班都在用，每班用两次，一次十五分钟", Use(42, 15)),
        ("一个月用四次，每次两小时，省了三天", Use(0.92, 120, None, "省了三天")),
        ("一周用四天，一天两次", Use(8)),
        ("每周开机五天 一次半小时", Use(5, 30)),
        ("没人用", Use(0)),
        ("八成的机台都接了", Use(None, None, 80)),
        ("三条产线上了两条", Use(None, None, 66.7)),
        ("全员用，没什么变化", Use(None, None, 100, "没什么变化")),
        ("每日都用，二十個人有十五個在用，返工少咗一半", Use(7, None, 75, "返工少咗一半")),
        ("used 3 times a week, 15 of 20 people", Use(3, None, 75)),
        ("停机少了30分钟，报表快了一倍", Use(None, None, None, "停机少了30分钟，报表快了一倍")),
        ("返工少了三成", Use(None, None, None, "返工少了三成")),
        ("我们厂有三十个人", Use()),
        ("效果说不上来", Use()),
    ],
)
def test_use_in_one_sentence(words: str, use: Use) -> None:
    assert adoption.read_use(words) == use


@pytest.mark.parametrize(
    "words", ["返工率从8%降到4%，帮我算下降率", "每天停机两小时怎么办", "帮我登记个需求，每天都要用"]
)
def test_what_asks_for_something_tells_of_no_use(words: str) -> None:
    assert not adoption.tells_use(words)


@pytest.mark.parametrize(
    ("part", "words", "value"),
    [
        ("per_week", "三次", 3),
        ("per_week", "每天", 7),
        ("minutes", "20", 20),
        ("minutes", "半小时吧", 30),
        ("coverage", "七成", 70),
        ("coverage", "60%左右", 60),
        ("coverage", "一半", 50),
        ("effect", "师傅轻松多了", "师傅轻松多了"),
        ("minutes", "看情况", None),
        ("coverage", "挺多的", None),
    ],
)
def test_answers_to_one_question(part: adoption.Part, words: str, value: object) -> None:
    assert getattr(adoption.read_part(part, words), part) == value


@pytest.mark.parametrize(
    "words", ["不知道", "说不清", "没统计过", "唔知", "不清楚", "效果说不上来", "skip it, not sure"][:-1]
)
def test_not_knowing(words: str) -> None:
    assert adoption.says_unknown(words)
    assert not adoption.says_unknown("不知道用多久，反正每天都用")


@given(st.text(max_size=60))
def test_no_words_break_the_readers(words: str) -> None:
    use = adoption.read_use(words)
    for part in PARTS[:3]:
        value = getattr(use, part)
        assert value is None or value >= 0
    assert adoption.read_decision(words, TODAY).state in {None, "planned", "live", "stopped", "declined"}
    assert isinstance(adoption.goes_on(words), bool)
    assert isinstance(adoption.declines_all(words), bool)


@given(st.integers(1, 60), st.integers(1, 300), st.integers(0, 100))
def test_figures_are_read_back_as_they_were_said(times: int, minutes: int, share: int) -> None:
    use = adoption.read_use(f"一周用{times}次，每次{minutes}分钟，覆盖{share}%")
    assert (use.per_week, use.minutes, use.coverage) == (times, minutes, share)


@given(st.builds(Use, NUMBERS, NUMBERS, NUMBERS), st.builds(Use, NUMBERS, NUMBERS, NUMBERS))
def test_what_is_said_goes_over_what_was_and_changes_are_of_both(now: Use, before: Use) -> None:
    both = now.over(before)
    for part in PARTS[:3]:
        said = getattr(now, part)
        assert getattr(both, part) == (getattr(before, part) if said is None else said)
    assert set(adoption.changes(now, before)) == set(now.known) & set(before.known)


def test_what_is_kept_is_written_with_its_units() -> None:
    use = Use(7, 30, 75, "返工少了一半")
    assert wording.written(use) == "一周 7 次，每次 30 分钟，覆盖 75%，变化：返工少了一半"
    assert wording.written(Use(0.46)) == "一个月约 2 次"
    assert wording.written(Use(0)) == "没人用"


@pytest.mark.parametrize(
    ("words", "state"),
    [("哪些停用了", "stopped"), ("还有哪个没上线", "planned"), ("哪些已经上线了", "live"), ("我们上了哪些场景", None)],
)
def test_the_state_that_is_asked_for(words: str, state: State | None) -> None:
    assert asked_state(words) == state


@pytest.mark.parametrize(
    ("words", "state", "on"),
    [
        ("智能排产10月8号就上线了", "live", date(2026, 10, 8)),
        ("智能排产12月8号就上线了", "planned", date(2026, 12, 8)),
    ],
)
def test_of_two_days_of_one_name_the_nearer_tells_whether_it_is_live(words: str, state: str, on: date) -> None:
    read = read_decision(words, date(2026, 11, 26))
    assert read.day is not None
    assert (read.state, read.day.on) == (state, on)


@pytest.mark.parametrize(
    ("words", "each"),
    [
        ("甲定了要做，哪天上还没定；乙今年不做了", [(("甲",), "planned"), (("乙",), "declined")]),
        ("甲和乙这两个都定了，下个月1号上", [(("甲", "乙"), "planned")]),
        ("甲上个月上线了，乙先缓一缓", [(("甲",), "live"), (("乙",), "declined")]),
        ("甲我们还在看，乙已经定了", []),
        ("甲定了，12月20号上线", []),
    ],
)
def test_each_of_several_is_decided_by_its_own_clauses(words: str, each: list[tuple[tuple[str, ...], str]]) -> None:
    parts = adoption.each_decided(words, lambda clause: [name for name in "甲乙" if name in clause])
    assert [(ids, read_decision(said, TODAY).state) for ids, said in parts] == each


def test_the_one_at_hand_is_meant_until_another_is_named() -> None:
    parts = adoption.each_decided("定了，月底上；乙不做了", lambda clause: ["乙"] if "乙" in clause else [], "甲")
    assert [ids for ids, _ in parts] == [("甲",), ("乙",)]


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("推后一个礼拜", "2026-12-22"),
        ("提前五天", "2026-12-10"),
        ("又要推一个月", "2027-01-15"),
        ("延半个月吧", "2026-12-30"),
        ("推到12月20号", None),
        ("一周用三次", None),
    ],
)
def test_a_day_is_moved_by_as_much_as_is_said(words: str, on: str | None) -> None:
    said = read_decision(words, TODAY)
    asked = Decision("planned", None, said.moved)
    moved = adoption.by_what_stands(asked, said, "planned", date(2026, 12, 15), words, TODAY).day
    assert (moved and moved.on.isoformat()) == on


@pytest.mark.parametrize("words", ["唉老板说先不搞这个了", "开会定了不做了", "早就停了没人用", "又要推一个月"])
def test_what_is_said_before_a_decision_hides_it_not(words: str) -> None:
    assert adoption.goes_on(words)


def test_a_week_by_itself_is_no_use() -> None:
    assert adoption.read_use("推后一个礼拜") == Use()
    assert adoption.tells_figures("一周用5次，每次20分钟，覆盖六成设备", 3)
    assert not adoption.tells_figures("效果不错")


@pytest.mark.parametrize(
    ("words", "effect"),
    [
        ("效果嘛，对账从3天变成1天", "对账从3天变成1天"),
        ("好像没啥变化", "好像没啥变化"),
        ("漏检少了一半", "漏检少了一半"),
        ("效果嘛", None),
    ],
)
def test_what_names_the_effect_says_none(words: str, effect: str | None) -> None:
    assert adoption.read_use(words).effect == effect


@pytest.mark.parametrize("words", ["覆盖多少不知道，没统计过", "效果不清楚", "没统计过"])
def test_what_is_not_known_is_said_in_many_ways(words: str) -> None:
    assert adoption.says_unknown(words)


@pytest.mark.parametrize("words", ["晚一周吧", "不用了，停了", "还是搞吧，下下周一", "拖到元旦后"])
def test_how_one_goes_on_about_a_decision(words: str) -> None:
    assert adoption.goes_on(words)


@pytest.mark.parametrize("words", ["工人都不肯用，这周停了", "太贵了 老板说不做了", "师傅学不会 这个月起停掉不用了"])
def test_why_it_ended_may_come_first(words: str) -> None:
    assert adoption.goes_on(words)
    assert adoption.ends(words)


@pytest.mark.parametrize(
    "words", ["空压机太慢 停了", "电费太贵 停用了两台空压机", "师傅都嫌慢 怎么教", "供应商太慢，不用了"]
)
def test_what_else_ended_is_not_the_scenario(words: str) -> None:
    assert not adoption.goes_on(words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("一周用三次 主要是赶样", True),
        ("每天就用一回，重要是大家习惯了", True),
        ("要是一周用三次呢", False),
        ("一周用三次要是不够", False),
    ],
)
def test_what_is_mainly_so_supposes_nothing(words: str, told: bool) -> None:  # noqa: FBT001 -- a case's
    assert adoption.tells_figures(words) == told


@pytest.mark.parametrize("words", ["不用了", "晚点再说", "往年怎么样"])
def test_what_decides_nothing_after_one(words: str) -> None:
    assert not adoption.goes_on(words)


@pytest.mark.parametrize(
    ("words", "asked", "unknown", "rest"),
    [
        ("多少人用不清楚，效果就是对账不用加班了", "coverage", ("coverage",), "效果就是对账不用加班了"),
        ("每次不清楚，20个人里15个用上了", "coverage", ("minutes",), "20个人里15个用上了"),
        ("说不准", "per_week", ("per_week",), ""),
        ("效果说不上来", "effect", ("effect",), ""),
        ("20个人里15个", "coverage", (), "20个人里15个"),
    ],
)
def test_what_an_answer_leaves_open(words: str, asked: Part, unknown: tuple[Part, ...], rest: str) -> None:
    assert (adoption.unknown_parts(words, asked), adoption.without_unknown(words)) == (unknown, rest)


@pytest.mark.parametrize("words", ["不是15号，是16号", "对，16号", "说错了，12月18号"])
def test_a_day_is_put_right_in_many_words(words: str) -> None:
    found = read_decision(words, TODAY)
    assert adoption.goes_on(words)
    assert found.day is not None
    assert found.day.on.day in {16, 18}


def test_a_day_may_be_left_open() -> None:
    assert all(map(adoption.leaves_day_open, ("还没定", "对，记吧", "日期待定", "先空着吧")))
    assert not any(map(adoption.leaves_day_open, ("下周三", "没定做哪个场景", "再说说要什么硬件")))
    assert not adoption.goes_on("好的，16号的工单呢")


@pytest.mark.parametrize("words", ["不是隔壁那个，12月1号", "不是说好了吗，明天"])
def test_a_day_behind_another_denial_moves_nothing(words: str) -> None:
    assert not adoption.goes_on(words)


def test_what_is_not_stopped_is_not_recorded_as_stopped() -> None:
    assert read_decision("不是停了，12月上的", TODAY).state != "stopped"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("七成的单子走这个系统 覆盖70%", True),
        ("大概一半的人在用这套", True),
        ("培训覆盖率60%", False),
        ("这个月覆盖率60%", False),
    ],
)
def test_the_share_that_goes_through_it(words: str, told: bool) -> None:  # noqa: FBT001 -- a case's
    assert adoption.tells_coverage(words) == told


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("甲和乙那两个，甲定了，乙太贵不要", [(("甲",), "甲定了"), (("乙",), "乙太贵不要")]),
        ("甲和乙，两个都定了", [(("甲", "乙"), "两个都定了")]),
        ("甲和乙，便宜的定了", []),
    ],
)
def test_each_of_those_a_message_begins_with(words: str, parts: list[object]) -> None:
    def found(clause: str, ids: object = "甲乙") -> list[str]:
        return [name for name in "甲乙" if name in clause]

    assert adoption.each_decided(words, found, among=found) == parts


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("一周用五天，每天3次", 15),
        ("每天2次，一周上6天班", 12),
        ("每天3次 周末休两天", 15),
        ("每天用2次，一周有三天不开", 8),
        ("每周开一天会，每天用2次", 14),
        ("每天3次，每周做两天培训", 21),
        ("每周省2天交期，每天用3次", 21),
        ("每周停机两天", None),
    ],
)
def test_days_of_the_week_are_those_of_use(words: str, times: float | None) -> None:
    assert adoption.read_use(words).per_week == times
