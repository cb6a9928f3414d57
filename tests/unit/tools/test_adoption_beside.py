"""Decisions read beside what stands: a day by the day before, another's firm, another scenario than the one at hand."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.bootstrap import DATA
from corpus import catalogs
from tools.adoption.finding import read_scenario
from tools.domain import adoption
from tools.domain.adoption import (
    Use,
    by_what_stands,
    called_otherwise,
    deciding,
    goes_on,
    leaves_day_open,
    means_it,
    of_another,
    put_right,
    read_decision,
    read_use,
)
from tools.domain.adoption.deciding import Decision, of_other_firms

TODAY = date(2026, 11, 26)
SCENARIOS = catalogs.load(DATA).scenarios
MES, SCHEDULING, TRACING = "SC-MF-062", "SC-MF-063", "SC-HR-073"


@pytest.mark.parametrize(
    ("words", "held", "on"),
    [
        ("哦不对，12号是礼拜六，改14号", date(2027, 3, 12), date(2027, 3, 14)),
        ("推迟到20号", date(2026, 12, 15), date(2026, 12, 20)),
        ("推到5号", date(2026, 12, 15), date(2027, 1, 5)),
        ("提前到28号", date(2027, 1, 10), date(2026, 12, 28)),
        ("说错了，是11号", date(2027, 1, 10), date(2027, 1, 11)),
        ("月底太赶了，推半个月", date(2026, 12, 31), date(2027, 1, 15)),
        ("从20号再推一个星期", date(2026, 12, 20), date(2026, 12, 27)),
        ("推一周，1月7号上", date(2026, 12, 31), date(2027, 1, 7)),
        ("改到2月3号", date(2026, 12, 31), date(2027, 2, 3)),
    ],
)
def test_another_day_is_read_by_the_one_that_stands(words: str, held: date, on: date) -> None:
    said = read_decision(words, TODAY)
    asked = Decision(said.state or "planned", said.day, said.moved)
    found = by_what_stands(asked, said, "planned", held, words, TODAY)
    assert found.day is not None
    assert found.day.on == on


def test_a_day_of_what_is_live_is_one_gone_by() -> None:
    said = read_decision("是11月10号", TODAY)
    found = by_what_stands(Decision("planned", said.day), said, "live", date(2026, 11, 12), "是11月10号", TODAY)
    assert (found.state, found.day and found.day.on) == ("live", date(2026, 11, 10))


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("排程上线了，比说好的晚了三天", "live"),
        ("上周就上线了，推迟了一点", "live"),
        ("推迟到12月20号上线了", "planned"),
        ("老细话呢个可以搞，下个月开始用", "planned"),
        ("那就先上线迹检测", "planned"),
        ("就第二个吧", "planned"),
        ("没停，还在用", "live"),
    ],
)
def test_how_far_it_is(words: str, state: str) -> None:
    assert read_decision(words, TODAY).state == state


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("厂长说排产可以上", "planned"),
        ("老板觉得质检这个得搞", "planned"),
        ("厂长说排产得上会研究", None),
        ("老板觉得质检可以做，不过今年没预算", None),
        ("老总说这个可以上，等年后再看", None),
        ("没停，一直在用纸排", None),
    ],
)
def test_mere_talk_is_no_decision(words: str, state: str | None) -> None:
    assert read_decision(words, TODAY).state == state


@pytest.mark.parametrize(
    ("standing", "words", "state"),
    [
        ("planned", "没停还在用", None),
        (None, "没停啊，还在用", None),
        ("stopped", "没停还在用", "live"),
        ("live", "没停，还在用", "live"),
        ("planned", "已经上线了", "live"),
    ],
)
def test_what_was_not_stopped_is_no_more_live_than_before(standing: str | None, words: str, state: str | None) -> None:
    assert adoption.as_begun(read_decision(words, TODAY), standing, words).state == state


@pytest.mark.parametrize("words", ["几耐先搞得掂", "十几个人在用", "八月一号开始用"])
def test_what_settles_nothing(words: str) -> None:
    assert not adoption.settles(words)


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("我表弟那个五金厂上了排产，听说不用了", True),
        ("隔壁厂的报工停了", True),
        ("客户家那套停了", True),
        ("我们厂的报工停了", False),
        ("隔壁车间的报工停了", False),
        ("朋友介绍的那套我们定了", False),
    ],
)
def test_what_another_firm_has_done(words: str, others: bool) -> None:  # noqa: FBT001 -- a case's
    assert of_other_firms(words) is others


@pytest.mark.parametrize(
    ("words", "one", "other"),
    [
        ("排产要半年，那个不做了", MES, True),
        ("漏液那套昨天上线了", TRACING, True),
        ("刚才那个定了", MES, False),
        ("报工那个定了", MES, False),
        ("扫码的那个停了", MES, False),
        ("我们那套系统停了", SCHEDULING, False),
        ("上个月那个上线了", SCHEDULING, False),
    ],
)
def test_another_scenario_than_the_one_at_hand(words: str, one: str, other: bool) -> None:  # noqa: FBT001 -- a case's
    assert of_another(words, SCENARIOS, one) is other


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("最近嫌麻烦，没人用了，停了吧", True),
        ("工人嫌慢，老报错，先停掉", True),
        ("我们要是停了会怎样", False),
        ("停了的话数据还在吗", False),
        ("老报错，没人用", False),
    ],
)
def test_what_ends_the_one_just_spoken_of(words: str, on: bool) -> None:  # noqa: FBT001 -- a case's
    assert goes_on(words) is on


@pytest.mark.parametrize("words", ["还没想好哪天", "我们还没商量好", "没定几号"])
def test_a_day_left_open(words: str) -> None:
    assert leaves_day_open(words)


@pytest.mark.parametrize("words", ["还没想好要不要做", "不做了"])
def test_more_than_the_day_left_open(words: str) -> None:
    assert not leaves_day_open(words)


@pytest.mark.parametrize("words", ["追溯那个呢，几号上来着", "预计3月中", "每天都用，三十几个人在用"])
def test_what_names_no_scenario(words: str) -> None:
    assert read_scenario(words, {}) is None


def test_a_score_is_no_span_of_time() -> None:
    assert read_use("打个4分，余料确实少了").minutes is None
    assert read_use("每次4分钟").minutes == 4


def test_a_share_told_before_its_whole() -> None:
    assert read_use("一条线在用，一共四条线").coverage == 25
    assert read_use("一天用8个小时，一条线在用").coverage is None


@pytest.mark.parametrize(
    ("words", "state", "on"),
    [
        ("小批快反工序排程11月20号起在用", "live", date(2026, 11, 20)),
        ("上周三起一直在跑", "live", date(2026, 11, 18)),
        ("视觉质检12月5号起用", "planned", date(2026, 12, 5)),
        ("11月20号在用的那个停了", "stopped", date(2026, 11, 20)),
    ],
)
def test_what_is_in_use_since_a_day_is_live(words: str, state: str, on: date) -> None:
    said = deciding.read_decision(words, date(2026, 11, 26))
    assert (said.state, said.day and said.day.on) == (state, on)


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("你那记的是几号", True),
        ("现在定的是哪天来着", True),
        ("上线日期定的是几号", True),
        ("工单记的是几号", False),
        ("能改到几号", False),
        ("改到3号", False),
        ("政策是几号截止", False),
    ],
)
def test_which_day_was_put_down(words: str, asks: bool) -> None:  # noqa: FBT001 -- a case's
    assert deciding.asks_day_kept(words) is asks


def test_the_others_spare_the_one_at_hand() -> None:
    assert adoption.declines_all("推荐的其他场景都不做了")
    assert deciding.spares_one("剩下的几个都先不搞")
    assert not deciding.spares_one("都不做了")
    assert not adoption.declines_all("其他员工都不上班")


# --- what is turned down, called otherwise, or put right --------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["视觉质检那个我们还没定呢，谁说我们上线了", "没有啊，谁说上线了", "谁跟你说我们停了", "我们哪说过上线了"],
)
def test_a_claim_that_is_turned_down_tells_no_state(words: str) -> None:
    assert read_decision(words, TODAY).state is None
    assert not adoption.settles(words)


@pytest.mark.parametrize(
    ("words", "settles"),
    [
        ("电费省不了几个，不弄了", True),
        ("报工那个没几个人用，停掉吧", True),
        ("才几天就停了", True),
        ("几个人在用，停了吗", False),
        ("几天能上线了", False),
        ("上了几个", False),
    ],
)
def test_a_few_are_asked_for_only_where_nothing_says_how_few(words: str, settles: bool) -> None:  # noqa: FBT001 -- a case
    assert adoption.settles(words) is settles


@pytest.mark.parametrize(
    ("words", "one", "otherwise"),
    [
        ("能耗看板那个老板一算电费省不了几个，不弄了", "SC-MG-067", True),
        ("老板看板那个不弄了", "SC-MG-067", False),
        ("报工那个停了", MES, False),
        ("排产那个停了", SCHEDULING, False),
    ],
)
def test_what_is_called_by_another_kind_is_another(words: str, one: str, otherwise: bool) -> None:  # noqa: FBT001 -- a case
    assert called_otherwise(words, SCENARIOS[one]) is otherwise


@pytest.mark.parametrize(("words", "it"), [("就上它", True), ("其它的上了", False), ("它们都停了", False)])
def test_a_pronoun_points_at_one(words: str, it: bool) -> None:  # noqa: FBT001 -- a case
    assert means_it(words) is it


def test_a_message_that_stops_something_is_no_name() -> None:
    assert read_scenario("排产那个用了俩礼拜停掉了，车间不配合", {}) is None
    assert read_scenario("排产那个", {}) == "排产那个"


TOLD = Use(per_week=6, minutes=30, coverage=70)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("70说多了，是60%", Use(coverage=60)),
        ("70说多了，是60", Use(coverage=60)),
        ("不对，70说高了，六成", Use(coverage=60)),
        ("覆盖说多了，其实只有50%", Use(coverage=50)),
        ("说错了，是60%", Use(coverage=60)),
        ("6次说多了，5次", Use(per_week=5)),
        ("次数说错了，一周5次", Use(per_week=5)),
        ("半小时说多了，一刻钟", Use(minutes=15)),
        ("没说错，是70%", Use()),
        ("70说多了是不是60%", Use()),
        ("以前老填错了，现在少了60%", Use()),
        ("老记错了，效果一般", Use()),
        ("误报少了，降到5%", Use()),
    ],
)
def test_a_figure_is_put_right(words: str, right: Use) -> None:
    assert put_right(words, TOLD) == right


@pytest.mark.parametrize(
    "words",
    [
        "算了不看了，忙去了",
        "算了，我先去忙了",
        "我先撤了，回头再看",
        "先放着，客户来了",
        "算了算了，要开会了",
        "不聊了，下班",
        "还是算了，孩子在哭，先走了",
        "放一放，老板喊我",
        "懒得看了，撤了",
        "算了，没空琢磨这些",
        "唔睇喇，食饭先",
        "缓一缓，我去接个电话",
        "算了今天先这样吧我去车间了",
    ],
)
def test_leaving_the_talk_decides_nothing(words: str) -> None:
    assert read_decision(words, TODAY).state is None
    assert not adoption.settles(words)


@pytest.mark.parametrize("words", ["太贵了，算了", "这个先放一放", "排产先放着", "那套算了，不做"])
def test_what_is_set_aside_is_declined(words: str) -> None:
    assert read_decision(words, TODAY).state == "declined"


@pytest.mark.parametrize(
    "words",
    [
        "听讲对面明辉的3D起版已经用上了，真的假的",
        "软件公司当初拍胸脯讲一个月上线，这都半年了，你说气人不气人",
        "卖软件的讲不上智能排产就要被淘汰，听着就想笑",
        "隔壁鸿达的智能排产听说上个月就跑起来了",
        "我小舅子厂里都用上AI验布了，羡慕",
        "展会上人家讲设备联网不做就落后了",
        "抖音上天天说不上MES的厂要倒闭",
        "业务员吹牛讲验布系统装了能省一半人",
        "他们镇上好几家皮具厂都停用智能客服了",
        "电视里讲华为的视觉质检早就上线了",
        "对手美研把灌装检测停掉了，不晓得为啥",
        "老师上课讲预测性维护不做不行",
        "前东家那套排产定了又黄了",
        "那家软件商答应三周装好MES，到现在影子都没有",
        "同行群里传智能排产都不用了，是不是真的",
        "有客户讲他们的能耗监测上线了，挺好用",
    ],
)
def test_what_others_say_or_do_is_no_decision(words: str) -> None:
    assert of_other_firms(words)
    assert not adoption.settles(words)


@pytest.mark.parametrize("words", ["排产那套撤了", "AOI撤了，没人用"])
def test_what_is_taken_away_is_stopped(words: str) -> None:
    assert read_decision(words, TODAY).state == "stopped"
