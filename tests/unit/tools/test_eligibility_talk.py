"""Talk about one policy: its single lines, the caps by level, the way to apply, a firm's size, a branch elsewhere."""

from __future__ import annotations

import pytest

from assistant.bootstrap import DATA
from corpus.catalogs import Catalogs, load
from corpus.lexical import normalise
from tools.domain import eligibility
from tools.domain.archive import archive
from tools.kit.tool import Focus

CATALOGS: Catalogs = load(DATA)
SUBSIDY = "GZ-SUBSIDY-2025"


def field_after(words: str, tool: str = "read_policy", policy: str = SUBSIDY) -> str | None:
    """Return the field of the policy under discussion that a message asks for."""
    focus = Focus(tool=tool, arguments={"policy": policy})
    found = eligibility.follows(normalise(words), focus, CATALOGS)
    if found is None or found[0] != "read_policy":
        return None
    assert found[1]["policy"] == policy
    return str(found[1]["aspect"])


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("合同额和发票额不一样取哪个", "provisions"),
        ("补的钱是看合同还是看发票啊", "provisions"),
        ("发票是含税还是不含税", "provisions"),
        ("软件费和云服务都能算吗", "provisions"),
        ("付款凭证是银行流水行吗", "provisions"),
        ("要不要跟服务机构签约", "eligibility"),
        ("税务违法是查哪几年的", "eligibility"),
        ("评测和签约哪个先", "how_to_apply"),
    ],
)
@pytest.mark.parametrize("tool", ["read_policy", "match_policies"])
def test_a_question_near_one_line_of_the_policy_is_one_to_it(words: str, field: str, tool: str) -> None:
    assert field_after(words, tool) == field


@pytest.mark.parametrize(
    "words",
    [
        "合同和发票发给谁",
        "合同发票我明天给你",
        "我们合同额发票额都有了",
        "发票丢了怎么办",
        "帮我登记合同发票不一致怎么办",
        "能不能帮我投诉服务机构签约不认账",
        "发票自动识别合同的场景有吗",
        "财务票据用什么软件好",
        "订单合同怎么管",
        "硬件算不算",
    ],
)
def test_a_message_that_only_touches_the_policys_words_is_none_to_it(words: str) -> None:
    assert field_after(words) is None


@pytest.mark.parametrize(
    "words",
    ["那三级呢 最高多少", "万一只做到二级呢", "只能评上二级能拿几多钱", "l3的话又给几多", "最后评到四级就有几多"],
)
def test_a_level_alone_asks_for_its_cap(words: str) -> None:
    assert field_after(words) == "provisions"


@pytest.mark.parametrize("words", ["二级是什么意思", "二级要几分", "二级要多久才做得到", "三级的场景有哪些"])
def test_other_questions_of_a_level_ask_for_no_cap(words: str) -> None:
    assert field_after(words) is None


@pytest.mark.parametrize("words", ["喺边度报名", "去哪儿报名", "在哪个网站填报", "报名网址", "到哪里登记", "怎么报名"])
def test_where_to_sign_up_is_how_to_apply(words: str) -> None:
    assert field_after(words) == "how_to_apply"


@pytest.mark.parametrize(
    "words", ["我们营收6个亿,不过只有280人,算中小企业吗", "我们900人算不算小微企业", "我哋350人系咪中小企业"]
)
@pytest.mark.parametrize("tool", ["read_policy", "match_policies"])
def test_whether_a_firm_is_small_enough_is_held_against_the_bounds_between_sizes(words: str, tool: str) -> None:
    focus = Focus(tool=tool, arguments={"policy": SUBSIDY})
    found = eligibility.follows(words, focus, CATALOGS)
    assert found is not None
    assert (found[0], found[1]["policy"]) == ("match_policies", SUBSIDY)
    assert eligibility.policy_named(words, CATALOGS) == SUBSIDY
    assert eligibility.surely(words, CATALOGS) > 0
    assert eligibility.held_against_it(words)


