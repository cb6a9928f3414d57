"""A figure or a word that is bidden to be put down takes the place of what was shown, and of nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tools.archive.keeping import keep_facts
from tools.domain.archive import archive, counts_on, offered, proposed, revised
from tools.kit.tool import REVISION

FIELDS = archive().by_key
SHOWN = {"town": "狮岭", "employees": 38, "revenue_wan": 1500, "products": "女包"}


@pytest.mark.parametrize(
    "said",
    [
        "人数写40吧，昨天刚来两个", "人数填40", "人数按40算", "写40就行", "不是38，40", "改40", "记40吧", "应该写40人",
        "员工人数报40好了", "人数给我弄成40", "38不准，写40", "40个人才对", "就写40，其他不变", "员工应该报40",
        "那人数先登记40",
    ],
)  # fmt: skip
def test_the_figure_that_is_to_be_put_down_takes_the_place_of_the_one_shown(said: str) -> None:
    assert revised(said, SHOWN, FIELDS) == {**SHOWN, "employees": 40}


def test_two_figures_are_put_down_by_their_names() -> None:
    assert revised("人数写40，产值写1600", SHOWN, FIELDS) == {**SHOWN, "employees": 40, "revenue_wan": 1600}
    assert revised("营收按1600算", SHOWN, FIELDS) == {**SHOWN, "revenue_wan": 1600}


@pytest.mark.parametrize(
    "said",
    [
        "人数写多少合适", "人数按40算能拿多少补贴", "如果人数写40呢", "人数里有5个临时工", "按30天算", "写30遍",
        "报30个名额", "改30号吧", "写2000字", "人数写没写", "我们厂里养了40条狗", "人数写40行吗",
    ],
)  # fmt: skip
def test_what_only_asks_supposes_or_counts_something_else_puts_nothing_down(said: str) -> None:
    assert revised(said, SHOWN, FIELDS) is None


@pytest.mark.parametrize("said", ["人数再加2个", "人数比去年多5个", "人数还要多2个", "人数少写了2个"])
def test_by_how_much_a_figure_is_off_is_not_what_it_is(said: str) -> None:
    assert counts_on(said, SHOWN, FIELDS) == ("employees",)
    asked = keep_facts.readers[REVISION](said, {"facts": SHOWN})
    assert "员工人数不对" in asked["question"]
    assert "facts" not in asked


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("拍板人写我老婆陈燕", {"decider": "我老婆陈燕"}),
        ("拍板人那栏填陈燕", {"decider": "陈燕"}),
        ("主要产品写女包和钱包", {"products": "女包和钱包"}),
        ("人数登记40", {"employees": 40}),
        ("信息化人数也不对，连我3个", {"it_people": 3}),
        ("信息化人数不对，加上我3个", {"it_people": 3}),
        ("信息化人数不准，包括我是3个", {"it_people": 3}),
        ("信息化人数也写错了，连老板3个", {"it_people": 3}),
        ("信息化人数变了，现在连我3个", {"it_people": 3}),
        ("信息化人数不对，一共3个", {"it_people": 3}),
        ("IT人数不对，连同我3个人", {"it_people": 3}),
        ("人数不对，连老板40个", {"employees": 40}),
    ],
)
def test_what_is_put_down_under_a_name_is_that(said: str, facts: dict[str, Any]) -> None:
    assert proposed(said, FIELDS).get("facts") == facts
    assert offered(said, FIELDS) >= 0.6


@pytest.mark.parametrize(
    "said",
    [
        "拍板人写谁", "拍板人写没写", "联系人写不清楚", "员工写5份报告", "员工登记30人培训", "员工填300张表",
        "员工写30道题要多久", "痛点写得太笼统", "拍板人写上了没", "拍板人写你", "信息化人数不对，连我几个",
    ],
)  # fmt: skip
def test_what_is_written_by_or_about_something_is_put_down_nowhere(said: str) -> None:
    assert not proposed(said, FIELDS).get("facts")


@pytest.mark.parametrize("said", ["营收算上利润100万", "员工工资改成8000", "营收加上外贸写900万"])
def test_another_sum_beside_a_name_takes_no_place(said: str) -> None:
    assert revised(said, {"employees": 60, "revenue_wan": 800}, FIELDS) is None


@pytest.mark.parametrize(
    ("said", "products"),
    [("主要产品填皮带", "皮带"), ("主要产品应该填充电器", "充电器"), ("主营产品填缝纫机", "缝纫机")],
)
def test_a_product_is_put_down_in_its_place(said: str, products: str) -> None:
    assert proposed(said, FIELDS)["facts"]["products"] == products


@pytest.mark.parametrize("said", ["主营产品填充机", "主营产品填缝剂", "主营产品填料"])
def test_a_product_keeps_its_whole_name(said: str) -> None:
    assert proposed(said, FIELDS)["facts"]["products"].endswith(said[4:])
