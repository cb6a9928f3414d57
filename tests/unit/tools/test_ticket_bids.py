"""What operators bid in running speech, which lists they ask for, and how they give a talk back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.domain.tickets.bidding import leaves_ticket
from tools.domain.tickets.cues import lets_go, waits
from tools.domain.tickets.doing import bids, does, notes_on, read_moves
from tools.domain.tickets.listing import asks_for_course, asks_for_list, goes_on_to
from tools.domain.tickets.reading import read_filter, read_relay
from tools.domain.tickets.relaying import told_to_one
from tools.domain.tickets.states import OPEN, STATES, STEPS, Action, Kind, State, after_assessment, goes_through

NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "moves"),
    [
        ("刚给甲一打了电话，路由器换过了，标已解决", [("resolve", "刚给甲一打了电话，路由器换过了")]),
        ("戊五的投诉补了半天培训，老板说可以了，标成已解决", [("resolve", "补了半天培训，老板说可以了")]),
        ("是路由器坏了不关平板的事，先按技术评估记上", [("assess", "是路由器坏了不关平板的事")]),
        ("顾问约好没来，我已经道歉了，记到单上", [("note", "顾问约好没来，我已经道歉了")]),
        ("庚七那张只加个备注，采购姓邓，周五前别打电话，状态不要动", [("note", "采购姓邓，周五前别打电话")]),
        ("甲一那张电话打不通，备注一下", [("note", "电话打不通")]),
        ("先别标已解决", []),
        ("这张能不能标已解决", []),
        ("扫码枪那张企业确认没", []),
        ("等企业签字再标已解决", []),
    ],
)
def test_what_is_bid_goes_before_what_is_told(words: str, moves: list[tuple[str, str]]) -> None:
    assert [(move.action, move.note) for move in read_moves(words, operator=True)] == moves


@pytest.mark.parametrize(
    ("words", "bid"),
    [
        ("乙二那张我回过他们了，标成已解决吧", True),
        ("佢哋话用返了，标返做已解决啦", True),
        ("这张转为处理中", True),
        ("乙二那张标已解决没", False),
        ("需求登记完成", False),
        ("跟甲一说一下，这张标已解决了", False),
        ("给甲一回个话：单子改成已排期", False),
        ("帮我把我那张单改成已解决", False),
    ],
)
def test_who_bids_something_to_be_done(words: str, bid: bool) -> None:  # noqa: FBT001 -- what is expected
    assert bids(normalise(words)) is bid


def test_words_for_others_move_nothing() -> None:
    assert not does(normalise("跟甲一说一下，这张标已解决了，有问题再找我们"))
    assert notes_on(normalise("给甲一那张记一笔：下周二设备科长出差"))


@given(st.sampled_from(STATES), st.sampled_from(list(STEPS)), st.sampled_from(("need", "question", "complaint")))
def test_only_work_is_passed_over_in_one_go(state: State, action: Action, kind: Kind) -> None:
    if goes_through(state, action, kind):
        assert state in OPEN
        assert action in {"schedule", "resolve"}
        assert (kind, state) != ("need", "recorded")


def test_one_assessment_says_enough_of_what_is_no_need() -> None:
    assert after_assessment("recorded", {"technical"}, "complaint") == "assessed"
    assert after_assessment("recorded", {"technical"}, "need") == "recorded"
    assert after_assessment("recorded", set(), "complaint") == "recorded"


def test_a_day_said_of_what_remains_is_today() -> None:
    left = read_filter(normalise("今天还剩几张没负责的"), NOW)
    assert (left.since, left.unassigned, left.unanswered, left.assignee) == (None, True, True, "")
    assert read_filter(normalise("今天新来的单有几张"), NOW).since is not None
    yesterday = read_filter(normalise("昨天的单处理得咋样了"), NOW)
    assert (str(yesterday.since), str(yesterday.until)) == ("2026-11-25 00:00:00+08:00", "2026-11-26 00:00:00+08:00")


def test_late_and_soon_late_are_two_things() -> None:
    assert read_filter("哪些超期了", NOW).overdue
    soon = read_filter("再不弄就超了的有哪些", NOW)
    assert (soon.overdue, soon.due_by is not None) == (False, True)
    assert read_filter("今天要办的单", NOW).overdue
    assert read_filter("按超时多少排一下", NOW).latest_first
    assert read_filter("小罗手上还有几张", NOW).assignee == "小罗"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("早，今天有啥超期没弄的", True),
        ("有没有快超时的", True),
        ("今天还剩几张没处理的", True),
        ("谁手上单最多", True),
        ("己六和庚七两家汽配的单都调出来看看", True),
        ("他们家现在几张单了", True),
        ("哪些订单超期了", False),
        ("哪些政策过期了", False),
        ("答应人家的哪些超期了", False),
    ],
)
def test_which_lists_are_asked_for(words: str, asked: bool) -> None:  # noqa: FBT001 -- what is expected
    assert asks_for_list(normalise(words)) is asked


def test_the_course_of_a_ticket_is_asked_for() -> None:
    assert asks_for_course(normalise("这张前前后后怎么回事，我要跟领导汇报"))
    assert not asks_for_course(normalise("这个月平台的情况我要跟领导汇报"))
    assert waits(normalise("扫码枪那张企业确认没"))


@pytest.mark.parametrize(
    "words",
    [
        "先交回给助手",
        "把明湖交回给助手",
        "行了没啥事了，后面让助手接着答吧",
        "我要下班了，先还给机器人",
        "明湖那边讲完了，你接着招呼他们",
        "可以了，结束跟明湖的对话",
        "聊完收工，助手你接手",
    ],
)
def test_a_talk_is_given_back_in_many_words(words: str) -> None:
    assert lets_go(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "我们聊完了，有事您再找助手",
        "您可以让助手帮您登记需求",
        "把设备清单交还给我们就行",
        "好的，我把报告转给您",
        "先这样做，再看效果",
        "这边聊完了，我让助手继续陪您",
    ],
)
def test_words_to_the_enterprise_give_nothing_back(words: str) -> None:
    assert not lets_go(normalise(words))


@pytest.mark.parametrize(
    ("words", "relay"),
    [
        ("回锦绣纺织：先备一批样本", ("先备一批样本", "锦绣纺织")),
        ("给锦绣回一句：先备样本", ("先备样本", "锦绣")),
        ("跟甲一知会一声：路由器换好了", ("路由器换好了", "甲一")),
        ("捎句话给甲一：周五前给方案", ("周五前给方案", "甲一")),
    ],
)
def test_what_is_said_to_one_enterprise(words: str, relay: tuple[str, str]) -> None:
    assert told_to_one(normalise(words))
    assert read_relay(words) == relay
    assert not told_to_one(normalise("回访甲一：满意"))
    assert not told_to_one(normalise("给金明五金群发：明天放假"))


@pytest.mark.parametrize(
    "words",
    [
        "甲一五金那张投诉明天下午3点完成", "把明天给甲一五金打电话那个任务标为完成",
        "乙二皮具那张投诉,改一下回访时间到周五",
        "规则改到排期后再发", "把视觉质检场景改成已完成评估", "甲一五金那张投诉转技术评估一下",
    ],
)  # fmt: skip
def test_a_plan_and_what_is_no_ticket_move_nothing(words: str) -> None:
    assert not bids(normalise(words))


@pytest.mark.parametrize(
    ("words", "relay"),
    [
        ("跟宝顺讲一声 下周二我们工程师过去看", ("下周二我们工程师过去看", "宝顺")),
        ("告诉立信一声 资料收到了", ("资料收到了", "立信")),
        ("帮我跟佳诚讲 名单在官网", ("名单在官网", "佳诚")),
    ],
)
def test_words_for_one_firm_may_stand_after_a_gap(words: str, relay: tuple[str, str]) -> None:
    assert told_to_one(normalise(words))
    assert read_relay(words) == relay


@pytest.mark.parametrize("words", ["跟去年说法 不一样", "回复内容 怎么写", "跟宝顺说了没有", "跟宝顺讲一声"])
def test_a_gap_alone_parts_no_words(words: str) -> None:
    assert not told_to_one(normalise(words))


def test_leaving_a_ticket_alone_is_no_word_for_the_firm() -> None:
    for words in ("那张等20号去了再说 不用动它", "那张单先放着", "这张先别关"):
        assert leaves_ticket(normalise(words)), words
    for words in ("机器先别动 等我们工程师来", "工单的事我们周五再看看结果告诉你", "那张表填好发我"):
        assert not leaves_ticket(normalise(words)), words


def test_an_assessment_may_say_that_it_can_be_done() -> None:
    moves = read_moves("扫码那张评估做得了 排到12月18号上门", operator=True)
    assert [move.action for move in moves] == ["assess", "schedule"]
    assert read_moves("扫码那张评估做得了吗", operator=True) == ()


def test_what_one_firm_has_open_is_asked_by_its_name() -> None:
    for words in ("明达服饰还有什么没办", "佳诚还有哪些没处理完", "宝顺那边还有啥没跟"):
        assert asks_for_list(normalise(words)), words
    for words in ("我们还有什么没办", "今天还有什么没办", "明达还有什么系统没上"):
        assert not asks_for_list(normalise(words)), words


def test_another_ticket_is_told_by_whose_it_is() -> None:
    for words in ("佳诚那个奖补的呢", "宝顺那张报价的呢", "立信那条排产呢"):
        assert goes_on_to(normalise(words)), words
    for words in ("那个呢", "刚才那个呢", "佳诚那个奖补办了"):
        assert not goes_on_to(normalise(words)), words
