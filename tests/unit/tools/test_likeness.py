"""Which needs count as one in the demand pool: pairs of firms' sentences, written before the threshold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.domain.tickets.likeness import ALIKE, likeness, same

SAME = [
    ("想做皮料瑕疵检测", "想上皮革缺陷质检"),
    ("想做皮料瑕疵视觉检测", "皮革表面划痕用相机识别"),
    ("仓库盘点老对不上，想上个系统", "库存盘点总是不准，需要一个系统"),
    ("希望能自动排产", "想上一套排程系统"),
    ("ERP和MES想打通", "我们的MES跟ERP需要对接"),
    ("想降低空压机用电", "空压机电费太高，想省电"),
    ("注塑机故障能提前预警", "注塑机什么时候坏，能不能提前知道"),
    ("需要直播带货的文案", "直播带货脚本想用AI写"),
    ("招不到车缝工，想对接招工渠道", "车缝工招人难，有没有招工渠道"),
    ("想申报中小企业改造补贴，材料不会写", "中小企业改造补助的申请材料不会准备"),
    ("化妆品说明书文案合规检查", "化妆品文案合规检测"),
    ("想要箱包的AI设计出款", "箱包款式用AI设计"),
    ("需要智能客服回答外贸询盘", "外贸询盘想自动回复"),
]
DIFFERENT = [
    ("想做皮料瑕疵检测", "想做皮料库存管理"),
    ("想做皮料瑕疵检测", "想做注塑件尺寸检测"),
    ("五金件划痕检测", "化妆品灌装液位检测"),
    ("ERP和MES想打通", "ERP想和电商平台打通"),
    ("ERP和MES想打通", "想换一套新的ERP"),
    ("空压机省电", "车间空调省电"),
    ("注塑机故障预警", "注塑机换模太慢"),
    ("想自动排产", "想自动报工"),
    ("需要直播带货的文案", "需要直播带货的主播"),
    ("招不到车缝工，想对接招工渠道", "车缝工计件工资核算太慢"),
    ("想申报中小企业改造补贴，材料不会写", "想申报高新技术企业，材料不会写"),
    ("仓库盘点老对不上", "仓库拣货总发错货"),
    ("想要箱包的AI设计出款", "箱包打样太慢"),
    ("客服自动回复", "客服工单统计"),
    ("想找做质检的服务商", "想找做仓储的服务商"),
    ("需要一个系统", "想要一套系统"),
    ("有需求", "有个需求"),
    ("皮具外观检测", "皮具开料套裁"),
    ("来料检验要用相机", "成品出货检验要用相机"),
    ("钢材采购比价", "包装材料采购比价"),
]


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_different_needs_stay_apart(first: str, second: str) -> None:
    assert likeness(normalise(first), normalise(second)) < ALIKE


def test_most_needs_said_twice_are_found() -> None:
    found = [likeness(normalise(first), normalise(second)) >= ALIKE for first, second in SAME]
    assert sum(found) >= 0.7 * len(SAME)


def test_what_says_nothing_is_like_nothing_but_itself() -> None:
    assert same(normalise("需要一个系统"), [normalise("想要一套系统"), normalise("需要系统")]) is None
    assert same("需要系统", ["想要系统", "需要系统"]) == 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_the_same_both_ways_and_whole_with_itself(first: str, second: str) -> None:
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1
    assert likeness(first, first) == 1
