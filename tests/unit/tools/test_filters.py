"""Filters are read out of people's words, and only questions over a whole catalog are taken for such."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, get_args

import pytest

from assistant.bootstrap import DATA
from corpus import catalogs
from corpus.lexical import normalise
from tools.domain import endings, filters, lexicon
from tools.domain.filters import PolicyFilter, ScenarioFilter, narrowed, wanted

if TYPE_CHECKING:
    from corpus.catalogs import Catalogs

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def known() -> Catalogs:
    return catalogs.load(DATA)


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("哪些政策企业可以直接申报", {"applies": "firms"}),
        ("哪些政策现在还开放", {"applies": "firms"}),
        ("还有什么能报的", {"applies": "firms"}),
        ("哪些政策快到期了", {}),
        ("今年底到期的政策有哪些", {}),
        ("一共有多少份政策", {}),
        ("国家/省/市/区级有哪些政策", {}),
        ("广东省级的政策有哪些", {"level": "省", "region": "广东省"}),
        ("廣州的補貼有哪些", {"region": "广州市", "funding": True}),
        ("花都有什么扶持", {"region": "花都区", "funding": True}),
        ("关于算力券的政策", {"theme": "算力券"}),
        ("设备更新有哪些政策", {"theme": "设备更新"}),
        ("专精特新的政策有哪些", {"theme": "专精特新"}),
        ("合规要看哪几部法", {"theme": "合规"}),
        ("平台要遵守哪些法律法规", {"theme": "合规", "applies": "platform"}),
        ("设备更新和技改的政策有哪些", {}),
        ("政策清单", {}),
        ("国家有哪些数字化转型政策", {"level": "国家", "theme": "数字化转型"}),
        ("which policies are open now", {"applies": "firms"}),
    ],
)
def test_questions_over_all_policies_are_recognised(text: str, arguments: dict[str, Any]) -> None:
    text = normalise(text)
    assert wanted(text) == ("list_policies", {**arguments, "question": text})


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("皮具厂有哪些场景", {"industry": "皮革皮具"}),
        ("皮具廠有咩場景", {"industry": "皮革皮具"}),
        ("我们是做箱包的，有哪些AI场景适合", {"industry": "皮革皮具"}),
        ("化妆品厂能做哪些AI", {"industry": "化妆品"}),
        ("牛仔厂可以上什么AI", {"industry": "纺织服装"}),
        ("L1就能上的场景", {"level": "L1"}),
        ("不用买设备的场景", {"hardware": False}),
        ("周期最短的场景有哪些", {"effort": "轻"}),
        ("小厂投入少的场景有哪些", {"effort": "轻"}),
        ("哪个场景见效最快", {"effort": "轻"}),
        ("财务能用AI做什么", {"module": "财务"}),
        ("质量类的场景", {"module": "质量"}),
        ("视觉类的场景有哪些", {"model_type": "视觉"}),
        ("皮具厂L1能上、不用买设备的场景有哪些", {"industry": "皮革皮具", "level": "L1", "hardware": False}),
        ("一共有多少个场景", {}),
        ("有哪些行业", {}),
        ("还有别的场景吗", {}),
        ("哪些场景看缺陷率这个指标", {}),
        ("库存周转天数这个指标对应哪些场景", {}),
        ("list all scenarios for leather", {"industry": "皮革皮具"}),
    ],
)
def test_questions_over_all_scenarios_are_recognised(text: str, arguments: dict[str, Any]) -> None:
    text = normalise(text)
    assert wanted(text) == ("list_scenarios", {**arguments, "question": text})


@pytest.mark.parametrize(
    "text",
    [
        "场景推广有哪些要求",
        "场景开发分几步",
        "平台要维护场景列表吗",
        "典型数智化服务场景有哪些",
        "场景能力有哪些",
        "皮具场景看哪些指标",
        "场景部分总共要对多少条",
        "做场景开发要守哪些法律",
        "行业大模型能用在哪些行业",
        "规范性引用文件有哪些",
        "穗智转补贴有哪些条件",
        "申报补贴要哪些材料",
        "广州补贴最高多少",
        "239号文有哪些政策措施",
        "狮岭皮具政策",
        "有没有补贴",
        "AI验布场景要哪些数据",
        "深圳有什么数字化补贴",
        "外贸补贴有哪些",
        "养猪场能上什么AI场景",
        "银行网点可以用哪些场景",
    ],
)
def test_questions_about_one_thing_or_about_what_is_not_held_are_left_alone(text: str) -> None:
    assert wanted(normalise(text)) is None


def test_expected_questions_of_single_units_are_left_alone(known: Catalogs) -> None:
    """Whatever people ask about one unit must reach that unit."""
    asked = [
        (unit, question)
        for unit, record in catalogs.load_questions(DATA).items()
        for questions in record.by_field().values()
        for question in questions
    ]
    asked += [(fact.id, question) for fact in known.facts.values() for question in fact.questions]
    asked += [(absent.id, question) for absent in known.absent.values() for question in absent.questions]
    taken = Counter(unit for unit, question in asked if wanted(normalise(question)))
    assert len(asked) > 10_000
    assert taken.total() <= 5, taken
    assert not {*taken} - {*known.policies, *known.scenarios}, taken


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今年底到期的政策", date(2026, 12, 31)),
        ("哪些政策2027年底到期", date(2027, 12, 31)),
        ("明年到期的有哪些", date(2027, 12, 31)),
        ("本月到期的政策", date(2026, 11, 30)),
        ("下个月到期的政策", date(2026, 12, 31)),
        ("今年12月31号到期的政策有哪些", date(2026, 12, 31)),
        ("今年年底就要到期的政策有哪些", date(2026, 12, 31)),
        ("明年3月前到期的政策", date(2027, 3, 31)),
        ("下个月底前到期的政策", date(2026, 12, 31)),
        ("三个月内到期的政策", TODAY + timedelta(days=90)),
        ("快到期的政策", TODAY + endings.SOON),
        ("已经过期的政策", date(2026, 11, 22)),
        ("一共多少份政策", None),
    ],
)
def test_the_day_by_which_policies_end_is_counted_from_today(text: str, day: date | None) -> None:
    assert filters.read_policies(text, TODAY).ends_before == day


def test_the_month_after_december_is_january() -> None:
    assert filters.read_policies("下个月到期的政策", date(2026, 12, 5)).ends_before == date(2027, 1, 31)


def test_what_is_open_is_asked_about_today() -> None:
    assert filters.read_policies("还能报的补贴有哪些", TODAY) == PolicyFilter(
        funding=True, applies="firms", open_on=TODAY
    )


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("哪些场景看b.1.1", "b.1.1"),
        ("哪些场景能降低不良率", "b.1.1"),
        ("库存周转天数对应哪些场景", "a.1.3"),
        ("皮具厂有哪些场景", None),
    ],
)
def test_indicators_are_found_by_any_of_their_names(known: Catalogs, text: str, indicator: str | None) -> None:
    assert filters.read_scenarios(text, known.indicators).indicator == indicator


def test_an_indicator_is_not_read_as_a_module_too(known: Catalogs) -> None:
    asked = filters.read_scenarios("哪些场景看质量成本率这个指标", known.indicators)
    assert asked == ScenarioFilter(indicator="b.1.2")


@pytest.mark.parametrize(
    ("region", "expected"),
    [("广州市", 0), ("花都区", 1), ("黄埔区", 1), ("广东省", 0), ("全国", 0)],
)
def test_regions_lie_within_one_another(known: Catalogs, region: lexicon.Region, expected: int) -> None:
    assert filters.distance(known.policies["GZ-SUBSIDY-2025"], region) == expected


def test_a_district_is_not_around_its_neighbour(known: Catalogs) -> None:
    assert filters.distance(known.policies["GZ-HUANGPU-AI-2025"], "花都区") is None


@pytest.mark.parametrize(
    ("text", "tool", "arguments"),
    [
        ("那化妆品呢", "list_scenarios", {"industry": "化妆品"}),
        ("质量类的", "list_scenarios", {"module": "质量"}),
        ("不用买设备的", "list_scenarios", {"hardware": False}),
        ("市级的有哪些", "list_policies", {"level": "市", "question": "市级的有哪些"}),
        ("哪些快到期", "list_policies", {"question": "哪些快到期"}),
        ("第一个怎么做", "list_scenarios", None),
        ("要准备什么数据", "list_scenarios", None),
        ("怎么申报", "list_policies", None),
        ("有哪些", "list_scenarios", None),
    ],
)
def test_a_few_words_narrow_a_list(text: str, tool: str, arguments: dict[str, Any] | None) -> None:
    assert narrowed(text, tool) == arguments


def test_the_closed_sets_are_those_of_the_catalogs(known: Catalogs) -> None:
    policies, scenarios = known.policies.values(), known.scenarios.values()
    assert {p.level for p in policies} == {*get_args(lexicon.Level)} == {*lexicon.LEVELS} == {*lexicon.NEAREST_FIRST}
    assert {p.region for p in policies} == {*get_args(lexicon.Region)}
    assert {s.industry for s in scenarios} == {*get_args(lexicon.Industry)} == {*lexicon.INDUSTRIES}
    assert {s.module for s in scenarios} == {*get_args(lexicon.Module)} == {*lexicon.MODULES}
    assert {s.model_type for s in scenarios} == {*get_args(lexicon.ModelType)} == {*lexicon.MODEL_TYPES}
    assert {s.effort for s in scenarios} == {*get_args(lexicon.Effort)} == {*lexicon.EFFORTS} == {*lexicon.EFFORT}
    assert {s.min_level for s in scenarios} <= {*get_args(lexicon.Grade)}


@pytest.mark.parametrize("topic", get_args(lexicon.Topic))
def test_every_topic_has_a_policy(known: Catalogs, topic: lexicon.Topic) -> None:
    assert any(filters.is_about(policy, topic) for policy in known.policies.values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [("不要拍照看图那种的", "视觉"), ("不要质量的", "质量"), ("不要轻的", None), ("不要了", None), ("不要登记", None)],
)
def test_what_is_left_out_of_a_list(text: str, kind: str | None) -> None:
    assert filters.left_out(text) == kind


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("我们仓库刚买了扫码枪,用得上扫码枪的场景有哪些", {"device": "扫码"}),
        ("用到大模型的场景有哪些", {}),
        ("需要改善质量的场景", {"module": "质量"}),
    ],
)
def test_a_device_that_scenarios_use(text: str, given: dict[str, Any]) -> None:
    assert filters.read_scenarios(text, {}).given() == given


@pytest.mark.parametrize(
    ("text", "module"),
    [
        ("有没有管仓库的场景", "仓储物流"),
        ("哪些场景是管设备的", "设备"),
        ("有没有盯能耗的那种场景", "能耗"),
        ("有哪些针对采购的场景", "采购"),
    ],
)
def test_scenarios_may_be_asked_for_by_what_they_look_after(text: str, module: str) -> None:
    found = filters.wanted(text)
    assert found is not None
    assert (found[0], found[1]["module"]) == ("list_scenarios", module)


@pytest.mark.parametrize("text", ["谁管仓库的场景", "管设备的人走了", "有没有做过的场景", "场景管理谁负责"])
def test_what_somebody_looks_after_is_no_list(text: str) -> None:
    assert filters.wanted(text) is None
