"""What is said of facts that wait for a yes: only some of them, none of others; and what is wanted off the file."""

from __future__ import annotations

from typing import Any

import pytest

from tools.domain.archive import archive, proposed, puts_right_another, revised, withdraws

FIELDS = archive().by_key
WAITING = {"employees": 120, "revenue_wan": 3000, "machines": 60}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("等等,只记人数,营收和设备先别记,老板没说能填", {"employees"}),
        ("光记人数", {"employees"}),
        ("对,就记人数", {"employees"}),
        ("只把人数记上就行", {"employees"}),
        ("人数记上,其他的先不要记", {"employees"}),
        ("刚才那个营收,你给我记上吧", {"revenue_wan"}),
        ("那就记人数和营收", {"employees", "revenue_wan"}),
        ("设备先别记", {"employees", "revenue_wan"}),
        ("营收,设备,先不填", {"employees"}),
        ("等等,营收老板还没批呢,先别记,光记人数", {"employees"}),
        ("营收老板还没批呢,先别记", {"employees", "machines"}),
        ("产值先空着", {"employees", "machines"}),
        ("营收先不改了,等审计", {"employees", "machines"}),
        ("营收别改,设备也不用改", {"employees"}),
    ],
)
def test_only_what_is_named_is_kept_or_left_out(said: str, kept: set[str]) -> None:
    assert revised(said, WAITING, FIELDS) == {key: value for key, value in WAITING.items() if key in kept}


@pytest.mark.parametrize(
    "said", ["营收也记上", "都记上吧", "营收记上了吗", "人数不放心", "只记预算", "别的不变", "不存在的", "营收呢,别记"]
)
def test_what_leaves_nothing_out_changes_nothing(said: str) -> None:
    assert revised(said, WAITING, FIELDS) is None


@pytest.mark.parametrize(
    ("said", "facts", "expected"),
    [
        ("对,不过人数是85,有几个新来的我漏算了", {"employees": 80, "sku": 9}, {"employees": 85, "sku": 9}),
        ("对,不过应该是480", {"sku": 500}, {"sku": 480}),
        ("只改人数,改成125", WAITING, WAITING | {"employees": 125}),
        ("嗯,86,记吧", {"employees": 85}, {"employees": 86}),
        ("嗯,85,记吧", {"employees": 85}, {"employees": 85}),
        ("对,就记人数", {"employees": 85}, {"employees": 85}),
        ("是的,只撤预算,别的别动", {"budget_wan": None}, {"budget_wan": None}),
        ("对,只撤电话", {"budget_wan": None, "phone": None}, {"phone": None}),
        ("对,只撤电话", {"budget_wan": None}, None),
        ("85", {"employees": 85}, None),
        ("好,3点再说", {"employees": 85}, None),
    ],
)  # fmt: skip
def test_a_correction_behind_a_yes_and_a_yes_that_says_it_again(
    said: str, facts: dict[str, Any], expected: dict[str, Any] | None
) -> None:
    assert revised(said, facts, FIELDS) == expected


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("预算那条帮我从档案里撤掉，老板说不能写出去", ["budget_wan"]),
        ("那就只把联系电话从档案里撤掉", ["phone"]),
        ("把营收那项删了别留", ["revenue_wan"]),
        ("预算和营收那两项删掉吧", ["revenue_wan", "budget_wan"]),
        ("删掉档案里的电话", ["phone"]),
        ("从档案里把电话删掉", ["phone"]),
        ("只撤预算", ["budget_wan"]),
    ],
)
def test_a_field_is_surely_wanted_off_the_file(said: str, gone: list[str]) -> None:
    assert withdraws(said, FIELDS)
    assert proposed(said, FIELDS)["facts"] == dict.fromkeys(gone)


@pytest.mark.parametrize(
    "said",
    [
        "档案里撤掉预算会怎样", "别撤预算", "别把档案里的预算删掉", "把预算从档案里撤掉了吗", "如果把预算从档案里撤掉",
        "客户说,把预算从档案里撤掉", "我上次把预算从档案里撤掉了", "档案里的预算能删吗", "预算那条先别删",
        "把问题拿出来", "只删问题", "把工单那条撤掉", "档案全给我删了",
    ],
)  # fmt: skip
def test_what_asks_denies_quotes_or_supposes_takes_nothing_off(said: str) -> None:
    assert not withdraws(said, FIELDS)


@pytest.mark.parametrize("said", ["档案里撤掉预算会怎样", "别把预算撤掉", "别把档案里的预算删掉"])
def test_a_question_or_a_denial_proposes_to_take_nothing_off(said: str) -> None:
    assert "facts" not in proposed(said, FIELDS)


MONEY = {"revenue_wan": 2000, "budget_wan": 30}


@pytest.mark.parametrize(
    "said", ["不对,电费是300万", "哦不对,房租其实是30万", "等等,运费应该是20万", "错了,水费有3万", "啊不对,电费才是3万"]
)
def test_a_figure_of_what_was_not_shown_leaves_what_was_shown_as_it_is(said: str) -> None:
    assert puts_right_another(said, MONEY, FIELDS)
    assert revised(said, MONEY, FIELDS) is None


@pytest.mark.parametrize(
    "said",
    [
        "不对,营收是2500万",
        "哦不对,预算其实是35万",
        "不对,应该是2500万",
        "不对,算了",
        "不对,电费别记",
        "不对,房租其实有3万,别记了",
        "不对,电费是多少来着?",
        "不对,不是我们厂的",
        "不对,刚才那个是35万",
        "不对,去年是1800万",
        "电费是300万",
    ],
)
def test_what_was_shown_is_put_right_or_given_up_by_its_own_words(said: str) -> None:
    assert not puts_right_another(said, MONEY, FIELDS)


@pytest.mark.parametrize("said", ["对,三个都有", "三项都对", "都是", "对,全都要"])
def test_all_of_it_is_agreed_to_by_its_number(said: str) -> None:
    assert revised(said, WAITING, FIELDS) == WAITING
    assert revised("两个都对", WAITING, FIELDS) is None
    assert revised("对,两个都有", {"systems": ["ERP", "MES"]}, FIELDS) == {"systems": ["ERP", "MES"]}


def test_a_figure_that_is_put_right_is_not_left_out() -> None:
    kept = revised("营收别改成3000万,改成2800万", WAITING, FIELDS)
    assert kept is not None
    assert kept["revenue_wan"] == 2800


def test_what_was_sent_to_the_wrong_person_makes_no_figure_wrong() -> None:
    assert revised("发错了不好意思。人数120", WAITING, FIELDS) == WAITING