@pytest.mark.parametrize(
    "words", ["我们属于中小企业", "我们算专精特新中小企业吗", "中小企业有什么政策", "我们是不是中小企业数字化转型试点"]
)
def test_what_only_speaks_of_small_firms_asks_for_no_size(words: str) -> None:
    assert eligibility.policy_named(words, CATALOGS) != SUBSIDY
    assert not eligibility.held_against_it(words)


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("营收5个亿 不过只有300人", 300),
        ("全厂就80个人,能报吗", 80),
        ("只有3人会用", None),
        ("车间只有20人", None),
    ],
)
def test_a_number_of_people_by_itself_is_that_of_the_firm(words: str, people: int | None) -> None:
    assert eligibility.read(words, archive().by_key).facts.get("employees") == people


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("我们东莞还有个分厂 那边改造能不能用广州的补贴", "东莞"),
        ("佛山分公司可以报穗智转吗", "佛山"),
        ("在惠州开了个新厂,那边算不算试点的", "惠州"),
        ("分厂在清远,那边改造能报广州的补贴吗", "清远"),
        ("我们分厂设在江门,能享受花都的扶商吗", "江门"),
        ("狮岭有间分厂 嗰边得唔得攞奖补", "狮岭"),
    ],
)
def test_a_question_of_a_branch_is_held_against_where_the_branch_lies(words: str, place: str) -> None:
    assert eligibility.branch_asked(words) == place
    assert eligibility.read(words, archive().by_key).facts["town"] == place
    assert eligibility.surely(words, CATALOGS) > 0


@pytest.mark.parametrize(
    "words",
    [
        "我们东莞有个分厂,总厂能申请广州的补贴吗",
        "分厂在清远,我们能报广州的补贴吗",
        "东莞有个客户,那边能报补贴吗",
        "东莞分厂算过账了",
        "我们东莞分厂下个月开张",
    ],
)
def test_a_branch_that_is_only_mentioned_is_not_where_the_firm_lies(words: str) -> None:
    assert eligibility.branch_asked(words) is None
    assert "town" not in eligibility.read(words, archive().by_key).facts


@pytest.mark.parametrize(
    "words", ["申报收费吗", "报名要钱吗", "要不要交钱", "申请是免费的吗", "评审费谁出", "报名收不收费", "申报要花钱不"]
)
@pytest.mark.parametrize(
    ("policy", "field"),
    [("CN-GIANT-2026", "provisions"), ("CN-GRADIENT-2026", "how_to_apply"), (SUBSIDY, "how_to_apply")],
)
def test_whether_applying_costs_anything(words: str, policy: str, field: str) -> None:
    assert field_after(words, policy=policy) == field
    told = eligibility.fee_told(words, CATALOGS.policies[policy])
    assert told is not None
    assert bool(told[1]) is (policy != SUBSIDY)


@pytest.mark.parametrize(
    "words",
    [
        "你们平台收费吗",
        "诊断要钱吗",
        "最多能拿多少钱",
        "软件费用补不补",
        "中介收钱靠谱吗",
        "交材料去哪",
        "设备要花多少钱",
    ],
)
def test_what_costs_something_else_is_no_fee_of_applying(words: str) -> None:
    assert eligibility.fee_told(words, CATALOGS.policies["CN-GIANT-2026"]) is None


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("厂在狮岭,营业执照是佛山的", "佛山"),
        ("我们在花都,执照写的是清远", "清远"),
        ("厂房在花都,工商登记在东莞", "东莞"),
        ("我们注册在清远", None),
        ("我们厂在花都", None),
        ("执照是花都的,厂在花都", None),
    ],
)
def test_where_a_firm_is_registered_may_be_elsewhere(words: str, place: str | None) -> None:
    assert eligibility.registered_apart(words) == place
    if place is not None:
        assert eligibility.read(words, archive().by_key).facts["town"].startswith(place)


@pytest.mark.parametrize(
    ("words", "friend"),
    [
        ("我朋友的厂注册在佛山,他能报吗", True),
        ("隔壁厂执照在清远算不算", True),
        ("我有个亲戚开的店能拿吗", True),
        ("我朋友厂拿到了,我们能不能拿", False),
        ("我们厂能报吗", False),
        ("听朋友说可以报", False),
    ],
)
def test_the_firm_of_somebody_the_speaker_knows_is_not_the_speakers(words: str, friend: bool) -> None:  # noqa: FBT001 -- a parameter of a test
    assert eligibility.of_friend(words) is friend
