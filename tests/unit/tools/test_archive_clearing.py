"""What states nothing of the firm is not read as if it did: what is pointed at, what is asked back as being wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tools.domain.archive import (
    archive,
    asks_use,
    facts_of,
    offered,
    spares_file,
    still_there,
    without_field,
)
from tools.wording.archive import confirm_keep

FIELDS = archive().by_key


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("号我记错了，就是要接电商订单那张", {}),
        ("电商订单对不上账那个需求撤了吧", {}),
        ("催一下皮具检测那张单，我们厂现在120人", {"employees": 120}),
        ("我们做皮具的想上这个需求", {"industry": "皮革皮具"}),
    ],
)
def test_what_tells_a_ticket_from_others_tells_nothing_of_the_firm(said: str, facts: dict[str, Any]) -> None:
    assert facts_of(said, FIELDS) == facts


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("你那写我们用金蝶？早不用了，年初就换用友了", {"systems": ["ERP"]}),
        ("你那写我们80人？早120了", {"employees": 120}),
        ("我们人数记的60？早就95了", {"employees": 95}),
        ("你那边记的年营收3000万？现在都4200万了", {"revenue_wan": 4200}),
        ("你们档案里写我们在狮岭？早搬到花东了", {"town": "花东"}),
        ("你们系统里写着我们没上云？去年就上云了", {"cloud": True}),
        ("你们怎么把我们写成做五金的？我们做皮具的", {"industry": "皮革皮具"}),
    ],
)
def test_what_is_asked_back_is_put_right_by_what_follows(said: str, facts: dict[str, Any]) -> None:
    assert facts_of(said, FIELDS) == facts
    assert offered(said, FIELDS) > 0


@pytest.mark.parametrize(
    "said",
    [
        "你那写联系人老王？他去年就走了",
        "你那写我们用金蝶？早没用了",
        "你们记了多少人？我们120人",
        "员工人数写的多少？我们厂120人",
        "你们记的营收3000万？是不是搞错了",
        "我那个工单你们登记了吗？我们厂120人",
    ],
)
def test_what_asks_offers_nothing(said: str) -> None:
    assert offered(said, FIELDS) == 0


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("留个邮箱吧，shunfa@example.com", "shunfa@example.com"),
        ("邮箱shunfa@example.com", "shunfa@example.com"),
        ("登记个邮箱 abc.def@qq.com 有事联系", "abc.def@qq.com"),
        ("报告发到我邮箱a@b.com", None),
        ("我要投诉，发到service@example.com没人回", None),
    ],
)
def test_an_address_is_read_where_it_is_given_to_be_kept(said: str, address: str | None) -> None:
    assert facts_of(said, FIELDS).get("email") == address


@pytest.mark.parametrize("said", ["我们上个月搬到合成村那边了", "厂搬到三华村了"])
def test_a_village_is_where_a_firm_may_have_moved(said: str) -> None:
    assert facts_of(said, FIELDS)["town"].endswith("村")
    assert facts_of("我们在农村收购皮料", FIELDS).get("town") is None


def test_what_no_field_holds_is_named() -> None:
    said = "我们上个月搬到合成村那边了，厂房两千平，新增了一条线"
    assert without_field(said) == ("厂房面积", "产线数")
    asked = confirm_keep({"question": said})
    assert asked.startswith("厂房面积、产线数档案里没有对应的栏目")
    assert "合成村" in asked
    assert without_field("我们在平台登记，120人，平时30台设备") == ()


@pytest.mark.parametrize("said", ["预算那条现在还在吗", "系统那栏还在不在", "档案里的邮箱还在吗", "人数那项还留着没有"])
def test_whether_one_thing_is_still_on_file_is_asked(said: str) -> None:
    assert still_there(said, FIELDS)


@pytest.mark.parametrize("said", ["那条产线还在吗", "漏检的问题还在吗", "预算还有吗", "这个政策还在吗"])
def test_whether_something_else_is_still_there_is_not(said: str) -> None:
    assert not still_there(said, FIELDS)


def test_use_is_asked_of() -> None:
    for said in ("这号码你们会给服务商吗？", "这电话谁能看到？", "这个用来干嘛的？", "手机号会不会泄露"):
        assert asks_use(said)
    for said in ("你们电话多少？", "给服务商的补贴有哪些？", "可以", "号码改成13900001234"):
        assert not asks_use(said)


def test_one_item_is_not_the_file() -> None:
    assert spares_file("这条不要了删掉")
    assert not spares_file("把我们档案全部清空")
    assert not spares_file("清除档案")


@pytest.mark.parametrize("said", ["那个不想留了，是吧", "它不要了", "这个删掉吧", "把那一个撤了"])
def test_what_is_only_pointed_at_is_not_the_file(said: str) -> None:
    assert spares_file(said)


@pytest.mark.parametrize("said", ["那个，把我们登记的东西都删掉", "这个平台我不用了，全删", "档案删了它"])
def test_the_file_is_named(said: str) -> None:
    assert not spares_file(said)


@pytest.mark.parametrize("said", ["档案要删了，是吧", "我们的档案能删吗", "清空了？"])
def test_who_asks_wants_nothing_erased(said: str) -> None:
    assert spares_file(said)
    assert not spares_file("你们泄露我电话了是不是，马上把我所有信息删掉")
