"""Who corrects himself as he goes on is taken by what he comes to; a message may correct several facts at once."""

from __future__ import annotations

from typing import Any

import pytest

from tools.domain.archive import archive, doubted, extract, offered, proposed, revised, withdraws

FIELDS = archive().by_key


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("我们80人 哦不对 85人", {"employees": 85}),
        ("我们80人，不对，是85人", {"employees": 85}),
        ("员工80 哦不 85", {"employees": 85}),
        ("员工80人 说错了 员工85人", {"employees": 85}),
        ("年产值两千万左右 啊不是 两千六百万", {"revenue_wan": 2600}),
        ("营收3000万 不对那个是前年的 3500万", {"revenue_wan": 3500}),
        ("预算30万 等等 不对 20万", {"budget_wan": 20}),
        ("去年营业额2300万是我拍脑袋的，审计下来2140，按这个", {"revenue_wan": 2140}),
        ("产值4000万那个是估的，核下来3650", {"revenue_wan": 3650}),
        ("去年营收是乱填的，实际3200万", {"revenue_wan": 3200}),
        ("人数300人是瞎填的，核过是268", {"employees": 268}),
        ("我估计有120人，不对，118", {"employees": 118}),
        ("设备120台 报错了 实际100台 员工60人", {"machines": 100, "employees": 60}),
    ],
)
def test_a_figure_taken_back_gives_way_to_the_right_one(said: str, facts: dict[str, Any]) -> None:
    assert proposed(said, FIELDS)["facts"] == facts
    assert offered(said, FIELDS) >= 0.6


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("我们80人 不对外招工 有85台设备", {"employees": 80, "machines": 85}),
        ("我们80人不是85人", {"employees": 80}),
        ("员工80人 不对 营收3000万", {"revenue_wan": 3000}),
        ("员工80人 设备100台", {"employees": 80, "machines": 100}),
        ("我们80人 生意不错 去年做了3000万", {"employees": 80, "revenue_wan": 3000}),
    ],
)
def test_what_takes_nothing_back_stays(said: str, facts: dict[str, Any]) -> None:
    assert {key: found.value for key, found in extract(said, FIELDS).items()} == facts


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("小李填的人数写反了 不是68 是86 改过来", {"employees": 86}),
        ("营收报少了 是4800万", {"revenue_wan": 4800}),
        ("营收你给我记上 4800万 员工现在95个", {"employees": 95, "revenue_wan": 4800}),
        ("预算也写上 30万", {"budget_wan": 30}),
        ("我们款式现在有350个了 档案里改下", {"sku": 350}),
        ("员工现在86个 厂也搬到炭步镇了 改一下", {"town": "炭步", "employees": 86}),
    ],
)
def test_what_is_put_right_or_put_down_is_read(said: str, facts: dict[str, Any]) -> None:
    assert proposed(said, FIELDS)["facts"] == facts
    assert doubted(said, FIELDS) == ()


def test_a_field_is_doubted_where_its_figure_is_only_said_to_be_wrong() -> None:
    assert doubted("员工80人写错了", FIELDS) == ("employees",)
    assert doubted("人数写反了", FIELDS) == ("employees",)


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("我下个月走了 把我的手机号跟联系人名字删掉 别的资料留着", {"phone", "contact_name"}),
        ("我要走了，把我的名字和手机删了，其他留着", {"phone", "contact_name"}),
        ("会计不做了 联系电话删掉 其余的不动", {"phone"}),
        ("联系人和电话那两项删掉", {"phone", "contact_name"}),
    ],
)
def test_who_leaves_has_what_is_his_taken_off(said: str, gone: set[str]) -> None:
    assert withdraws(said, FIELDS)
    assert proposed(said, FIELDS)["facts"] == dict.fromkeys(key for key in FIELDS if key in gone)
    assert offered(said, FIELDS) == 1


@pytest.mark.parametrize(
    "said",
    ["把产品照片的名字删掉", "手机号删掉了吗", "别把我的手机号删了", "我的手机号删掉会怎样", "朋友圈删掉 别的留着"],
)
def test_what_is_not_his_or_not_bidden_stays(said: str) -> None:
    assert not withdraws(said, FIELDS)
    assert "contact_name" not in extract(said, FIELDS)


@pytest.mark.parametrize("said", ["对 就删这两个", "好，就这两项", "嗯就这些", "把这两条删掉吧"])
def test_all_that_was_shown_is_pointed_at(said: str) -> None:
    waiting = {"contact_name": None, "phone": None}
    assert revised(said, waiting, FIELDS) == waiting


@pytest.mark.parametrize("said", ["这两个是什么", "就删这三个", "不是这两个", "这些别删"])
def test_what_points_at_something_else_agrees_to_nothing(said: str) -> None:
    assert revised(said, {"contact_name": None, "phone": None}, FIELDS) is None
