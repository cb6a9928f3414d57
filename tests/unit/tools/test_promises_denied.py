"""What is denied, quoted or put off is read as no promise, and what is not done yet as none that was kept."""

from __future__ import annotations

from datetime import date

import pytest

from tools.domain import promises

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    "words",
    [
        "周三交清单是小李随口应的，我可没答应",
        "谁跟你们说我答应周五给资料的",
        "周五前交报表那是业务员乱讲的，不作数",
        "我没说过下周一给你们图纸",
        "月底前给清单？那是你们单方面定的，我没应",
        "老板随口说周五给你们数据，别当真",
        "12月5号前交资料，这话不是我讲的",
        "下周三前给设备清单，这个不算数啊",
        "上回说周五给你们照片，我哪有答应",
        "会计自作主张应下周四交报表，我不认",
        "别把周五交清单算我头上",
    ],
)
def test_what_is_denied_is_no_promise(words: str) -> None:
    assert promises.denies(words)
    assert not promises.commits(words)


@pytest.mark.parametrize(
    "words",
    [
        "老板说下周三要去深圳参展,记一下",
        "厂长讲明天要开全员大会，记一下",
        "听说下周五要停电，提醒我",
        "同事说后天去佛山拉料，记着",
        "会计通知周五前要盘点完，记一下",
    ],
)
def test_plans_that_are_quoted_promise_nothing(words: str) -> None:
    assert not promises.read_promise(words, TODAY).text


def test_what_ones_boss_says_is_given_is_promised_without_him() -> None:
    assert promises.read_promise("老板说月底给你们设备清单，记一下", TODAY).text == "给设备清单"


@pytest.mark.parametrize(
    "words",
    [
        "好,再说吧", "好的,我想想", "行,到时候再说", "好,等老板定", "再看吧", "回头告诉你", "我问问财务",
        "嗯,还没想好", "不急", "过两天看", "容我考虑下", "先放着", "看情况吧", "你看着办", "等我有空再弄", "那个啥",
    ],
)  # fmt: skip
def test_a_put_off_answer_names_nothing(words: str) -> None:
    assert not promises.told(words)


@pytest.mark.parametrize("words", ["好,设备清单", "一份等老板签的合同", "用电数据再加两张照片"])
def test_an_answer_that_names_something_is_taken(words: str) -> None:
    assert promises.told(words)


@pytest.mark.parametrize(
    "words",
    [
        "设备清单还没发出去呢，别给我算成交了",
        "上回应下的用电数据我才弄一半，别急着给我划掉哦",
        "清单没给呢，别记成办好了",
        "答应的资料还差两页才弄完，先莫销",
        "那份清单不算发了，发错文件了",
        "谁说我交了，还在弄",
        "设备清单还没发完，你别给我关掉",
        "照片是交了，清单可没有",
        "别标成做完了，还差盖章",
        "哪里办好了，八字没一撇",
    ],
)
def test_what_is_not_done_yet_settles_nothing(words: str) -> None:
    assert promises.settles(words, TODAY).state is None
    assert not promises.tells_of_promise(words)


@pytest.mark.parametrize(("words", "state"), [("图纸给了，别再记着", "kept"), ("别记着了，不弄了", "dropped")])
def test_what_is_done_is_not_to_be_reminded_of(words: str, state: str) -> None:
    assert promises.settles(words, TODAY).state == state
