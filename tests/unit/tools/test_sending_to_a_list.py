"""A message to the enterprises just listed, what is no answer to whom or what, and what is not to stop or to change."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.lexical import normalise
from tools.domain.follow_ups import reading
from tools.domain.region import changed, read
from tools.follow_ups.campaigns import _revised, _text, _whom
from tools.follow_ups.saying import checked
from tools.kit.errors import Conflict
from tools.membership import lexicon
from tools.membership.finding import puts_off, supposes
from tools.region.addressing import to_those

LISTED: dict[str, Any] = {"town": "狮岭", "industry": "皮革皮具", "limit": 10, "skip": 0}


def test_a_message_goes_to_those_just_listed() -> None:
    text = normalise("给他们群发：12月3日下午两点开交流会")
    sent = to_those(text, LISTED)
    assert sent is not None
    tool, arguments = sent
    assert tool == "start_campaign"
    assert read(normalise(arguments["whom"]), {}).filter.given() == {"town": "狮岭", "industry": "皮革皮具"}


@pytest.mark.parametrize("text", ["给花东的厂群发：明天停电", "怎么给他们群发消息", "他们多少人", "先别给他们群发"])
def test_other_words_send_nothing_to_those_listed(text: str) -> None:
    assert to_those(normalise(text), LISTED) is None


def test_nobody_is_meant_by_a_list_of_everybody() -> None:
    assert to_those(normalise("给他们群发：12月3日下午两点开交流会"), {"limit": 10}) is None


@pytest.mark.parametrize("text", ["等等先看看电子厂都有谁", "先看一下名单", "发", "好，发吧"])
def test_what_wants_a_look_is_not_what_is_sent(text: str) -> None:
    assert _text(normalise(text), {}) is None


def test_a_question_to_firms_may_be_sent() -> None:
    assert _text("您家需要上门诊断吗", {}) == "您家需要上门诊断吗"


@pytest.mark.parametrize(
    "text", ["刚才那条发得怎么样了", "等下，时间写错了，是12月4日", "好，发吧", "先别停", "停掉吧"]
)
def test_what_speaks_of_the_message_is_not_whom(text: str) -> None:
    assert _whom(normalise(text), {}) is None


@pytest.mark.parametrize("text", ["狮岭的皮具厂", "全部企业", "盛业皮具"])
def test_whom(text: str) -> None:
    assert _whom(normalise(text), {}) == normalise(text)


def test_who_gets_it_is_shown_before_it_goes() -> None:
    shown = {"whom": "狮岭", "text": "明天停电"}
    assert _revised(normalise("先给我看看都发给谁"), shown) == {**shown, "names": True}


def test_a_notice_of_something_leaves_nobody_out() -> None:
    wish = reading.read_wish(normalise("想给所有企业发个放假通知，先拟一下"))
    assert wish.everybody
    assert wish.text is None
    assert not reading.unread(read(wish.whom, {}).left)


@pytest.mark.parametrize(
    ("text", "stops"), [("那条群发不是要停，我想知道发到哪了", False), ("先别停", False), ("别发了，停掉", True)]
)
def test_what_is_not_to_stop(text: str, stops: bool) -> None:  # noqa: FBT001 -- a case
    assert reading.stops(normalise(text)) is stops
    assert reading.keeps_on(normalise(text)) is not stops


@pytest.mark.parametrize(
    ("text", "unsettled"),
    [
        ("领导说下季度可能要改回访规则，还没定", True),
        ("场景没定的提醒改成30天内最多一次", False),
        ("诊断没做完那条改成第2天", False),
        ("诊断没做完那条改成第3天，下个月再看看效果", False),
        ("报告没看的改成4天，不合适回头再改", False),
        ("下个月再看效果，再改成第3天", True),
        ("诊断没做完那条改成第3天还没定，到时候再看效果", True),
        ("诊断没做完那条，到时候再看", True),
    ],
)
def test_a_change_that_is_not_decided(text: str, unsettled: bool) -> None:  # noqa: FBT001 -- a case
    assert reading.unsettled(normalise(text)) is unsettled


@pytest.mark.parametrize(
    "text", ["邀请码过期了是不是就要重新开一个", "自报的那位，确认了之后还能撤吗", "到时候我这个号怎么从公司退出来"]
)
def test_what_is_only_asked_about(text: str) -> None:
    assert supposes(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "能不能给盛业皮具开个邀请码",
        "永兴那位离职了，撤掉",
        "上次的码过期了，再给盛业开一个",
        "今天办完手续了，帮我退出",
    ],
)
def test_what_is_to_be_done(text: str) -> None:
    assert not supposes(normalise(text))
    assert not puts_off(normalise(text))


def test_leaving_is_put_off() -> None:
    assert puts_off(normalise("行 交接完我再退 现在先不退"))
    assert puts_off(normalise("行 交接完我再退"))
    assert not puts_off(normalise("我要退出这家企业"))


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("不是退出平台，是要解绑这个厂", True),
        ("我没想退出登录，请给我解绑", True),
        ("以后怎么样都不归我管了，麻烦解绑", True),
        ("不要解绑了，解绑的话资料就看不到了", False),
        ("我不想退出，就是问问要解绑怎么弄", False),
        ("先不退出，以后要解绑再说", False),
        ("不是要解绑，是要换一家代表", False),
        ("以后要解绑怎么弄", False),
    ],
)
def test_a_denial_may_lead_to_leaving_after_all(text: str, leaves: bool) -> None:  # noqa: FBT001 -- a case
    said = normalise(text)
    assert (not (puts_off(said) or supposes(said))) is leaves


def test_a_code_sent_to_the_wrong_one_leaves_people_alone() -> None:
    assert lexicon.TAKEN_BACK.fullmatch(normalise("发错人了，作废"))
    assert lexicon.CODES_ONLY.search("发错了，作废")
    assert not lexicon.CODES_ONLY.search("把第一位撤掉")


def test_a_system_is_used_or_not() -> None:
    after = changed(normalise("没上erp的"), {"employees_min": 100, "systems": ["ERP"]}, {})
    assert after is not None
    assert after.get("without") == ["ERP"]
    assert "systems" not in after


@pytest.mark.parametrize(
    ("said", "whom", "text"),
    [
        ("给做食品的都发一条 下周二下午培训 带上电脑", "做食品", "下周二下午培训 带上电脑"),
        ("给花都的五金厂发个通知 周五停电一天", "花都 五金厂", "周五停电一天"),
        ("给花都镇 50人以上的厂群发 明天下午停电", "花都镇 50人以上 厂", "明天下午停电"),
        ("群发给五金厂 50人以上的", "五金厂 50人以上", None),
        ("给做皮具的发一条 内容我等下给你", "做皮具", None),
    ],
)
def test_what_is_sent_may_stand_after_a_gap(said: str, whom: str, text: str | None) -> None:
    wish = reading.read_wish(normalise(said))
    assert (wish.whom, wish.text) == (whom, text)


def test_what_holds_a_message_back_or_asks_after_it_is_no_message() -> None:
    for words in ("先不发 等领导看过", "暂时别发了", "先放一放"):
        assert reading.holds_back(normalise(words)), words
    for words in ("先不发工资的厂请登记", "不发货的请说明", "下周开会"):
        assert not reading.holds_back(normalise(words)), words
    for words in ("发到没有", "发出去了没", "那条送达了吗", "刚才那条没发出去吧"):
        assert reading.asks_gone(normalise(words)), words
    for words in ("发票开了没", "通知已经发出去了", "发货了吗请回复"):
        assert not reading.asks_gone(normalise(words)), words
    with pytest.raises(Conflict):
        checked("先不发 等领导看过")
    assert to_those(normalise("刚才给他们那条发出去没有"), LISTED) is None
