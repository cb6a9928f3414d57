"""Going on about what was kept or shown: corrected, doubted, left out, seen again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.domain.archive import archive, bidden, doubted, further, lexicon, offered, placed, proposed, revised
from tools.domain.archive.following import Further

FIELDS = archive().by_key

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
        ("80人不对，是85", {"employees": 85}),
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


@pytest.mark.parametrize("said", ["老黄历了 走了一批 现在就86", "现在只有86个人了", "不止吧,目前86"])
def test_how_much_it_is_now_changes_the_one_fact_that_was_shown(said: str) -> None:
    found = further(said, ["employees"], {"employees": 120}, FIELDS)
    assert found is not None
    assert found.facts == {"employees": 86}


def test_how_much_it_is_now_says_nothing_of_several() -> None:
    assert further("现在就86", ["employees", "revenue_wan"], {"employees": 120, "revenue_wan": 900}, FIELDS) is None


@pytest.mark.parametrize(
    "said", ["我们先撤了", "先撤了", "好 我先撤了啊", "全部删掉", "统统删了吧", "清空", "那个不想留了，是吧"]
)
def test_who_leaves_or_speaks_of_all_takes_off_no_one_fact(said: str) -> None:
    assert further(said, ["revenue_wan"], {"revenue_wan": 3000}, FIELDS) is None


@pytest.mark.parametrize("said", ["那个删了吧", "撤了吧", "删掉", "这条全删掉", "帮我们删掉"])
def test_the_one_fact_that_was_shown_is_taken_off(said: str) -> None:
    found = further(said, ["revenue_wan"], {"revenue_wan": 3000}, FIELDS)
    assert found is not None
    assert found.facts == {"revenue_wan": None}
