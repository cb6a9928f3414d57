"""What of the archive is asked for, what is told for it, and what a yes is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from tools.domain.archive import archive, asked, bidden, denied, offered, passing, proposed, revised
from tools.kit.errors import InvalidArguments
from tools.wording import archive as wording

FIELDS = archive().by_key


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
