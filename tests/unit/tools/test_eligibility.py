"""Policies held against firms: nothing unknown counts as met, and each condition stands in its record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.bootstrap import DATA
from corpus.catalogs import Catalogs, Policy, PolicyCondition, load
from tools.domain import eligibility
from tools.domain.archive import archive
from tools.domain.eligibility import Firm, judge
from tools.domain.eligibility.places import lies_in
from tools.kit.tool import Focus

CATALOGS: Catalogs = load(DATA)
SIZING = eligibility.sizing_of(CATALOGS.policies.values())
TODAY = date(2026, 11, 26)
SUBSIDY = CATALOGS.policies["GZ-SUBSIDY-2025"]
GRADIENT = CATALOGS.policies["CN-GRADIENT-2026"]
INDUSTRIES = archive().by_key["industry"].options

facts_of_firms = st.fixed_dictionaries(
    {},
    optional={
        "town": st.sampled_from(["狮岭", "花东镇", "白云区", "佛山", "黄埔区", "广州", "杭州", "某园区", ""]),
        "industry": st.sampled_from(INDUSTRIES),
        "employees": st.integers(1, 3000),
        "revenue_wan": st.floats(1, 90000),
        "honors": st.lists(st.sampled_from(archive().by_key["honors"].options), max_size=3),
        "founded": st.integers(1980, 2026),
        "plan_time": st.sampled_from(["今年内", "半年内", "后年", "没有计划", "看情况", ""]),
    },
)
bounds_of_facts = st.dictionaries(
    st.sampled_from(["employees", "revenue_wan"]), st.sampled_from(["exact", "about", "below", "above", "range"])
)


def firm(bounds: Any = None, level: str | None = None, **facts: Any) -> Firm:
    return Firm(facts=facts, today=TODAY, bounds=bounds or {}, level=level)


def states(policy: Policy, of: Firm) -> dict[str, str]:
    return {c.condition.field or c.condition.op: c.state for c in judge(policy, of, SIZING).checks}


@pytest.mark.parametrize("policy", CATALOGS.policies.values(), ids=lambda p: p.id)
def test_every_condition_stands_verbatim_in_its_record(policy: Policy) -> None:
    lines = {policy.applies_to, policy.summary, *policy.eligibility, *policy.provisions}
    for condition in policy.conditions:
        assert condition.text in lines
        assert condition.field is None or condition.field in {*archive().by_key, "level"}
        if condition.op == "in" and isinstance(condition.value, tuple):
            assert {*condition.value, *condition.maybe} <= set(INDUSTRIES)
        if condition.op == "has" and isinstance(condition.value, tuple):
            assert set(condition.value) <= set(archive().by_key["honors"].options)


def test_what_firms_apply_under_has_conditions() -> None:
    assert all(p.conditions for p in CATALOGS.policies.values() if p.applies == "firms")


@settings(max_examples=300, deadline=None)
@given(facts_of_firms, bounds_of_facts, st.sampled_from(sorted(CATALOGS.policies)))
def test_nothing_unknown_is_ever_met(facts: dict[str, Any], bounds: dict[str, Any], policy: str) -> None:
    judgement = judge(CATALOGS.policies[policy], Firm(facts, TODAY, bounds, "L4"), SIZING)
    for check in judgement.checks:
        field = check.condition.field
        if check.condition.op in {"self", "project", "rated"}:
            assert check.state == "unknown"
        elif field is not None and facts.get(field) in (None, "", []):
            assert check.state == "unknown"
            assert check.wanted == field
        elif check.condition.op == "sized" and check.state == "met":
            assert facts.get("industry") is not None
            assert facts.get("employees") is not None or facts.get("revenue_wan") is not None
        if check.condition.rules_out:
            assert check.state != "met"
    if judgement.verdict == "fits":
        assert any(c.state == "met" for c in judgement.checks)
        assert not any(
            c.state == "not_met" and c.condition.any_of is None and not c.condition.goal for c in judgement.checks
        )


@settings(max_examples=200, deadline=None)
@given(facts_of_firms, st.sampled_from(sorted(CATALOGS.policies)))
def test_a_fact_more_never_turns_met_into_unknown(facts: dict[str, Any], policy: str) -> None:
    for name in facts:
        less = {k: v for k, v in facts.items() if k != name}
        before = judge(CATALOGS.policies[policy], Firm(less, TODAY), SIZING)
        after = judge(CATALOGS.policies[policy], Firm(facts, TODAY), SIZING)
        for one, other in zip(before.checks, after.checks, strict=True):
            if one.state == "met" and one.condition.op != "sized":
                assert other.state == "met"


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 5000), st.sampled_from(["max", "min", "over"]), st.integers(1, 5000), st.integers(-19, 19))
def test_an_inexact_figure_settles_only_what_all_it_may_be_settles(value: int, op: Any, bar: int, off: int) -> None:
    condition = PolicyCondition(field="employees", op=op, value=bar, text="x")
    policy = SUBSIDY.model_copy(update={"conditions": (condition,)})
    true = value * (100 + off) / 100
    holds = {"max": true <= bar, "min": true >= bar, "over": true > bar}[op]
    state = judge(policy, firm({"employees": "about"}, employees=value), SIZING).checks[0].state
    assert state == "unknown" or (state == "met") is holds


def test_less_than_a_bar_is_below_it() -> None:
    of = firm({"revenue_wan": "below"}, revenue_wan=5000.0)
    check = next(c for c in judge(GRADIENT, of, SIZING).checks if c.condition.field == "revenue_wan")
    assert check.state == "not_met"
    over = firm({"revenue_wan": "above"}, revenue_wan=5000.0)
    check = next(c for c in judge(GRADIENT, over, SIZING).checks if c.condition.field == "revenue_wan")
    assert check.state == "met"


def test_one_of_two_sizes_is_enough() -> None:
    assert judge(SUBSIDY, firm(town="狮岭", industry="皮革皮具", employees=80), SIZING).verdict == "fits"
    both = firm(town="狮岭", industry="皮革皮具", employees=1200, revenue_wan=50000)
    assert judge(SUBSIDY, both, SIZING).verdict == "fails"
    one = firm(town="狮岭", industry="皮革皮具", employees=1200, revenue_wan=30000)
    assert judge(SUBSIDY, one, SIZING).verdict == "fits"
    neither_known = judge(SUBSIDY, firm(town="狮岭", industry="皮革皮具", employees=1200), SIZING)
    assert neither_known.verdict == "open"
    assert "revenue_wan" in neither_known.wanted


def test_trades_that_may_belong_are_left_open_and_others_not() -> None:
    assert judge(SUBSIDY, firm(town="狮岭", industry="通用制造", employees=80), SIZING).verdict == "open"
    assert judge(SUBSIDY, firm(town="狮岭", industry="物流", employees=80), SIZING).verdict == "fails"


def test_the_size_of_a_service_firm_is_not_in_the_sources() -> None:
    found = states(GRADIENT, firm(industry="物流", employees=20))
    assert found["sized"] == "unknown"
    assert judge(GRADIENT, firm(industry="物流", employees=20), SIZING).wanted == ()


@pytest.mark.parametrize(
    ("town", "region", "lies"),
    [
        ("狮岭", "花都区", True),
        ("狮岭镇", "广州市", True),
        ("花都汽车城", "花都区", True),
        ("黄埔区", "花都区", False),
        ("广州", "花都区", None),
        ("白云区", "广州市", True),
        ("顺德区", "广州市", False),
        ("佛山", "广东省", True),
        ("杭州", "广东省", False),
        ("某某园区", "广州市", None),
        ("广州开发区", "黄埔区", True),
        ("深圳", "深圳市", True),
    ],
)
def test_places_lie_where_they_lie(town: str, region: str, lies: object) -> None:
    assert lies_in(town, (region,)) is lies


def test_the_fact_that_settles_most_is_asked_for() -> None:
    policies = [p for p in CATALOGS.policies.values() if p.applies == "firms"]
    nothing = [judge(p, firm(employees=80), SIZING) for p in policies]
    assert eligibility.most_useful(nothing) == "town"
    placed = [judge(p, firm(town="狮岭"), SIZING) for p in policies]
    assert eligibility.most_useful(placed) == "industry"
    assert eligibility.most_useful(placed, ["industry"]) != "industry"


def test_an_estimate_stops_at_the_cap() -> None:
    rate = SUBSIDY.rates[0]
    assert eligibility.estimate(rate, Decimal(600_000)) == Decimal(300_000)
    assert eligibility.estimate(rate, Decimal(10_000_000)) == Decimal(1_500_000)


@pytest.mark.parametrize(
    ("words", "policy"),
    [
        ("我们能申请哪些补贴", None),
        ("我够不够格申请中小企业改造补贴", "GZ-SUBSIDY-2025"),
        ("我们能不能冲小巨人", "CN-GRADIENT-2026"),
        ("我能赶得上2026年的小巨人吗", "CN-GIANT-2026"),
        ("花都扶商新政我们够条件不", "HD-FUSHANG-2025"),
        ("买了三台新设备，能享受设备更新吗", "CN-EQUIP-2024"),
        ("我们能评专精特新不", "CN-GRADIENT-2026"),
        ("我厂有没有资格享受技改", "CN-TECHREF-CITY-2024"),
    ],
)
def test_policies_are_recognised_by_how_people_call_them(words: str, policy: str | None) -> None:
    assert eligibility.policy_named(words, CATALOGS) == policy


def test_facts_and_costs_are_read_from_words() -> None:
    said = eligibility.read("新华做电子的，五十号人，改造花了60万", archive().by_key)
    assert said.facts["town"] == "新华"
    assert said.facts["industry"] == "电子信息"
    assert said.facts["employees"] == 50
    assert said.investment == Decimal(600_000)
    assert eligibility.read("我们能评小巨人吗", archive().by_key).facts.get("honors") is None
    assert eligibility.read("我们是省专精特新，能冲小巨人吗", archive().by_key).facts["honors"] == ["专精特新中小企业"]


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("花都“扶商”新政我们够条件不", {}),
        ("我注册在白云厂在花都，能享受花都的政策吗", {"town": "白云"}),
        ("总部在佛山，分厂在狮岭", {"town": "佛山"}),
        ("我哋公司喺佛山注册，花都嘅钱有份未", {"town": "佛山"}),
        ("这家企业（食品，狮岭以外，三十人）", {"industry": "食品饮料", "employees": 30}),
        ("match policies for a 65-person cosmetics company in Huadu", {"town": "花都区", "employees": 65}),
        ("客户是做珠宝的，规上", {"industry": "珠宝首饰"}),
        ("我们去年被环保罚过", {}),
    ],
)
def test_what_is_no_fact_of_the_firm_is_not_read_as_one(words: str, facts: dict[str, Any]) -> None:
    read = eligibility.read(words, archive().by_key).facts
    assert {k: v for k, v in read.items() if k in {"town", "employees"} or k in facts} == facts


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("帮恒泰皮具看看能报哪几个政策", "恒泰皮具"),
        ("哪些政策适用于我们", None),
        ("上MES能补贴不", None),
        ("食品厂条件够不够", None),
        ("那现在看看我们符合哪些补贴", None),
        ("黄埔区那个人工智能的算力券我们能领不", None),
        ("金明五金有限公司符合改造奖补吗", "金明五金有限公司"),
    ],
)
def test_a_firm_is_named_or_not(words: str, name: str | None) -> None:
    assert eligibility.firm_named(words) == name


def test_a_described_firm_is_told_from_ones_own() -> None:
    assert eligibility.described("给狮岭一家80人的皮具厂配政策")
    assert not eligibility.described("我们是狮岭一家80人的皮具厂")


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ("那现在呢，改造奖补能申请了吗", True),
        ("扶商那个我们够不够条件", True),
        ("而家有乜补贴攞得到", True),
        ("改造奖补最多补多少", False),
        ("小巨人什么时候截止，我们能报吗", False),
        ("我们厂在狮岭", False),
    ],
)
def test_what_surely_asks_for_ones_own_firm(words: str, sure: bool) -> None:  # noqa: FBT001 -- a case's
    assert (eligibility.surely(words, CATALOGS) > 0) == sure


@pytest.mark.parametrize(
    ("words", "tool"),
    [
        ("我家去年才3200万,够不够", "match_policies"),
        ("那如果我们搬去黄埔呢", "match_policies"),
        ("怎么申报", "read_policy"),
        ("唉那我们差远了,算了", None),
        ("我们能拿哪些补贴", None),
    ],
)
def test_a_policy_just_read_is_held_against_the_own_firm(words: str, tool: str | None) -> None:
    focus = Focus(tool="read_policy", arguments={"policy": GRADIENT.id})
    found = eligibility.follows(words, focus, CATALOGS)
    assert (found and found[0]) == tool
    assert found is None or found[1]["policy"] == GRADIENT.id


def test_how_much_a_policy_asks_for_may_stand_in_its_provisions() -> None:
    policies = CATALOGS.policies
    assert eligibility.field_of("条件呢,要多大营收才行", policies["HD-FUSHANG-2025"]) == "provisions"
    assert eligibility.field_of("要改到几级才算数", policies["GD-PILOT-EXT-2026"]) == "provisions"
    assert eligibility.field_of("什么时候截止", policies["GD-PILOT-EXT-2026"]) is None


def follow(words: str, policy: str, tool: str = "read_policy") -> tuple[str, dict[str, Any]] | None:
    return eligibility.follows(words, Focus(tool=tool, arguments={"policy": policy} if policy else {}), CATALOGS)


@pytest.mark.parametrize(
    ("words", "policy", "field"),
    [
        ("不是这个,是花都扶商的", "HD-FUSHANG-2025", "provisions"),
        ("不是这个是区里那个", "HD-FUSHANG-2025", "provisions"),
        ("搞错了,是国家的小巨人", "CN-GRADIENT-2026", "provisions"),
        ("错了,我问的是黄埔那个", "GZ-HUANGPU-AI-2025", "provisions"),
        ("那扶商的怎么申", "HD-FUSHANG-2025", "how_to_apply"),
        ("省里延期的那个呢", "GD-PILOT-EXT-2026", "validity"),
        ("那个文件的截止呢", "GZ-SUBSIDY-2025", "validity"),
        ("最多多少", "GZ-SUBSIDY-2025", "provisions"),
        ("最多攞几多", "GZ-SUBSIDY-2025", "provisions"),
        ("改造完只到二级呢", "GZ-SUBSIDY-2025", "provisions"),
        ("三级", "GZ-SUBSIDY-2025", "provisions"),
        ("那150万呢", "GZ-SUBSIDY-2025", "provisions"),
    ],
)
def test_a_short_message_turns_to_another_policy_or_to_one_field_of_this_one(
    words: str, policy: str, field: str
) -> None:
    assert follow(words, "GZ-SUBSIDY-2025") == ("read_policy", {"policy": policy, "aspect": field})


def test_several_policies_of_a_level_are_listed() -> None:
    assert follow("不对,我问省里那个", "GZ-SUBSIDY-2025") == ("list_policies", {"level": "省", "applies": "firms"})
    assert follow("广东省的那个", "GZ-SUBSIDY-2025") == ("list_policies", {"level": "省", "applies": "firms"})


def test_whether_one_may_still_apply_is_for_the_notice_of_the_year() -> None:
    notice = ("read_policy", {"policy": "CN-GIANT-2026", "aspect": "validity"})
    assert follow("今年还能报不", GRADIENT.id) == notice
    assert follow("那我们还来得及吗,什么时候截止", GRADIENT.id) == notice


@pytest.mark.parametrize(
    "words", ["那帮我登记一个问题,问问平台什么时候出券", "我们厂在花都", "推荐几个场景", "不是我们厂的"]
)
def test_what_says_more_is_no_field_of_a_policy(words: str) -> None:
    assert follow(words, "GZ-SUBSIDY-2025") is None


def test_what_ends_first_is_asked_of_all_that_were_matched() -> None:
    focus = Focus(tool="match_policies", arguments={"question": "我们做皮具的,狮岭,能申请哪些补贴"})
    found = eligibility.follows("哪个最快截止", focus, CATALOGS)
    assert found == ("match_policies", {"question": "我们做皮具的,狮岭,能申请哪些补贴,哪个最快截止"})


@pytest.mark.parametrize("words", ["今年还能报不", "第八批还能报吗", "年底前还能拿补贴吗"])
def test_a_time_is_no_firm(words: str) -> None:
    assert eligibility.firm_named(words) is None


@pytest.mark.parametrize(
    ("words", "policy"),
    [
        ("狮岭做箱包,60个人,去年做了3000来万,广州那个数字化改造能补我们多少", "GZ-SUBSIDY-2025"),
        ("我们去年营收四千二,主营占比92%,负债率六成,够小巨人吗", "CN-GRADIENT-2026"),
    ],
)
def test_figures_of_a_firm_do_not_hide_which_policy_is_asked_for(words: str, policy: str) -> None:
    assert eligibility.policy_named(words, CATALOGS) == policy
    assert eligibility.surely(words, CATALOGS) > 0


def test_another_policy_is_gone_on_to_by_its_number_or_as_the_new_one() -> None:
    assert follow("新的在哪里免费测", "CN-INDEX-2022") == (
        "read_policy",
        {"policy": "CN-INDEX-2024", "aspect": "how_to_apply"},
    )
    assert follow("148号文给多少钱", "CN-INDEX-2022") == (
        "read_policy",
        {"policy": "CN-GIANT-FUND-2024", "aspect": "provisions"},
    )
    assert follow("新的设备怎么办", "CN-GRADIENT-2026") is None


def test_a_notice_leaves_what_is_measured_to_the_measure_behind_it() -> None:
    assert follow("营收门槛是多少", "CN-GIANT-2026") == (
        "read_policy",
        {"policy": "CN-GRADIENT-2026", "aspect": "provisions"},
    )
    found = follow("我们去年四千八百万,够不够", "CN-GIANT-2026", "match_policies")
    assert found is not None
    assert (found[0], found[1]["policy"]) == ("match_policies", "CN-GRADIENT-2026")


def test_one_of_a_list_is_gone_through() -> None:
    found = follow("穗智转那个,条件一条一条对给我看", "", "match_policies")
    assert found is not None
    assert found[1]["policy"] == SUBSIDY.id


def test_a_sum_leads_to_the_field_that_gives_it() -> None:
    fushang = CATALOGS.policies["HD-FUSHANG-2025"]
    assert eligibility.field_of("它那个300万是什么条件", fushang) == "provisions"
    assert eligibility.field_of("它那个700万是什么条件", fushang) is None


def test_the_place_of_a_policy_is_not_the_firms() -> None:
    said = eligibility.read("广州的企业改造奖补我们能不能报", archive().by_key)
    assert "town" not in said.facts


@pytest.mark.parametrize(
    ("said", "town"),
    [
        ("听人讲黄埔有算力券发，我们花都这边的厂能领不", "花都区"),
        ("听说黄埔那边有算力券，我们能领吗", None),
        ("佛山最近出了个补贴，我们能不能拿", None),
        ("我们黄埔的厂能领算力券不", "黄埔区"),
        ("黄埔有什么补贴我们能拿", "黄埔区"),
        ("我们深圳开了个办事处，花都的补贴能报吗", None),
        ("我们东莞那边有个分厂", None),
    ],
)
def test_who_hands_something_out_is_no_place_of_the_firms(said: str, town: str | None) -> None:
    assert eligibility.read(said, archive().by_key).facts.get("town") == town


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("省级专精特新中小企业我们去年就拿到了", ["专精特新中小企业"]),
        ("省级专精特新我们拿到了，小巨人能报吗", ["专精特新中小企业"]),
        ("专精特新中小企业我们还没拿到", None),
        ("专精特新去年没评上", None),
        ("专精特新拿到了吗", None),
        ("等专精特新拿到了再报小巨人", None),
        ("隔壁厂专精特新去年拿到了，我们能报小巨人吗", None),
        ("朋友厂专精特新拿到了，我们能报小巨人吗", None),
        ("我们专精特新下个月就能拿到了", None),
        ("专精特新估计能评上了", None),
        ("专精特新的补贴去年拿到了，小巨人能报吗", None),
        ("小巨人评上了能拿多少钱", None),
        ("省级专精特新中小企业我们能报吗", None),
    ],
)
def test_a_title_is_held_only_where_it_was_got(said: str, held: list[str] | None) -> None:
    assert eligibility.read(said, archive().by_key).facts.get("honors") == held


@pytest.mark.parametrize(
    ("said", "trade"),
    [
        ("花都炭步，做衣服的", "纺织服装"),
        ("我们做包的", "皮革皮具"),
        ("我们给人家做衣服的", "纺织服装"),
        ("我们做物流的成本太高", None),
        ("客户是做衣服的，我们能报吗", None),
        ("隔壁做衣服的，能报什么", None),
    ],
)
def test_a_trade_is_stated_by_what_is_made(said: str, trade: str | None) -> None:
    assert eligibility.read(said, archive().by_key).facts.get("industry") == trade


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ("卡在哪一条", True),
        ("哪一条不符合", True),
        ("人数营收那条我们是过的吧", True),
        ("多少人才符合", False),
        ("如果人数不够呢", False),
        ("这个政策有没有过期", False),
    ],
)
def test_what_is_asked_of_conditions_just_gone_through(said: str, again: bool) -> None:  # noqa: FBT001 -- a parameter
    assert eligibility.held_against_it(said) is again


def test_what_a_policy_pays_for_is_asked_in_a_few_words() -> None:
    expected = ("read_policy", {"policy": SUBSIDY.id, "aspect": "provisions"})
    assert all(follow(said, SUBSIDY.id) == expected for said in ("支持哪些费用", "软件能补吗"))
    assert follow("企业档案包括哪些内容", SUBSIDY.id) is None


def test_a_policy_named_anew_is_not_the_one_spoken_of() -> None:
    focus = Focus(tool="read_policy", arguments={"policy": "HD-FUSHANG-2025"})
    assert eligibility.policy_named("算力券，我们在狮岭能领吗", CATALOGS) == "GZ-HUANGPU-AI-2025"
    assert eligibility.policy_named("天河的算力券我们能领吗", CATALOGS) is None
    assert eligibility.follows("算力券,我们在狮岭能领吗", focus, CATALOGS) is None
    assert eligibility.follows("用电补贴,我们能领吗", focus, CATALOGS) is None
    goes_on = eligibility.follows("我们在狮岭能领吗", focus, CATALOGS)
    assert goes_on is not None
    assert goes_on[1]["policy"] == "HD-FUSHANG-2025"
