"""What people say of policies and firms: which policy is meant, which facts are stated, whose firm it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.bootstrap import DATA
from corpus.catalogs import Catalogs, load
from tools.domain import eligibility
from tools.domain.archive import archive
from tools.kit.tool import Focus

CATALOGS: Catalogs = load(DATA)
SUBSIDY = CATALOGS.policies["GZ-SUBSIDY-2025"]
GRADIENT = CATALOGS.policies["CN-GRADIENT-2026"]


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


@pytest.mark.parametrize("words", ["那要什么条件", "有什么要求呢"])
def test_the_conditions_of_a_notice_of_the_year_are_those_of_the_measure_behind_it(words: str) -> None:
    meant = {"policy": GRADIENT.id, "aspect": "eligibility", "question": f"小巨人{words}"}
    assert follow(words, "CN-GIANT-2026") == ("read_policy", meant)
    assert follow("什么时候截止", "CN-GIANT-2026") == ("read_policy", {"policy": "CN-GIANT-2026", "aspect": "validity"})
    own = follow(words, "GZ-SUBSIDY-2025")
    assert own == ("read_policy", {"policy": "GZ-SUBSIDY-2025", "aspect": "eligibility"})


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
