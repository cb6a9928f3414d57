"""Operators who only talk of rules, messages to many and tasks change none of them."""

from __future__ import annotations

import pytest

from corpus.lexical import normalise
from tools.follow_ups.saying import still_to_do, stopped_before, undecided


@pytest.mark.parametrize(
    "words",
    [
        "企业嫌七天一提醒太密，改不改上头还没拍板",
        "复测提醒要不要改成五天，主任还没发话",
        "有人提议报告没打开那条停掉，还在议",
        "场景没定的提醒想加一次，领导没点头",
        "有意把诊断没做完的提醒改成三天，八字没一撇",
        "办公室琢磨把满意度那条停了，拿不准",
        "政策截止的提醒提前几天，等局里定",
        "工单没评估的提醒调不调，再议吧",
        "上头随口提过停掉复测提醒，没下文",
        "报告那条加不加一次，大家还在争",
        "办公室有意给皮具厂都发个开会通知，稿子八字没一撇",
        "想给狮岭的企业群发个补贴消息，领导没批",
        "给五金厂发培训通知的方案还在改",
        "要不要给所有企业发年会通知，还没商量好",
        "局里打算给化妆品厂都发一条，稿子没写好",
        "给皮具厂发通知的事再议",
        "镇里有意群发一条给全部企业，等主任点头",
        "给食品厂发不发消息，拿不准",
        "说是要给五金厂发安全通知，科长没松口",
        "给狮岭皮具厂都发个通知的事还没影",
    ],
)
def test_what_nobody_has_decided_on(words: str) -> None:
    assert undecided(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "半年复测我觉得太密了，领导同意改成一年",
        "加条规则，需求登记满三十天没下文就回访",
        "给狮岭的皮具厂群发：稿子还没写的请周五前交",
        "把报告没打开的提醒改成3天",
    ],
)
def test_what_is_bid(words: str) -> None:
    assert not undecided(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "上次日期写错，亏得小何手快给停了",
        "昨天那条群发被主任叫停了",
        "上回发错人，好在及时撤了",
        "去年那个群发半路停过",
        "幸亏取消了，不然发错一百家",
        "那条早就停了",
        "听说隔壁镇的群发给停了",
        "上周小李把群发停了，挨了批",
        "群发已经撤了，放心",
        "差点发出去，多亏停了",
    ],
)
def test_what_was_stopped_before(words: str) -> None:
    assert stopped_before(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "停掉这条群发",
        "C3停了吧",
        "别发了，取消",
        "把昨天发的那条停了",
        "上次那条停过了，这次是报名这条，也叫停",
        "听说文案里金额写错了，不管真假先停下来，群发的那个",
    ],
)
def test_what_is_to_stop_now(words: str) -> None:
    assert not stopped_before(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "第二条这号码像是空号，我核一核再说",
        "第一条打不通，回头再打",
        "第三家电话没人接，晚点再试",
        "那条我再查查看",
        "第二条关机，明天再联系",
        "头一条我先问问情况",
        "第四条好像是倒闭了，我去核实一下",
        "第一家占线，等下再打",
        "第二条得等他们老板回来再谈",
        "这条我还要再确认一下",
    ],
)
def test_what_is_still_to_be_done(words: str) -> None:
    assert still_to_do(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "第二条办好了",
        "第一条打过了，没人接，不用管了",
        "第三条电话打了，对方说下周再测",
        "第1条打不通，算了不管了",
        "华盛衣 空号 记一笔",
        "跟进单里彩云童装那条，电话通了，说月底再看",
    ],
)
def test_what_is_done(words: str) -> None:
    assert not still_to_do(normalise(words))
