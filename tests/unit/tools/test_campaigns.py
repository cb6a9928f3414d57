"""Campaigns: to whom and what, read out of one request; what in the words must be looked at; which one is meant."""

from __future__ import annotations

import pytest

from corpus.lexical import normalise
from tools.domain import region
from tools.domain.follow_ups import reading


@pytest.mark.parametrize(
    ("said", "asked", "text"),
    [
        (
            "给狮岭50人以上的皮具厂发：12月10日下午在文化站有质检场景对接会",
            {"town": "狮岭", "industry": "皮革皮具", "employees_min": 50},
            "12月10日下午在文化站有质检场景对接会",
        ),
        ("群发一条通知给所有没做过诊断的企业：本周五前做完", {"has_diagnosis": False}, "本周五前做完"),
        ("通知花东的新能源企业，下周二有政策宣讲", {"town": "花东", "industry": "新能源"}, "下周二有政策宣讲"),
        ("给质量痛点的皮具厂都发一条，说有免费验布", {"industry": "皮革皮具", "pains": ["质量"]}, "有免费验布"),
        ("把“年终走访安排”发给花东所有企业", {"town": "花东"}, "年终走访安排"),
        ("群發：年末座談會，發給規上企業", {"above_scale": True}, "年末座谈会"),
        ("活动通知群发一下，条件：皮革皮具、质量痛点", {"industry": "皮革皮具", "pains": ["质量"]}, None),
        ("给做过诊断的L2以上企业发：可申报标杆", {"level": "L2", "span": "up", "has_diagnosis": True}, "可申报标杆"),
        ("给皮具厂群发：14:30开会，150人参加", {"industry": "皮革皮具"}, "14:30开会,150人参加"),
        ("send a notice to all leather firms in Shiling", {"town": "狮岭", "industry": "皮革皮具"}, None),
        ("我要群发通知", {}, None),
    ],
)
def test_to_whom_and_what(said: str, asked: dict[str, object], text: str | None) -> None:
    wish = reading.read_wish(normalise(said))
    assert region.read(wish.whom, {}).filter.given() == asked
    assert wish.text == text


def test_nothing_of_the_message_becomes_a_condition() -> None:
    wish = reading.read_wish(normalise("给炭步的企业群发：狮岭的皮具厂100人以上可报名"))
    assert region.read(wish.whom, {}).filter.given() == {"town": "炭步"}


@pytest.mark.parametrize(("said", "pace"), [("每小时最多50家，给全部企业发：问卷开了", 50), ("一小时三十家，群发", 30)])
def test_the_pace_is_read(said: str, pace: int) -> None:
    assert reading.read_wish(normalise(said)).per_hour == pace


@pytest.mark.parametrize(("words", "all_"), [("全部企业", True), ("大家", True), ("狮岭的皮具厂", False), ("", False)])
def test_everybody_is_named_or_not(words: str, *, all_: bool) -> None:
    assert reading.names_everybody(words) is all_


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("报名打020-36881234或13800138000", ("13800138000", "020-36881234")),
        ("看 https://example.cn/a 再来", ("https://example.cn/a",)),
        ("12月10日14:30，30人，20000元", ()),
    ],
)
def test_numbers_and_addresses_are_found(text: str, found: tuple[str, ...]) -> None:
    assert set(reading.doubts_in(text)) == set(found)


@pytest.mark.parametrize(("text", "blank"), [("{name}您好", "{"), ("您好，xx老板", "xx"), ("周五开会", "")])
def test_blanks_are_found(text: str, blank: str) -> None:
    assert reading.blank_in(text) == blank


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("停止群发 C20261126-001", "C20261126-001"),
        ("停掉编号002的群发", "-002"),
        ("停掉群发", ""),
        ("c20261126-12", "C20261126-012"),
    ],
)
def test_a_campaign_is_named_by_its_number(said: str, number: str) -> None:
    assert reading.campaign_number(normalise(said)) == number


