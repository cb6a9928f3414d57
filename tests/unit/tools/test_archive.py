"""Facts are read out of colloquial words with the words they rest on, and never taken from a question; the portrait."""

from __future__ import annotations

from typing import Any

import pytest

from tools.domain.archive import archive, extract, fold, missing_systems, offered, portrait, proposed, revised
from tools.domain.archive.portrait import group
from tools.domain.profile import Profile, Standing

FIELDS = archive().by_key


def facts(text: str, **known: Any) -> dict[str, Any]:
    return {key: found.value for key, found in extract(text, FIELDS, known).items()}


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
