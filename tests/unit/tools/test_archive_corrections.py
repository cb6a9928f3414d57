"""Who tells what is so from what is not, or wants one thing off the file and the rest left, is taken at that."""

from __future__ import annotations

from typing import Any

import pytest

from tools.domain.archive import (
    archive,
    asked,
    doubted,
    extract,
    further,
    offered,
    passing,
    proposed,
    revised,
    withdraws,
)

FIELDS = archive().by_key
SHOWN = {"machines": 40, "budget_wan": 30, "decider": "老板"}


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("我们不是60个人 是72个 帮我改一下", {"employees": 72}),
        ("我哋唔系60人，系72人", {"employees": 72}),
        ("我们厂是72个不是60个人", {"employees": 72}),
        ("员工不止60人 现在有72人", {"employees": 72}),
        ("我们的预算不是20万，而是40万", {"budget_wan": 40}),
        ("我们设备不是18台 是21", {"machines": 21}),
        ("人数不是45 是54", {"employees": 54}),
    ],
)
def test_a_figure_told_apart_from_another_is_the_one_that_holds(said: str, facts: dict[str, Any]) -> None:
    assert proposed(said, FIELDS)["facts"] == facts
    assert offered(said, FIELDS) >= 0.6


@pytest.mark.parametrize(
    "said",
    [
        "我们厂不是60个人就是72个人",
        "我们招的不是5个人 是8个",
        "我们车间不是60个人 是72个",
        "我们以前不是60个人 是72个",
        "客户不是要60台，是要72台",
        "我们是不是60个人 是72个",
    ],
)
def test_what_is_told_apart_of_something_else_is_no_count_of_people(said: str) -> None:
    assert "employees" not in extract(said, FIELDS)


@pytest.mark.parametrize(
    "said", ["朋友的厂不是60个人 是72个人", "如果我们不是60个人 是72个人", "我们不是60个人 是72个吧?"]
)
def test_what_is_supposed_asked_or_told_of_others_is_not_offered(said: str) -> None:
    assert offered(said, FIELDS) == 0


@pytest.mark.parametrize(
    ("said", "town"),
    [
        ("地址写错了 不是花山 是梯面镇 我是厂长", "梯面"),
        ("上次登记的地址不对，不是狮岭，是花东，我是老板", "花东"),
        ("镇街改成花东 老板同意了", "花东"),
        ("园区改成万洋众创城 麻烦了", "万洋众创城"),
        ("镇街改成新华", "新华"),
        ("地址填错了 应该是公益大道88号", "公益大道88号"),
    ],
)
def test_where_a_firm_sits_ends_where_something_else_is_said(said: str, town: str) -> None:
    assert extract(said, FIELDS)["town"].value == town


@pytest.mark.parametrize(
    "said", ["地址错了 我是老板", "镇街填成老板了", "镇街不对 应该是老板说的那个", "地址改成我老板家那边", "地址写错了"]
)
def test_a_person_is_no_place(said: str) -> None:
    assert "town" not in extract(said, FIELDS)


def test_words_given_for_a_field_end_where_somebody_speaks_of_himself() -> None:
    assert extract("主要产品改成手袋 我是厂长", FIELDS)["products"].value == "手袋"


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("设备是42台不是40 预算先别写 还没批", {"machines": 42, "decider": "老板"}),
        ("预算别记 设备改成42台", {"machines": 42, "decider": "老板"}),
        ("先别写预算 设备42台", {"machines": 42, "decider": "老板"}),
        ("设备 预算 先别写", {"decider": "老板"}),
        ("预算还没定 先空着 设备是42台", {"machines": 42, "decider": "老板"}),
        ("老板先不写 设备照记", {"machines": 40, "budget_wan": 30}),
    ],
)
def test_what_is_left_out_ends_where_the_next_fact_begins(said: str, facts: dict[str, Any]) -> None:
    assert revised(said, SHOWN, FIELDS) == facts


@pytest.mark.parametrize("said", ["对的 改过来", "改过来吧", "好 更正过来", "那就帮我改过来", "嗯 改了吧"])
def test_a_bid_to_set_it_right_is_for_what_was_shown(said: str) -> None:
    assert revised(said, SHOWN, FIELDS) == SHOWN
    assert further(said, ["town"], {"town": "花山"}, FIELDS) is None
    assert asked(said, FIELDS)[0] == "all"


@pytest.mark.parametrize("said", ["好的 不过改一下", "改过没有", "改过来了吗", "还要改", "改天再说"])
def test_a_bid_to_set_something_right_is_not_heard_elsewhere(said: str) -> None:
    assert revised(said, SHOWN, FIELDS) is None


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("手机号别留了 删掉 其他的别动", {"phone"}),
        ("联系人姓名 别留着了 别的照旧", {"contact_name"}),
        ("我的电话，删掉", {"phone"}),
        ("电话和联系人不用留着了，其余不动", {"phone", "contact_name"}),
        ("电话不要留在档案里", {"phone"}),
        ("电话 你们撤掉吧 其他保留", {"phone"}),
    ],
)
def test_one_thing_goes_and_the_rest_stays(said: str, fields: set[str]) -> None:
    assert withdraws(said, FIELDS)
    assert proposed(said, FIELDS)["facts"] == dict.fromkeys(fields)


@pytest.mark.parametrize(
    "said",
    [
        "我们的货别留着了 其他不动",
        "客户的电话别留着 其他不动",
        "电话别留了会怎么样 别的不动",
        "电话不要删 其他的留着",
        "电话打不通 别的没事",
        "电话别留了 别的不动 可以吗?",
        "资料全部删掉",
    ],
)
def test_nothing_goes_that_is_not_surely_wanted_off(said: str) -> None:
    assert not withdraws(said, FIELDS)


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("排产就靠白板。对了我们现在不是60个人 是72个", {"employees": 72}),
        ("有什么场景推荐的 我们厂人数改成72了", {"employees": 72}),
        ("我们厂搬到梯面镇了，有哪些政策", {"town": "梯面"}),
        ("我们72个人，适合上什么系统", {}),
        ("我们60个人，档案里改过吗", {}),
        ("客户说他们厂不是60个人 是72个", {}),
    ],
)
def test_what_is_set_right_in_passing_is_offered_though_it_is_on_file(said: str, facts: dict[str, Any]) -> None:
    assert passing(said, FIELDS, {"employees": 60, "town": "狮岭"}) == facts


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("镇街写错了 我是厂长", ("town",)),
        ("人数不对，帮我改一下", ("employees",)),
        ("人数不对 我们现在是72人", ()),
        ("我们的预算不对外 我是会计", ()),
        ("人数不对吗 我想问一下", ()),
    ],
)
def test_what_is_wrong_is_heard_before_who_says_so(said: str, fields: tuple[str, ...]) -> None:
    assert doubted(said, FIELDS) == fields


def test_what_was_shown_and_is_said_again_changes_nothing() -> None:
    waiting = {"employees": 95, "industry": "皮革皮具"}
    assert revised("对 人数改成95", waiting, FIELDS) == waiting
    assert revised("人数改成96", waiting, FIELDS) == {**waiting, "employees": 96}
    assert revised("95人错了", waiting, FIELDS) is None