@pytest.mark.parametrize(
    ("said", "rest"),
    [("停掉刚才的群发", ""), ("停掉展会延期那条群发", "展会延期"), ("群发先别发了，内容写错了", "")],
)
def test_what_is_said_of_the_one_to_stop(said: str, rest: str) -> None:
    assert reading.beside_stopping(normalise(said)) == rest


@pytest.mark.parametrize(
    "said", ["先别停群发", "群发停了吗", "怎么停群发", "如果停了群发会怎样", "别给我群发", "昨天那条群发已经停了"]
)
def test_nothing_is_meant_by_asking_or_supposing(said: str) -> None:
    assert reading.unmeant(normalise(said))


@pytest.mark.parametrize("said", ["停掉刚才的群发", "给皮具厂群发：有空吗？来开会", "群发停一下"])
def test_something_is_meant_by_bidding(said: str) -> None:
    assert not reading.unmeant(normalise(said)) or "?" in normalise(said)


def test_a_message_about_stopping_stops_nothing() -> None:
    assert not reading.stops_campaign(normalise("给炭步的企业群发：周三停电检修"))
    assert reading.stops_campaign(normalise("停掉停电检修那条群发"))


@pytest.mark.parametrize(
    ("said", "anew"),
    [
        ("给狮岭的厂发：明天下午开会，带上材料", True),
        ("群发给全部企业：问卷开了，请填一下", True),
        ("明天下午两点在文化站开会", False),
        ("狮岭50人以上的皮具厂", False),
        ("通知各企业：12月10日下午开会", False),
        ("给大家拜个早年", False),
    ],
)
def test_an_answer_that_is_a_request_of_its_own_is_known(said: str, *, anew: bool) -> None:
    assert reading.asks_anew(normalise(said)) is anew


@pytest.mark.parametrize(
    ("said", "pace"), [("给全部企业发：问卷开了，每小时-5家", -5), ("每小时0家，给全部企业发：问卷", 0)]
)
def test_a_pace_that_makes_no_sense_is_read_as_it_is(said: str, pace: int) -> None:
    assert reading.read_wish(normalise(said)).per_hour == pace


SHOWN = reading.read_wish(normalise("给狮岭的企业群发通知：12月3日下午两点镇政府有沙龙，欢迎来听"))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("时间改成12月4日上午10点", "12月4日上午10点镇政府有沙龙,欢迎来听"),
        ("是12月4日不是12月3日", "12月4日下午两点镇政府有沙龙,欢迎来听"),
        ("把镇政府改成文化中心", "12月3日下午两点文化中心有沙龙,欢迎来听"),
        ("改成三点", "12月3日下午三点镇政府有沙龙,欢迎来听"),
        ("换到12月5日上午9点", "12月5日上午9点镇政府有沙龙,欢迎来听"),
        ("再加一句：请提前报名", "12月3日下午两点镇政府有沙龙,欢迎来听。请提前报名"),
    ],
)
def test_words_put_otherwise_before_they_go_out(said: str, text: str) -> None:
    wish = reading.revised(normalise(said), SHOWN)
    assert wish is not None
    assert (wish.text, wish.whom) == (text, SHOWN.whom)


@pytest.mark.parametrize("said", ["发吧", "先不发", "有几家", "把区政府改成文化中心"])
def test_what_changes_nothing_about_a_campaign(said: str) -> None:
    assert reading.revised(normalise(said), SHOWN) is None


def test_others_and_another_pace() -> None:
    others = reading.revised(normalise("换成发给花东的企业"), SHOWN)
    slower = reading.revised(normalise("慢点发，一小时20家"), SHOWN)
    assert others is not None
    assert "花东" in others.whom
    assert reading.narrows(normalise("只发没做过诊断的"))
    assert not reading.narrows(normalise("换成发给花东的企业"))
    assert slower is not None
    assert slower.per_hour == 20
