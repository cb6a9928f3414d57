"""What is read out of words about promises: the thing, the day, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.domain import promises

if TYPE_CHECKING:
    from tools.domain.promises import Ended

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("words", "text", "on", "sure"),
    [
        ("下周给您资料", "给资料", "2026-12-04", False),
        ("月底前把设备清单发过来", "发设备清单", "2026-11-30", True),
        ("三天内给答复", "给答复", "2026-11-29", True),
        ("我明天下午给您回电话", "回电话", "2026-11-27", True),
        ("我们12月4号前把清单给你们", "给清单", "2026-12-04", True),
        ("那个资料啊我下个星期一给你发过去啊", "发资料", "2026-11-30", True),
        ("我司将于12月8日前提供近三年用电量数据", "提供近三年用电量数据", "2026-12-08", True),
        ("月尾之前将设备清单发畀你", "发设备清单", "2026-11-30", True),
        ("I will send you the list by Friday", "send you the list", "2026-11-27", True),
    ],
)
def test_what_is_promised_by_when(words: str, text: str, on: str, sure: bool) -> None:  # noqa: FBT001 -- a case's
    found = promises.read_promise(words, TODAY)
    assert found.day is not None
    assert (found.text, found.day.on.isoformat(), found.day.sure) == (text, on, sure)
    assert promises.promises(words, TODAY) == found


@pytest.mark.parametrize("words", ["回头给你资料", "尽快给您答复", "过几天发你清单"])
def test_a_promise_without_a_day(words: str) -> None:
    found = promises.read_promise(words, TODAY)
    assert found.text
    assert found.day is None
    assert promises.promises(words, TODAY) is None


@pytest.mark.parametrize("words", ["最迟下周五给您", "等我两天，后天一定给你"])
def test_a_promise_without_its_thing(words: str) -> None:
    found = promises.read_promise(words, TODAY)
    assert found.day is not None
    assert not found.text
    assert promises.promises(words, TODAY) is None


@pytest.mark.parametrize(
    "words",
    [
        "你们下周给我资料吗",
        "请在三天内回复我",
        "麻烦明天给我回个电话",
        "资料请于12月4日前发我",
        "您下周三前把清单发我们",
        "说好周五给结果的，没动静",
        "昨天资料给你了",
        "12月15号上线",
        "下周来开会",
        "如果周五前给不了怎么办",
        "好的",
    ],
)
def test_words_that_promise_nothing(words: str) -> None:
    assert promises.promises(words, TODAY) is None


@pytest.mark.parametrize(
    ("words", "state", "on", "later"),
    [
        ("资料发过去了", "kept", None, 0),
        ("那个清单给你了", "kept", None, 0),
        ("图纸昨天给你们了", "kept", None, 0),
        ("給金明五金回過電話了", "kept", None, 0),
        ("资料已经俾咗你哋喇", "kept", None, 0),
        ("改到周五", None, "2026-11-27", 0),
        ("清单来不及，下周三再给", None, "2026-12-02", 0),
        ("再宽限三天", None, None, 3),
        ("晚两周给", None, None, 14),
        ("那个资料给不了了", "dropped", None, 0),
        ("图纸不给了，涉密", "dropped", None, 0),
        ("资料收到了吗", None, None, 0),
    ],
)
def test_what_became_of_it(words: str, state: Ended | None, on: str | None, later: int) -> None:
    found = promises.settles(words, TODAY)
    assert (found.state, found.day.on.isoformat() if found.day else None, found.later) == (state, on, later)


@pytest.mark.parametrize("words", ["改到12月8号", "下周三吧", "还是后天", "推迟到月底"])
def test_another_day_and_nothing_else(words: str) -> None:
    assert promises.puts_off(words)
    assert not promises.puts_off(words + "把图纸也一起发过来")


@pytest.mark.parametrize(
    "words", ["好了", "发过去了", "改到周五", "还没好，下周三给", "不给了", "再宽限三天", "12月8号"]
)
def test_answers_to_a_reminder(words: str) -> None:
    assert promises.answers(words)


@pytest.mark.parametrize(
    "words", ["我们12月15号上线智能排产", "工单办好了吗", "下周有什么政策截止", "看看我们的档案", "每天都用"]
)
def test_what_answers_no_reminder(words: str) -> None:
    assert not promises.answers(words)


def test_words_are_kept_as_they_were_typed() -> None:
    assert promises.read_promise("下週三前提供圖紙 V2", TODAY).text == "提供圖紙 V2"


@given(st.text(max_size=80))
def test_no_words_break_the_readers(words: str) -> None:
    found = promises.promises(words, TODAY)
    assert found is None or (found.text and found.day is not None and found.day.on >= TODAY)
    assert promises.settles(words, TODAY).state in {None, "kept", "dropped"}
    assert len(promises.read_promise(words, TODAY).text) <= promises.LONGEST_TEXT


def test_of_two_promises_with_days_of_their_own_the_first_is_read_and_the_other_named() -> None:
    read = promises.read_promise("下周二前给你们发营业执照，还有月底前发用电数据", TODAY)
    assert read.text == "发营业执照"
    assert read.day is not None
    assert read.day.on == date(2026, 12, 1)
    assert read.others == ("月底前发用电数据",)


def test_a_day_that_takes_another_s_place_is_no_second_promise() -> None:
    read = promises.read_promise("本来说周五给清单，改到下周一给清单", TODAY)
    assert read.others == ()


@pytest.mark.parametrize(
    ("words", "theirs"),
    [
        ("他们答应12月5号给我们设备清单", True),
        ("他们那边说下周三发营业执照", True),
        ("它承诺月底前寄样品", True),
        ("我答应他们下周三回访", False),
        ("给他们说一声，明天回电话", False),
        ("我明天下午给他们回电话", False),
    ],
)
def test_who_has_promised_is_told_apart(words: str, *, theirs: bool) -> None:
    assert promises.promised_by_them(words) is theirs


def test_what_they_promise_us_is_told_without_us() -> None:
    said = promises.promised_to_us("他们答应12月5号给我们设备清单")
    assert promises.read_promise(said, TODAY).text == "给设备清单"


@pytest.mark.parametrize(
    "words",
    [
        "我们答应美妍日化12月3号前把灌装喷码的方案资料发过去，记一下",
        "答应了美妍日化下周三前给报价单，帮我记着",
        "狮岭恒达皮具说12月5号把付款凭证补给我们",
        "他们跟我们约好12月9号来现场看样板，记上",
        "我们保证下个星期一之前把设备清单发给你们",
    ],
)
def test_words_that_surely_promise(words: str) -> None:
    assert promises.commits(words)


@pytest.mark.parametrize(
    "words",
    [
        "你们答应12月3号给的报告怎么还没给",
        "人数记一下，120人",
        "答应12月3号给的清单发过去了",
        "12月3号前能给方案吗",
        "政策12月31号截止",
    ],
)
def test_words_that_promise_nothing_new(words: str) -> None:
    assert not promises.commits(words)


def test_what_became_of_something_called_a_promise() -> None:
    assert promises.tells_of_promise("上次答应你们的验收资料昨天发过去了")
    assert promises.tells_of_promise("说好的方案推迟到12月8号给")
    assert not promises.tells_of_promise("你们答应的方案怎么还没发")
    assert not promises.tells_of_promise("清单发过去了")


@pytest.mark.parametrize("words", ["报价给了没", "清单发了吗", "上门去了没有", "资料收到未"])
def test_asking_whether_it_is_done_settles_nothing(words: str) -> None:
    assert promises.settles(words, TODAY).state is None
    assert not promises.answers(words)


@pytest.mark.parametrize(
    ("words", "later"), [("能不能晚两天", 2), ("再往后挪两天", 2), ("缓一周行不行", 7), ("顺延3天", 3)]
)
def test_another_day_may_be_wished_for_politely(words: str, later: int) -> None:
    assert promises.settles(words, TODAY).later == later


@pytest.mark.parametrize("words", ["改到下周三", "推到12月20号", "挪到月底吧", "下周二才行", "调到后天得唔得"])
def test_it_is_put_off_to_another_day(words: str) -> None:
    assert promises.settles(words, TODAY).day is not None


@pytest.mark.parametrize("words", ["可能要晚几天", "来不及，要晚点", "他们说要延期", "往后推一推"])
def test_it_is_put_off_and_left_open_to_when(words: str) -> None:
    assert promises.puts_off_openly(words)
    assert not promises.puts_off_openly("清单已经发过去了")


@pytest.mark.parametrize(
    ("words", "says", "known", "name"),
    [
        ("明湖注塑上门那个已经去过了", False, ("上门看排料",), "明湖注塑"),
        ("明湖注塑说11月30号前把照片发过来", True, (), "明湖注塑"),
        ("记一下：明湖注塑答应月底前给清单", True, (), "明湖注塑"),
        ("样品包装改到下周三", False, ("寄样品包装",), ""),
        ("设备清单给了", False, ("给设备清单",), ""),
        ("他们说下周三给清单", True, (), ""),
        ("下周三前给设备清单", True, (), ""),
        ("老板说月底给", True, (), ""),
        ("上门那个改到下周三吧", False, ("上门看排料",), ""),
    ],
)
def test_a_firm_that_is_not_known_is_heard(words: str, *, says: bool, known: tuple[str, ...], name: str) -> None:
    assert promises.stranger(words, says=says, known=known) == name


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("改到20号吧", True),
        ("样品已经寄了", True),
        ("不办了", True),
        ("执照那个改到20号吧", False),
        ("执照算了，不办了", False),
    ],
)
def test_what_words_name_is_what_is_promised_or_another_thing(words: str, *, about: bool) -> None:
    assert promises.speaks_of(words, "寄样品") is about


@pytest.mark.parametrize(
    "words",
    ["答应给你们的东西还有哪些没给", "我们约好的事有几件没办", "我还答应过你们啥没办的", "有什么承诺还没兑现的"],
)
def test_what_is_still_open_is_asked_for(words: str) -> None:
    assert promises.asks_for_list(words)
    assert not promises.asks_for_list("我们答应12月4号前给设备清单")


@given(st.text(max_size=40))
def test_no_words_break_what_tells_promises_apart(words: str) -> None:
    promises.stranger(words, says=False)
    promises.speaks_of(words, "给设备清单")
    assert not (promises.settles(words, TODAY).state and promises.puts_off_openly(words))


@pytest.mark.parametrize("words", ["已经去了", "都发了", "搞掂", "我们已经寄了", "回了"])
def test_it_is_said_to_be_done_and_no_more(words: str) -> None:
    assert promises.settles_bare(words)
    assert not promises.settles_bare("还没去")


def test_of_two_days_the_one_said_last_is_meant() -> None:
    day = promises.settles("改到下周三，不对，下周五", TODAY).day
    assert day is not None
    assert day.on == date(2026, 12, 4)


@pytest.mark.parametrize("words", ["哎不是8号，是9号，12月9号", "对，9号", "不是12月8号，是12月9号"])
def test_a_day_is_put_right(words: str) -> None:
    assert promises.puts_off(words)
    found = promises.settles(words, TODAY)
    assert found.state is None
    assert found.day is not None
    assert found.day.on == date(2026, 12, 9)


@pytest.mark.parametrize(
    "words",
    [
        "不是我们不想交，是设备科还没弄好",
        "嗯，9号交的那批货怎么查",
        "对9号的账",
        "不是吧，周五",
        "不是我们，是他们周五",
    ],
)
def test_a_day_among_other_things_puts_nothing_off(words: str) -> None:
    assert not promises.puts_off(words)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("我们12月1号之前给你们交设备清单", "交设备清单"),
        ("12月10日前把三个月的退货记录整理好发过来", "发三个月的退货记录"),
        ("不过电费单我可以答应给你们", "给电费单"),
        ("下周三前把成本整理好", "整理好成本"),
    ],
)
def test_what_stands_around_a_promise_is_no_part_of_it(words: str, text: str) -> None:
    assert promises.read_promise(words, TODAY).text == text


@pytest.mark.parametrize(
    "words", ["供货商答应周三前到货", "物流说明天给我们送来", "银行那边承诺月底放款", "设备厂家说下周二派人来装机"]
)
def test_what_others_promise_is_not_ours(words: str) -> None:
    assert promises.by_a_third(words)
    assert not promises.commits(words)


@pytest.mark.parametrize(
    "words", ["我跟供应商说好了，周三前把清单给你们", "我们老板答应周五把资料给你们", "供应商说要你们周五前给清单"]
)
def test_what_is_ours_beside_others(words: str) -> None:
    assert not promises.by_a_third(words)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("税务说要补凭证，我们12月4日前把凭证发给你们，记一下", "发凭证"),
        ("我答应你们12月4日前交图纸，供应商也同意了，记一下", "交图纸"),
        ("我们的业务员答应12月4日前给平台交报价单，记一下", "交报价单"),
        ("厂家答应周四到货 我们12月4日前把清单发给平台，帮我记着", "发清单"),
    ],
)
def test_what_is_ours_though_others_promise_too(words: str, text: str) -> None:
    assert promises.commits(words)
    said = promises.read_promise(promises.own_words(words), TODAY)
    assert said.text == text
    assert said.day is not None
    assert said.day.on == date(2026, 12, 4)


@pytest.mark.parametrize(
    "words",
    [
        "我们供应商说好12月4日前把货发给我们，记一下",
        "代理商答应12月4日前给我们合同，提醒我",
        "厂家答应12月4日前到货，我们月底前把款打给他们，记一下",
        "供应商说12月4日前发货给我们，我们先不给你们",
        "银行答应12月4日前放款，我们收到再给你们",
    ],
)
def test_what_is_theirs_though_we_are_named(words: str) -> None:
    assert promises.by_a_third(words)
    assert not promises.commits(words)


def test_a_promise_that_is_to_be_kept_in_mind() -> None:
    assert promises.commits("工艺单我下周五之前整理好给你们 记下")
    assert not promises.commits("工艺单下周五之前要整理好吗 记下")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("8号赶不出来了 12号给你", date(2026, 12, 12)),
        ("本周五交不了，下周三发你", date(2026, 12, 2)),
        ("应承咗今日交嘅图纸，可唔可以迟到十五号先", date(2026, 12, 15)),
    ],
)
def test_one_day_in_the_place_of_another_puts_off(words: str, day: date) -> None:
    said = promises.settles(words, TODAY)
    assert promises.tells_of_promise(words)
    assert said.day is not None
    assert said.day.on == day


@pytest.mark.parametrize(
    "words",
    [
        "客户那边8号来不及了 12号给",
        "供应商说8号来不及了，12号给",
        "8号来不及了，12号行不行",
        "8号来不及了 你们12号前给我",
    ],
)
def test_a_day_that_is_not_ones_own_puts_nothing_off(words: str) -> None:
    assert not promises.day_instead(words)


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("设备清单下周三前发给你们", "发设备清单"),
        ("营业执照我周五前寄给你", "寄营业执照"),
        ("图纸12月4号之前交给你们", "交图纸"),
    ],
)
def test_what_is_promised_reads_as_it_is_said(words: str, thing: str) -> None:
    assert promises.read_promise(words, TODAY).text == thing


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ("图纸我下周一之前发你们邮箱", True),
        ("BOM我们30号前整理好发过来", True),
        ("我下周一之前发你们的资料有错", False),
        ("我们下周一前发不了给你", False),
        ("你们下周一前发给我", False),
        ("客户下周一前要我们发过去", False),
    ],
)
def test_what_one_gives_by_a_day_is_promised(words: str, sure: bool) -> None:  # noqa: FBT001 -- a case's
    assert promises.commits(words) is sure


@pytest.mark.parametrize("words", ["图纸先发了一半", "还差一张，其他发过去了"])
def test_a_part_is_not_the_whole(words: str) -> None:
    assert promises.settles(words, TODAY).state is None
    assert promises.settles("剩下的也发了", TODAY).state == "kept"


@pytest.mark.parametrize(
    ("words", "thing", "day"),
    [
        ("11月的数我12月5号前给你", "11月的数", date(2026, 12, 5)),
        ("10月份的考勤表下周三发你", "10月份的考勤表", date(2026, 12, 2)),
        ("11月底前交样本", "样本", date(2026, 11, 30)),
    ],
)
def test_the_month_of_a_thing_is_not_its_day(words: str, thing: str, day: date) -> None:
    found = promises.read_promise(words, date(2026, 11, 26))
    assert thing in found.text
    assert "我" not in found.text
    assert found.day is not None
    assert found.day.on == day
