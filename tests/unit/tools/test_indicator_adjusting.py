"""What is taken off a figure of the last calculation, or comes on top of it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.bootstrap import DATA
from corpus import catalogs
from corpus.lexical import normalise
from tools.domain.indicators import adjusting, keeping, reading
from tools.domain.indicators.quantities import Given, parse

KNOWN = catalogs.load(DATA)
TODAY = date(2026, 11, 26)
STAFF = "培训覆盖率，150个人里面有90个参加了数字化培训"
BAD = "不良率，做了2000个，不良80个"
GOODS = "缺陷率，总产量100件，缺陷10件"
TRAINED = "培训覆盖率，员工100人，参加培训80人"
COST = "采购成本上个月70万这个月66万"


def _given(text: str) -> Given:
    return reading.read(text, KNOWN.indicators, TODAY).given[0]


def _options(base: str, text: str) -> tuple[bool, dict[str, str]] | None:
    known = _given(base)
    found = adjusting.adjusted(text, KNOWN.indicators[known.indicator], known)
    return None if found is None else (found.certain, {key: str(given.values[key][0]) for key, given in found.options})


@pytest.mark.parametrize(
    ("base", "text", "certain", "options"),
    [
        (BAD, "80个里有5个是客户摔坏的不能算 应该是75个", True, {"defective_qty": "75"}),
        (BAD, "2000个里有50个是试产的不算", True, {"total_output": "1950"}),
        (STAFF, "又有4个人补训了", True, {"trained_staff": "94"}),
        (STAFF, "走了3个 现在147人", True, {"total_staff": "147"}),
        (STAFF, "走了3个没培训的 现在147人", True, {"total_staff": "147"}),
        (TRAINED, "8人是劳务派遣的,员工真正只有92人", True, {"total_staff": "92"}),
        (TRAINED, "有8人是重复签到的,实际参加的只有72人", True, {"trained_staff": "72"}),
        (GOODS, "10件里有2件是重复记的,应该是8件", True, {"defective_qty": "8"}),
        (BAD, "有5个其实是好的,真正不良的只有75个", True, {"defective_qty": "75"}),
        (BAD, "不良只剩75个,另一本账上有5个是重复记的", True, {"defective_qty": "75"}),
        (BAD, "漏记了6个 不良应该是86个", True, {"defective_qty": "86"}),
        (BAD, "有100个是试产的,实际只做了1900个", True, {"total_output": "1900"}),
        (STAFF, "有5个是实习生不算", False, {"trained_staff": "85", "total_staff": "145"}),
        (COST, "66万里有6万是代收的", True, {"purchase_cost_after": "600000 元"}),
        (COST, "66万里面有6万是运费", False, {"purchase_cost_after": "600000 元"}),
        (COST, "上个月里面有5万是垫付的", True, {"purchase_cost_before": "650000 元"}),
    ],
)
def test_a_part_is_taken_off_or_added_or_asked_about(
    base: str,
    text: str,
    certain: bool,  # noqa: FBT001 -- a case of many
    options: dict[str, str],
) -> None:
    assert _options(base, text) == (certain, options)


@pytest.mark.parametrize(
    ("base", "text"),
    [
        (STAFF, "有5个实习生算不算"),
        (STAFF, "里面有95个参加了"),
        (STAFF, "有60个没参加,真正参加的只有90个"),
        (BAD, "有5个其实是好的,真正不良的只有70个"),
        (GOODS, "不合格的5件,合格的只有95件"),
        (GOODS, "返工了5件,实际合格95件"),
        (GOODS, "返工了5件,只有95件合格"),
        (GOODS, "报废了5件,只有95件"),
        (GOODS, "不合格的应该是8件,合格的92件"),
        (GOODS, "次品30件,好的只有70件"),
        (TRAINED, "没培训的有15人,培训的才85人"),
        (TRAINED, "没参加的40人,参加的只有60人"),
        (TRAINED, "没参加的30人,参加的其实是70人"),
        (TRAINED, "20人是劳务派遣的,员工真正只有60人"),
        ("质量成本占比,返工30万,报废20万,客诉10万,营收3000万", "返工5万,报废其实15万"),
        (STAFF, "改成95个呢"),
        (BAD, "2000个里有30个不良"),
        (BAD, "里面有70个不合格"),
        (COST, "66万里有6万要不要扣"),
        (COST, "这个月其实60万"),
        (COST, "再加3万"),
    ],
)
def test_a_figure_given_anew_and_a_question_take_nothing_off(base: str, text: str) -> None:
    assert _options(base, text) is None


@pytest.mark.parametrize(
    ("base", "text", "key", "value"),
    [
        (BAD, "那如果压到40个呢", "defective_qty", "40"),
        (BAD, "那如果40个呢", "defective_qty", "40"),
        (BAD, "控制到40以内呢", "defective_qty", "40"),
        (BAD, "减到1800个呢", "total_output", "1800"),
        (TRAINED, "要是减到60人呢", "trained_staff", "60"),
    ],
)
def test_the_figure_nearest_in_size_is_lowered(base: str, text: str, key: str, value: str) -> None:
    known = _given(base)
    found = adjusting.lowered(text, KNOWN.indicators[known.indicator], known)
    assert found is not None
    assert (found[0], str(found[1].values[key][0])) == (key, value)


@pytest.mark.parametrize(
    ("base", "text"),
    [
        (BAD, "如果是100个呢"),
        (BAD, "减到300个呢"),
        (BAD, "要是降到2%呢"),
        (BAD, "要是不良压到40个呢"),
        (BAD, "说错了,是40个"),
        (BAD, "减到40人呢"),
        (TRAINED, "我们降到60人了"),
        (COST, "压到60万呢"),
    ],
)
def test_no_figure_is_lowered_where_another_may_be_meant(base: str, text: str) -> None:
    known = _given(base)
    assert adjusting.lowered(text, KNOWN.indicators[known.indicator], known) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("交付周期缩短了多少 25天变20天", "20 天"),
        ("会议以前一个礼拜开5个小时，现在4个小时", "4 小时"),
        ("月底对账以前8个人天 现在两天半就搞完", "2.5 人天"),
    ],
)
def test_what_is_now(text: str, value: str) -> None:
    given = _given(text)
    assert value in {str(q) for key, values in given.values.items() if key.endswith("after") for q in values}


def test_a_week_that_has_become_shorter_is_a_figure() -> None:
    given = _given("审批以前一个礼拜，现在5天")
    assert {str(q) for values in given.values.values() for q in values} == {"1 周", "5 天"}


def test_thousands_beside_ten_thousands_stay_thousands() -> None:
    given = _given("返工费3万，报废2万5，客诉赔8千，营收1200万，质量成本占多少")
    assert str(given.values["complaint_cost"][0]) == "8000 元"


def test_nothing_is_taken_off_a_day() -> None:
    record = KNOWN.indicators["d.3.2"]
    known = Given(record.id, {v.key: parse("2026-02-01") for v in record.variables})
    assert adjusting.adjusted("里面有3个不算", record, known) is None


def test_each_of_two_values_has_its_own_stage() -> None:
    assert keeping.by_stage("这个月的存成实际值，上个月的存成基线") == ("这个月的存成实际值", "上个月的存成基线")
    assert keeping.by_stage("存成实际值，不是基线") == ()


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("返工率5%当基线存下，4%存成实际值，算了先不存", True),
        ("返工率5%存为基线，要是年底到4%再存为实际值", True),
        ("返工率5%存为基线，4%存为实际值，不对，4%那个别记", True),
        ("返工率5%存为基线，4%存为实际值", False),
        ("去年的5%当基线记下，今年的4%存成实际值，报表上的", False),
    ],
)
def test_what_is_taken_back_or_supposed_is_held_back(text: str, held: bool) -> None:  # noqa: FBT001 -- a case
    assert keeping.holds_back(text) is held


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("好，我再核一下", True),
        ("我先问一下财务", True),
        ("自己再查一遍吧", True),
        ("缺陷率先不存，我回去再核一核", True),
        ("先别记，我跟会计再对一遍。", True),
        ("240个的先不存，我再核一核", False),
        ("存为基线，我再核一核", False),
        ("再核一下", False),
        ("你再核一下", False),
        ("我们先看看政策", False),
    ],
)
def test_who_checks_first_is_told_from_who_doubts(text: str, first: bool) -> None:  # noqa: FBT001 -- a case
    assert keeping.checks_first(text) is first


def test_a_daily_report_is_a_source() -> None:
    assert keeping.read("10月那个当基线记下 品检日报上的").source == "品检日报"
    assert not keeping.read("存为基线，10月的").source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("数据来自MES的产品缺陷率3%,记为基线", "mes"),
        ("数据来自HR的数智化培训员工覆盖率是百分之三,记为基线", "hr"),
        ("把来自MES的产品缺陷率存成基线", "mes的产品缺陷率"),
        ("存为基线,数据来自HR的培训覆盖率报表", "hr的培训覆盖率报表"),
        ("存为基线,来源:2号车间的培训记录", "2号车间的培训记录"),
    ],
)
def test_a_source_ends_where_a_value_is_told(text: str, source: str) -> None:
    assert keeping.read(normalise(text)).source == source
