"""Whose the figures of a message are: another firm's and planned ones are no result of one's own."""

from __future__ import annotations

import pytest

from tools.kpi import owning
from tools.wording import kpi as wording


@pytest.mark.parametrize(
    "text",
    [
        "听说同行不良率才1%",
        "隔壁厂交期从30天缩到20天",
        "人家做了1000个,坏10个",
        "行业平均缺陷率2%",
        "我们同行1000件里坏8件",
        "对门注塑厂缺陷率才0.8%",
        "老王家缺陷率才0.8%,也不知道人家咋弄的",
        "旁边那家公司交期才5天",
    ],
)
def test_figures_of_others_are_known(text: str) -> None:
    assert owning.not_ones_own(text) == wording.OF_OTHERS
    assert owning.worked_out_for(text, goes_on=True) == wording.WORKED_OUT_FOR_OTHERS


@pytest.mark.parametrize("text", ["我们缺陷率明年争取降到2%", "打算把返工压到3%以内", "下个月想做到良率98%"])
def test_figures_that_are_planned_are_known(text: str) -> None:
    assert owning.not_ones_own(text) == wording.PLANNED


@pytest.mark.parametrize(
    "text",
    [
        "我们做了1000个坏了30个,不良率多少",
        "同行不良率1%,我们3%",
        "比同行低,去年周转60天今年45天",
        "跟隔壁厂一样,我们交期从30天缩到20天",
        "同行推荐的系统上了以后,交期从30天缩到20天",
        "听人家说要算一下,我们不良率5%",
        "原来打算降到2%,实际3%",
        "市场一共卖5000万,同行4500万,我们500万",
        "客户说我们不良率有5%",
        "我们不良率5%,人家怎么做到的",
        "旁边那台机器做了1000个坏了30个",
        "想算一下缺陷率,5000件坏200件",
        "准备存一下,不良率3%",
        "在狮岭,不良率3%存为实际值",
    ],
)
def test_figures_of_ones_own_are_told_apart(text: str) -> None:
    assert not owning.not_ones_own(text)
    assert not owning.worked_out_for(text, goes_on=False)


def test_a_plan_set_against_what_is_may_be_worked_out_and_is_called_one() -> None:
    text = "库存周转现在60天,打算明年降到45天"
    assert not owning.not_ones_own(text)
    assert owning.worked_out_for(text, goes_on=False) == wording.WORKED_OUT_AS_PLANNED
