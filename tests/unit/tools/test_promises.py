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
