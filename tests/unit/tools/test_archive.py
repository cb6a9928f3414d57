"""Facts are read out of colloquial words with the words they rest on, checked, and never taken from a question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.domain.archive import (
    Refused,
    accept,
    archive,
    asked,
    bidden,
    denied,
    doubted,
    extract,
    fold,
    further,
    lexicon,
    missing_systems,
    offered,
    passing,
    placed,
    portrait,
    proposed,
    revised,
)
from tools.domain.archive.amounts import amounts, number
from tools.domain.archive.credit import ALPHABET, CONFUSED, LENGTH, check, check_digit
from tools.domain.archive.following import Further
from tools.domain.archive.portrait import group
from tools.domain.profile import Profile, Standing
from tools.kit.errors import InvalidArguments
from tools.wording import archive as wording
from tools.wording.credit import credit_problem

FIELDS = archive().by_key
UNITS = "零一二三四五六七八九"


def facts(text: str, **known: Any) -> dict[str, Any]:
    return {key: found.value for key, found in extract(text, FIELDS, known).items()}


# --- numbers ----------------------------------------------------------------------------------------------------------


def in_chinese(value: int) -> str:
    """Write a whole number the way it is taught at school; independent of how numbers are read."""
    if value >= 100_000_000:
        high, low = divmod(value, 100_000_000)
        return in_chinese(high) + "亿" + _rest(low, 10_000_000)
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        return in_chinese(high) + "万" + _rest(low, 1_000)
    written, pending = "", False
    for unit, sign in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            written += ("零" if pending and written else "") + UNITS[digit] + sign
            pending = False
        elif written:
            pending = True
    return written or "零"


def _rest(low: int, below: int) -> str:
    return "" if not low else ("零" if low < below else "") + in_chinese(low)


@given(st.integers(min_value=1, max_value=999_999_999_999))
def test_numbers_in_chinese_numerals_are_read_as_written(value: int) -> None:
    assert number(in_chinese(value)) == value


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_numbers_in_digits_are_read_as_written(value: Decimal) -> None:
    assert number(str(value)) == value
    assert number(f"{value}万") == value * 10_000


@given(st.text(max_size=40))
def test_any_text_is_read_without_harm(text: str) -> None:
    list(amounts(text))
    extract(text, FIELDS)
    assert 0 <= offered(text, FIELDS) <= 1
    arguments = proposed(text, FIELDS)
    for key, value in arguments.get("facts", {}).items():
        assert value is None or accept(FIELDS[key], value) == value


@pytest.mark.parametrize(
    ("text", "value", "most", "bound"),
    [
        ("80来人", 80, None, "about"),
        ("二三十万", 200_000, 300_000, "range"),
        ("三千多万", 30_000_000, None, "about"),
        ("一个多亿", 100_000_000, None, "about"),
        ("一亿二", 120_000_000, None, "exact"),
        ("20到30万", 200_000, 300_000, "range"),
        ("80-100人", 80, 100, "range"),
        ("不到100人", 100, None, "below"),
        ("50人以上", 50, None, "above"),
        ("八百多w", 8_000_000, None, "about"),
        ("3,000万", 30_000_000, None, "exact"),
        ("两百五十万", 2_500_000, None, "exact"),
    ],
)
def test_approximations_and_ranges(text: str, value: int, most: int | None, bound: str) -> None:
    amount = next(amounts(text))
    assert (int(amount.value), None if amount.most is None else int(amount.most)) == (value, most)
    assert str(amount.bound) == bound


@pytest.mark.parametrize("text", ["几十人", "几百万", "好几十个", "第3条"])
def test_what_names_no_number_is_none(text: str) -> None:
    assert list(amounts(text)) == []


# --- extraction -------------------------------------------------------------------------------------------------------

READ: list[tuple[str, dict[str, Any]]] = [
    ("我们厂80来人做皮具的，在狮岭", {"employees": 80, "industry": "皮革皮具", "town": "狮岭"}),
    ("去年做了三千多万", {"revenue_wan": 3000}),
    ("用的金蝶，没上MES", {"systems": ["ERP"]}),
    ("老板拍板，预算二三十万", {"decider": "老板", "budget_wan": 20}),
    ("主要头疼漏检和交期", {"pains": ["质量", "生产"]}),
    ("人数改成120", {"employees": 120}),
    ("不是80人，是120人", {"employees": 120}),
    ("人数不对，应该是一百", {"employees": 100}),
    ("我们公司叫广州市金狮皮具有限公司", {"name": "广州市金狮皮具有限公司", "industry": "皮革皮具"}),
    ("公司改名了，现在叫新恒发", {"name": "新恒发"}),
    ("给狮岭一家80人的皮具厂推荐场景", {"town": "狮岭", "industry": "皮革皮具", "employees": 80}),
    ("预算20万、没有MES的注塑厂先做什么", {"budget_wan": 20, "industry": "通用制造"}),
    ("08年开的厂，现在一百二十号人，一年一个多亿", {"founded": 2008, "employees": 120, "revenue_wan": 10000}),
    ("成立于二〇一二年", {"founded": 2012}),
    ("ERP、MES都没有，就用Excel记记", {"systems": ["Excel"]}),
    ("什么系统都没上", {"systems": ["无"]}),
    ("我是财务，公司用金蝶做账", {"respondent_role": "财务", "systems": ["财务软件"]}),
    ("我们是高新技术企业，还没评上小巨人", {"honors": ["高新技术企业"]}),
    ("我们不是规上企业", {"above_scale": False}),
    ("我们没上云，也没有接口", {"cloud": False, "open_interfaces": False}),
    ("电费占大头", {"energy_cost_high": True}),
    ("电费不高", {"energy_cost_high": False}),
    ("一个网管管电脑，IT外包", {"it_people": 1, "it_outsourced": True}),
    ("产能利用率七成，数控占一半", {"capacity_use": 70, "automation_share": 50}),
    ("设备大概120台，自动化率30%左右", {"machines": 120, "automation_share": 30}),
    ("主要产品是女包和钱包，款式三百多个，小单快反", {"products": "女包和钱包", "sku": 300, "order_style": "多批小量"}),
    ("我们没有研发部门，物流外包给德邦", {"lacks": ["研发"], "outsourced": ["物流"]}),
    ("我们做OEM的，没有自己的品牌", {"chain_position": "代工"}),
    ("处在转型期", {"stage": "转型"}),
    ("最想把不良率降到2%", {"wanted_figure": "不良率降到2%", "pains": ["质量"]}),
    ("打算明年上半年上系统", {"plan_time": "明年上半年"}),
    ("担心员工不会用", {"resistance": "员工不会用"}),
    ("有2000张缺陷图片", {"data_at_hand": "2000张缺陷图片"}),
    ("没预算", {"budget_wan": 0}),
    ("联系人张伟，电话13800138000", {"contact_name": "张伟", "phone": "13800138000"}),
    ("已用系统：ERP、MES", {"systems": ["ERP", "MES"]}),
    ("痛点：质量、交期", {"pains": ["质量", "生产"]}),
    ("規上，員工兩百六十人，年營收1.2億", {"above_scale": True, "employees": 260, "revenue_wan": 12000}),
    ("客服5个人，全厂80人", {"employees": 80}),
    ("质量没问题，就是招工难", {"pains": ["人才"]}),
    ("给品牌做贴牌的，单子又小又散", {"chain_position": "代工", "order_style": "多批小量"}),
    ("税号 91440101ma59abcd1d", {"credit_code": "91440101MA59ABCD1D"}),
    ("偏好看视频", {"preference": "视频"}),
    ("we have 120 employees in Shiling", {"employees": 120, "town": "狮岭"}),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_facts_offered_in_passing(text: str, expected: dict[str, Any]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "采购成本原来500万，现在420万",
        "返工三十来万，报废二十，客诉十万",
        "年产100万个包",
        "去年利润300万",
        "一个月电费20万",
        "招了20个工人",
        "我们厂里有8个质检员",
        "想申请高企",
        "想上MES",
        "附录2的b.1.1怎么算",
        "帮我算下库存周转",
        "手机号要填吗",
    ],
)
def test_what_states_nothing_for_the_archive_gives_nothing(text: str) -> None:
    assert facts(text) == {}


@pytest.mark.parametrize(("text", "_"), READ, ids=[text for text, _ in READ])
def test_every_fact_rests_on_words_of_the_message(text: str, _: object) -> None:
    for found in extract(text, FIELDS).values():
        assert all(part in fold(text) for part in found.words.split("、") if part)


@pytest.mark.parametrize(
    "text",
    [
        "专精特新去年没评上",
        "高新还没拿到",
        "正准备申报专精特新",
        "专精特新在申请中",
        "希望能评上专精特新",
        "小巨人是我们明年的目标",
        "专精特新，去年报了没过",
        "以前是高新技术企业，去年被取消了",
    ],
)
def test_a_title_denied_wished_for_planned_or_lost_is_none(text: str) -> None:
    assert "honors" not in facts(text)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("我们是高新技术企业，今年准备报小巨人", ["高新技术企业"]),
        ("我们是专精特新，但没拿到补贴", ["专精特新中小企业"]),
        ("没想到专精特新评上了", ["专精特新中小企业"]),
        ("高新技术企业证书明年到期", ["高新技术企业"]),
        ("专精特新准备了一年才评上了", ["专精特新中小企业"]),
    ],
)
def test_a_title_held_stays_one_whatever_else_is_planned_or_denied(text: str, held: list[str]) -> None:
    assert facts(text)["honors"] == held


def test_what_is_added_comes_to_what_is_on_file_and_what_is_changed_replaces_it() -> None:
    assert facts("又上了WMS", systems=["ERP"])["systems"] == ["ERP", "WMS"]
    assert facts("用的金蝶", systems=["无"])["systems"] == ["ERP"]
    assert facts("系统改成MES", systems=["ERP"])["systems"] == ["MES"]
    assert missing_systems("ERP、MES都没有") == {"ERP", "MES"}


def test_a_field_can_be_taken_off_the_file() -> None:
    assert proposed("删掉电话", FIELDS)["facts"] == {"phone": None}


@pytest.mark.parametrize(
    "text",
    [
        "我们厂80来人做皮具的，在狮岭",
        "人数改成120",
        "我们公司叫广州市金狮皮具有限公司",
        "用的金蝶，没上MES",
        "删掉电话",
    ],
)
def test_statements_about_the_own_firm_are_offered(text: str) -> None:
    assert offered(text, FIELDS) > 0.3


@pytest.mark.parametrize(
    "text",
    [
        "给狮岭一家80人的皮具厂推荐场景",
        "我们80人的皮具厂能申请哪些补贴",
        "狮岭、50人以上、质量痛点的企业有哪些",
        "我们有200人，够不够格报小巨人",
        "隔壁厂80个人",
        "如果我们扩到两百人会怎样",
        "帮我算下库存周转",
        "你好",
        "",
    ],
)
def test_questions_and_other_peoples_firms_are_not(text: str) -> None:
    assert offered(text, FIELDS) == 0


def test_a_correction_changes_what_waits_for_a_yes() -> None:
    waiting = {"employees": 80, "industry": "皮革皮具"}
    assert revised("不对，是100人", waiting, FIELDS) == {"employees": 100, "industry": "皮革皮具"}
    assert revised("不是80，是120", waiting, FIELDS) == {"employees": 120, "industry": "皮革皮具"}
    assert revised("行业应该是五金", waiting, FIELDS) == {"employees": 80, "industry": "通用制造"}
    assert revised("不用了", waiting, FIELDS) is None
    assert revised("营收500万没错，80人错了", {"employees": 80, "revenue_wan": 500}, FIELDS) is None
    assert revised("为什么要记人数？", waiting, FIELDS) is None


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "kind"),
    [
        ("employees", -5, "negative"),
        ("employees", 0, "zero"),
        ("employees", 12.5, "whole"),
        ("employees", True, "type"),
        ("employees", "很多", "type"),
        ("employees", 900_000_000, "large"),
        ("capacity_use", 130, "percent"),
        ("founded", 1492, "year"),
        ("founded", 2030, "year"),
        ("industry", "挖矿", "option"),
        ("systems", ["ERP", "飞船"], "option"),
        ("cloud", "也许", "type"),
        ("town", "  ", "empty"),
        ("products", "包" * 300, "long"),
        ("credit_code", "91440101MA59ABCD1X", "code"),
        ("phone", "12", "phone"),
    ],
)
def test_a_value_that_cannot_be_is_refused_for_its_reason(key: str, value: Any, kind: str) -> None:
    refused = accept(FIELDS[key], value, date(2026, 11, 23))
    assert isinstance(refused, Refused)
    assert refused.kind == kind
    with pytest.raises(InvalidArguments) as caught:
        wording.given({"facts": {key: value if kind != "year" or value < 2000 else 2200}})
    assert "“" in str(wording.explain(caught.value)) or FIELDS[key].name[:2] in str(wording.explain(caught.value))


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("employees", "80人", 80),
        ("employees", Decimal(80), 80),
        ("revenue_wan", "三千万", 3000),
        ("revenue_wan", "3000", 3000),
        ("capacity_use", "七成", 70),
        ("founded", "2012年", 2012),
        ("industry", "做包包的", "皮革皮具"),
        ("systems", "erp、金蝶", ["ERP"]),
        ("systems", ["无", "Excel"], ["Excel"]),
        ("pains", ["交期"], ["生产"]),
        ("cloud", "没有", False),
        ("town", "狮岭镇", "狮岭"),
        ("credit_code", "9144 0101 ma59 abcd 1d", "91440101MA59ABCD1D"),
    ],
)
def test_a_value_is_brought_into_form(key: str, value: Any, kept: Any) -> None:
    assert accept(FIELDS[key], value) == kept


@given(st.integers(min_value=-(10**7), max_value=-1))
def test_no_figure_below_zero_is_ever_kept(value: int) -> None:
    for field in FIELDS.values():
        if field.kind in {"integer", "number"}:
            assert isinstance(accept(field, value), Refused)


# --- credit code ------------------------------------------------------------------------------------------------------

BODIES = st.builds(
    lambda head, region, rest: head + region + rest,
    st.sampled_from(["91", "92", "93", "51", "11"]),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)
VALUES = {sign: value for value, sign in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}


def expected_digit(body: str) -> str:
    """Work out the last character as GB 32100—2015 prints it, weight by weight."""
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    rest = 31 - sum(VALUES[sign] * weight for sign, weight in zip(body, weights, strict=True)) % 31
    return next(sign for sign, value in VALUES.items() if value == rest % 31)


@given(BODIES)
def test_the_check_digit_agrees_with_an_independent_computation(body: str) -> None:
    assert check_digit(body) == expected_digit(body)
    assert check(body + expected_digit(body)) is None


@given(BODIES, st.integers(0, LENGTH - 1), st.characters(min_codepoint=33, max_codepoint=126))
def test_any_single_changed_character_is_detected(body: str, place: int, sign: str) -> None:
    code = body + check_digit(body)
    if sign.upper() == code[place] or sign in "-_.":
        return
    changed = code[:place] + sign + code[place + 1 :]
    assert check(changed) is not None


@given(BODIES, st.integers(0, LENGTH - 2))
def test_any_two_neighbours_swapped_are_detected(body: str, place: int) -> None:
    code = body + check_digit(body)
    if code[place] != code[place + 1]:
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert check(swapped) is not None


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000802100433B", "91440300708461136T"])
def test_codes_that_are_published_hold(code: str) -> None:
    assert check(code) is None
    assert check(" ".join((code[:4], code[4:10], code[10:].lower()))) is None


@pytest.mark.parametrize(
    ("code", "fault", "words"),
    [
        ("91350100M000100Y4", "length", "17 位"),
        ("91350100M000100Y44", "check", "最后一位应是“3”"),
        ("9135O100M000100Y43", "character", "是不是 0"),
        ("91350A00M000100Y43", "region", "行政区划码"),
    ],
)
def test_what_is_wrong_with_a_code_is_said(code: str, fault: str, words: str) -> None:
    wrong = check(code)
    assert wrong is not None
    assert wrong.fault == fault
    assert words in credit_problem(wrong)


def test_letters_taken_for_others_are_never_in_a_code() -> None:
    assert not set(CONFUSED) & set(ALPHABET)


# --- what is asked and said -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "part", "named"),
    [
        ("看看我们的档案", "all", ()),
        ("档案里人数是多少", "all", ("employees",)),
        ("我们公司档案上现在是多少人、营收多少", "all", ("employees", "revenue_wan")),
        ("我哋公司而家几多人", "all", ("employees",)),
        ("人数、营收、地址分别记的什么", "all", ("town", "employees", "revenue_wan")),
        ("谁改过人数", "history", ("employees",)),
        ("档案修改记录", "history", ()),
        ("我们的画像", "portrait", ()),
        ("我们属于哪类企业", "portrait", ()),
    ],
)
def test_what_of_the_archive_is_asked_for(question: str, part: str, named: tuple[str, ...]) -> None:
    assert asked(question, FIELDS) == (part, named)


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("人数旧了，现在95个", {"employees": 95}),
        ("人数那项写错了，是95", {"employees": 95}),
        ("人多了，现在一百二十个", {"employees": 120}),
        ("又招了15个人，现在一共95人", {"employees": 95}),
        ("哦我们上个月已经搬到花都新华了，把地址改一下", {"town": "新华"}),
        ("地址改一下，我们搬到赤坭了", {"town": "赤坭"}),
        ("公司从狮岭搬到了秀全", {"town": "秀全"}),
        ("人数95，营收3800万，地址搬到新华了", {"town": "新华", "employees": 95, "revenue_wan": 3800}),
    ],
)
def test_what_holds_no_longer_is_replaced_by_what_holds(said: str, facts: dict[str, object]) -> None:
    assert proposed(said, FIELDS)["facts"] == facts
    assert offered(said, FIELDS) >= 0.3


@pytest.mark.parametrize(
    ("said", "industry"),
    [
        ("我们厂子35个人做童装的", "纺织服装"), ("我们做酱料的", "食品饮料"), ("我们做汽车坐垫的", "汽车及零部件"),
        ("我们不做童装", None), ("客户是做女装的", None), ("我们给做内衣的厂供货", None),
    ],
)  # fmt: skip
def test_what_a_firm_makes_tells_its_industry(said: str, industry: str | None) -> None:
    assert proposed(said, FIELDS).get("facts", {}).get("industry") == industry


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("我们是花都区秀全街的小禾食品，25个人，做糕点的", "小禾食品"), ("我哋系狮岭嘅千里马箱包", "千里马箱包"),
        ("我们是做食品的，30个人", None), ("我们是传统五金，没上系统", None), ("我们是花都食品", None),
    ],
)  # fmt: skip
def test_a_name_may_end_in_the_trade(said: str, name: str | None) -> None:
    assert proposed(said, FIELDS).get("facts", {}).get("name") == name


@pytest.mark.parametrize("said", ["箱包不做了，改做别的了", "ERP不用了", "把地址改一下", "人数改一下"])
def test_what_has_ceased_is_no_fact(said: str) -> None:
    assert "facts" not in proposed(said, FIELDS)


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("不是80，是180人，刚打漏个1", {"employees": 180}),
        ("唔系80，系180", {"employees": 180}),
        ("180人才对", {"employees": 180}),
        ("打错了，180", {"employees": 180}),
        ("500写成5000了", {"revenue_wan": 500}),
        ("不是狮岭，是炭步，人数是180", {"town": "炭步", "employees": 180}),
        ("人数改120，营收改6000万，地址改新华", {"town": "新华", "employees": 120, "revenue_wan": 6000}),
        ("营收不用记", {"revenue_wan": None}),
        ("人数先别记，其他可以", {"employees": None}),
    ],
)
def test_what_waits_for_a_yes_is_corrected(said: str, changed: dict[str, object]) -> None:
    before = {"town": "狮岭", "employees": 80, "revenue_wan": 5000}
    expected = {key: value for key, value in {**before, **changed}.items() if value is not None}
    assert revised(said, before, FIELDS) == expected


@pytest.mark.parametrize("said", ["上面说的这些都帮我记到档案里", "对，记吧", "对的，记下来吧", "啱啱讲嘅都帮我记低"])
def test_what_was_said_before_is_bidden_to_be_kept(said: str) -> None:
    assert bidden(said)


@pytest.mark.parametrize("said", ["人数记错了", "记到档案里的是什么", "我们60个人，记一下", "不用记"])
def test_what_bids_something_else(said: str) -> None:
    assert not bidden(said)


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("我们厂80来人做皮具的，在狮岭，有没有什么政策", {"town": "狮岭", "industry": "皮革皮具"}),
        ("我们60个人，采购花了800万今年680万，降了多少", {}),
        ("我们狮岭那边有500人的大厂都能申请", {}),
        ("年营收2000万以上才能申请吗，我们够不够", {}),
        ("帮我表哥问下，他那个食品厂40个人", {}),
        ("如果我们有100个人呢", {}),
        ("我们55个人，有什么场景", {}),
    ],
)
def test_what_is_told_in_passing(said: str, facts: dict[str, object]) -> None:
    assert passing(said, FIELDS, {"employees": 55}) == facts


def test_what_nothing_is_on_file_of_is_offered() -> None:
    assert passing("我们60个人，采购花了800万今年680万，降了多少", FIELDS, {}) == {"employees": 60}


@pytest.mark.parametrize("said", ["不是我们厂的，别记到我们档案", "不用记，我就随便问问", "唔好记"])
def test_what_is_not_to_be_kept(said: str) -> None:
    assert denied(said, FIELDS)


def test_the_confirmation_says_exactly_what_will_be_kept() -> None:
    said = wording.confirm_keep(proposed("我们厂80来人做皮具的，在狮岭", FIELDS))
    assert said == "将记入档案：镇街或园区 狮岭；行业 皮革皮具；员工人数 80 人，对吗？"
    assert "二三十万" in wording.confirm_keep({"question": "预算二三十万"})
    assert "个人信息" in wording.confirm_keep({"facts": {"phone": "13800138000"}})
    assert "个人信息" not in wording.confirm_keep({"facts": {"employees": 5}})
    assert "删除联系电话" in wording.confirm_keep({"facts": {"phone": None}})


@pytest.mark.parametrize("arguments", [{}, {"question": "今天天气不错"}, {"facts": {}}, {"facts": {"mood": "good"}}])
def test_nothing_to_keep_is_a_question_back(arguments: dict[str, Any]) -> None:
    with pytest.raises(InvalidArguments):
        wording.confirm_keep(arguments)


# --- portrait ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "known", "segment", "also"),
    [
        ("L2", {"budget_wan": 20}, "A", ()),
        ("L2", {"budget_wan": 20, "pains": ["质量"]}, "A", ("B",)),
        ("L1", {"pains": ["质量"]}, "B", ()),
        ("L1", {"pains": ["质量"], "budget_wan": 0}, "B", ("C",)),
        ("L0", {"budget_wan": 0}, "C", ()),
        ("L3", {}, "D", ()),
        ("L4", {"budget_wan": 100}, "D", ("A",)),
        ("L0", {}, None, ()),
        (None, {"budget_wan": 20, "pains": ["质量"]}, None, ()),
    ],
)
def test_groups_follow_level_budget_and_pains(
    level: str | None, known: dict[str, Any], segment: str | None, also: tuple[str, ...]
) -> None:
    found = group(Profile(facts=known, standing=Standing(level=level)))
    assert (found.id, found.also) == (segment, also)
    assert found.id is not None or found.missing


def test_the_portrait_has_the_five_features_and_says_what_is_missing() -> None:
    drawn = portrait(Profile(facts={"employees": 80, "decider": "老板"}), archive())
    assert [feature.name for feature in drawn.features] == [
        "规模",
        "行业与产业链位置",
        "数字化水平",
        "痛点分布",
        "投入意愿与决策机制",
    ]
    assert drawn.features[0].facts == {"employees": 80}
    assert "revenue_wan" in drawn.features[0].missing


@pytest.mark.parametrize(
    "text",
    [
        "老板不让写预算，这条撤掉",
        "预算那条撤掉",
        "撤掉预算那条",
        "预算唔好写喇，删咗佢",
        "预算这栏清空",
        "预算不想让人看到，去掉",
    ],
)
def test_a_field_is_withdrawn_by_what_points_at_it(text: str) -> None:
    assert facts(text) == {"budget_wan": None}


@pytest.mark.parametrize("text", ["广州的改造奖补我们能不能报", "黄埔算力券能不能领", "在佛山的补贴政策有哪些"])
def test_a_place_whose_policy_is_spoken_of_is_not_the_firms(text: str) -> None:
    assert "town" not in facts(text)


def test_whose_field_it_is_tells_nothing_of_the_firm() -> None:
    assert facts("晨光手袋的人数改成175") == {"employees": 175}
    assert facts("黄埔算力券我们花都的能不能领") == {"town": "花都区"}


def test_a_field_named_first_with_its_value_is_offered() -> None:
    assert offered("自动化设备占比130%", FIELDS) >= 0.7


# --- going on about what was kept or shown ----------------------------------------------------------------------------

SHOWN = ("town", "founded", "employees")
HELD = {"town": "花东", "founded": 2012, "employees": 80}


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("第二条不对,是2013年", {"founded": 2013}),
        ("第2项改成2013", {"founded": 2013}),
        ("最后一条不对,86", {"employees": 86}),
        ("不是80,我刚问了人事,是86个", {"employees": 86}),
        ("86才对", {"employees": 86}),
        ("人数不对,是86", {"employees": 86}),
        ("不是花东,是狮岭", {"town": "狮岭"}),
        ("第一条删了", {"town": None}),
        ("成立年份这条撤掉", {"founded": None}),
    ],
)
def test_what_was_shown_is_corrected_by_place_by_field_or_by_value(text: str, changed: dict[str, Any]) -> None:
    meant = further(text, SHOWN, HELD, FIELDS)
    assert meant is not None
    assert (meant.wish, meant.facts) == ("change", changed)


@pytest.mark.parametrize(
    ("text", "wish", "about"),
    [
        ("存进去了没?", "see", SHOWN),
        ("记上了吗", "see", SHOWN),
        ("记没记上", "see", SHOWN),
        ("这些是谁啥时候填的,能查到不", "history", SHOWN),
        ("谁记的", "history", SHOWN),
        ("第三条谁填的", "history", ("employees",)),
        ("那条不对", "ask", SHOWN),
        ("刚才那个错了", "ask", SHOWN),
        ("人数记错了", "ask", ("employees",)),
        ("第二条错了", "ask", ("founded",)),
    ],
)
def test_what_was_shown_is_asked_about(text: str, wish: str, about: tuple[str, ...]) -> None:
    meant = further(text, SHOWN, HELD, FIELDS)
    assert meant is not None
    assert (meant.wish, meant.fields) == (wish, about)


@pytest.mark.parametrize(
    "text",
    [
        "能申请什么补贴", "帮我开个工单,机器坏了3台", "有没有适合我们的场景", "缺陷率3%不对吧", "我们去年营收2000万",
        "需求登记了吗", "762X-ABCD", "2", "86", "政策有什么变化", "好的", "谢谢",
    ],
)  # fmt: skip
def test_what_is_about_something_else_goes_on_about_no_fact(text: str) -> None:
    assert further(text, SHOWN, HELD, FIELDS) is None


@given(st.text(max_size=30))
def test_only_what_was_shown_is_ever_changed(text: str) -> None:
    meant = further(text, SHOWN, HELD, FIELDS)
    assert meant is None or (set(meant.fields) <= set(SHOWN) and set(meant.facts or {}) <= set(SHOWN))
    assert further(text, (), {}, FIELDS) is None


def test_of_one_alone_no_place_is_meant() -> None:
    assert placed("最后一条改成90", ("town",), FIELDS) == "最后一条改成90"
    assert placed("第9条改成90", SHOWN, FIELDS) == "第9条改成90"


def test_a_field_is_doubted_only_where_nothing_right_is_said() -> None:
    assert doubted("人数不对", FIELDS) == ("employees",)
    assert doubted("员工人数、镇街不对", FIELDS) == ("employees", "town")
    assert doubted("员工数改一下", FIELDS) == ("employees",)
    assert doubted("人数不对,是86", FIELDS) == ()
    assert doubted("我们厂搬到炭步镇了,档案改一下", FIELDS) == ()
    assert doubted("你们算得不对", FIELDS) == ()


@pytest.mark.parametrize(
    "text",
    [
        "我刚说的那些也记到我们档案里吧",
        "把我刚才讲的加到档案里",
        "前面说的帮我补进档案",
        "刚才聊的都记一下",
        "那就记上吧",
    ],
)
def test_what_was_said_before_is_bidden_to_be_kept_in_many_words(text: str) -> None:
    assert bidden(text)


@pytest.mark.parametrize("text", ["加一下", "补上", "填上去", "放进去", "你们的档案更新了吗"])
def test_a_word_of_putting_in_alone_bids_nothing(text: str) -> None:
    assert not bidden(text)


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("狮岭也不对，是花东", {"town": "花东"}),
        ("狮岭写错了，花东才对", {"town": "花东"}),
        ("不对，人是六十五个", {"employees": 65}),
        ("人也不是45是54", {"employees": 54}),
        ("上个月刚招了十个，现在55", {"employees": 55}),
        ("批记录还是纸的，想弄成电子的", {}),
        ("我们厂名字改了，现在叫甲一精密", {"name": "甲一精密"}),
        ("我们改名了，叫甲一精密", {"name": "甲一精密"}),
        ("做螺丝螺母的", {"industry": "通用制造"}),
        ("客户名字改了，现在叫什么", {}),
        ("来了个人是30岁", {}),
        ("员工80人不对，是85", {"employees": 85}),
        ("80人不对，是85", {}),
        ("我们80人不对外招工", {"employees": 80}),
        ("预算也改，30万加到45万", {"budget_wan": 45}),
        ("打算把预算从30万加到45万", {"budget_wan": 45}),
        ("设备从120台加到130台", {"machines": 130}),
        ("打算把设备从120台加到130台", {"machines": 120}),
        ("如果员工从80人加到100人", {"employees": 80}),
        ("客服从10个人减到6个人", {}),
        ("同样的料原来一年400万，现在352万，采购成本降了多少", {}),
        ("我们采购一年300万", {}),
        ("原来一年三千万，现在一年五千万", {"revenue_wan": 5000}),
        ("联系人登记一下，姓黄，黄慧玲，电话13900001234", {"contact_name": "黄慧玲", "phone": "13900001234"}),
        ("联系人换了，黄慧玲调去分厂了，以后找梁伟成", {"contact_name": "梁伟成"}),
        ("联系人改一下，改成李小明", {"contact_name": "李小明"}),
        ("联系人换了", {}),
        ("联系人登记一下，谢谢", {}),
        ("联系人离职了，以后再告诉你", {}),
        ("联系人离职了，以后找财务", {}),
        ("我们营收从3000万涨到5000万", {"revenue_wan": 5000}),
        ("营收3000万增长到5000万要几年", {"revenue_wan": 3000}),
        ("营收从3000万涨到5000万是明年目标", {}),
    ],
)
def test_what_is_wrong_is_told_from_what_is_right(said: str, facts: dict[str, object]) -> None:
    assert proposed(said, FIELDS).get("facts", {}) == facts


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("不对，人是六十五个", {"employees": 65}),
        ("五十六不对，六十五", {"employees": 65}),
        ("打反了，是65", {"employees": 65}),
        ("人不止56，65", {"employees": 65}),
        ("去年没那么多，一千八百万", {"revenue_wan": 1800}),
        ("狮岭也不对，是花东", {"town": "花东"}),
        ("56人不对，是65，其他没问题", {"employees": 65}),
    ],
)
def test_one_of_several_facts_that_wait_is_corrected(said: str, changed: dict[str, object]) -> None:
    waiting = {"town": "狮岭", "employees": 56, "revenue_wan": 2300}
    assert revised(said, waiting, FIELDS) == waiting | changed


def test_a_fact_that_waits_is_left_out_by_its_value() -> None:
    assert revised("狮岭那个不要", {"town": "狮岭", "employees": 56}, FIELDS) == {"employees": 56}


@pytest.mark.parametrize(
    "said", ["我们是做化妆品代工的 想找人帮忙把批记录从纸的弄成电子的", "我们做五金的，想把巡检记录弄到手机上"]
)
def test_who_wants_something_done_does_not_surely_introduce_the_firm(said: str) -> None:
    assert 0 < offered(said, FIELDS) < 0.6


@pytest.mark.parametrize("said", ["帮我记录一下，我们80人", "我们80人做五金，想找人帮忙，先记一下"])
def test_who_bids_to_keep_does_so_whatever_else_is_wanted(said: str) -> None:
    assert offered(said, FIELDS) >= 0.6


@pytest.mark.parametrize("said", ["再看一眼", "看看现在记成啥样了", "念一遍", "给我过一眼"])
def test_what_is_on_file_is_seen_again(said: str) -> None:
    assert further(said, ["employees"], {"employees": 56}, FIELDS) == Further("all", ())


@pytest.mark.parametrize("said", ["看下补贴", "再看看场景", "谁看过"])
def test_what_else_is_looked_at_is_not_the_file(said: str) -> None:
    meant = further(said, ["employees"], {"employees": 56}, FIELDS)
    assert meant is None or meant.wish != "all"


@given(st.integers(10, 98))
def test_digits_that_were_swapped_are_found_again(figure: int) -> None:
    swapped = int(str(figure)[::-1])
    if swapped in {figure, 0} or figure % 10 == 0:
        return
    assert revised(f"不对，是{swapped}", {"employees": figure, "machines": 1234}, FIELDS) == {
        "employees": swapped,
        "machines": 1234,
    }


@pytest.mark.parametrize(
    ("said", "another"),
    [
        ("丙三食品是我们客户，把他们资料给我一份", True),
        ("他们人数是多少", True),
        ("其他们别的资料", False),
        ("我们的资料", False),
    ],
)
def test_whose_file_is_asked_for(said: str, another: bool) -> None:  # noqa: FBT001 -- a table
    assert bool(lexicon.OF_ANOTHER.search(said)) == another
