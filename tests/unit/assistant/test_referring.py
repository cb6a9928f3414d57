"""A message is made whole with what its talk was about."""

from __future__ import annotations

import pytest

from assistant.calls import Ask, Call
from assistant.referring import Heard, Known, filled, hear
from tools.catalog import BY_NAME
from tools.kit.tool import Scene

HENGLI, CHENGUANG, QINGLIN = ("1" * 32, "恒利箱包"), ("2" * 32, "晨光手袋"), ("3" * 32, "青林皮具")
SPOKEN = Known(near=(HENGLI, CHENGUANG, QINGLIN), spoken=(HENGLI, CHENGUANG))
LISTED = Known(near=(HENGLI, CHENGUANG, QINGLIN), listed=(HENGLI, CHENGUANG, QINGLIN))
OF_FIRMS = Scene(enterprises=(HENGLI[0], CHENGUANG[0]), latest="enterprises")


def _heard(text: str, known: Known = SPOKEN, scene: Scene = OF_FIRMS) -> Heard:
    return hear(text, known, scene, "operator")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("它现在几级", "恒利箱包现在几级"),
        ("他们适合什么", "恒利箱包适合什么"),
        ("这家的工单呢", "恒利箱包的工单呢"),
        ("另一家呢", "晨光手袋呢"),
        ("两家摆一起比比", "晨光手袋和恒利箱包摆一起比比"),
        ("做手袋的那家呢", "晨光手袋呢"),
        ("青林做过诊断吗", "青林皮具做过诊断吗"),
        ("恒利适合啥场景", "恒利箱包适合啥场景"),
        ("不要恒利,我要看晨光的档案", "不要恒利,我要看晨光手袋的档案"),
        ("本月新增多少", "本月新增多少"),
        ("其他企业呢", "其他企业呢"),
    ],
)
def test_what_points_at_a_firm_becomes_its_name(text: str, whole: str) -> None:
    assert _heard(text).text == whole


@pytest.mark.parametrize(
    ("text", "firms"),
    [("第二家什么情况", [CHENGUANG]), ("第一家和第三家对比", [HENGLI, QINGLIN]), ("第九家什么情况", [])],
)
def test_places_are_those_of_the_list_just_shown(text: str, firms: list[tuple[str, str]]) -> None:
    assert list(_heard(text, LISTED, Scene()).firms) == firms


def test_what_a_name_may_stand_for_twice_stays_as_it_was_said() -> None:
    two = (("4" * 32, "恒昌箱包"), ("5" * 32, "恒昌电子"))
    assert _heard("恒昌适合什么", Known(near=two), Scene()).firms == ()
    assert _heard("恒昌适合什么", Known(near=two, spoken=two[:1])).firms == two[:1]


def test_a_thing_spoken_of_last_is_no_firm() -> None:
    assert _heard("它要多久", scene=Scene(enterprises=(HENGLI[0],), latest="scenarios")).firms == ()


def test_an_enterprise_speaks_of_itself() -> None:
    assert hear("它现在几级", SPOKEN, OF_FIRMS, "enterprise").text == "它现在几级"


@pytest.mark.parametrize(
    ("tool", "text", "filled_in"),
    [
        ("show_diagnosis", "诊断做了没", True),
        ("make_report", "出一份报告", True),
        ("show_tickets", "工单呢", True),
        ("show_tickets", "全区还有哪些工单没处理", False),
        ("recommend_scenarios", "适合啥", True),
        ("recommend_scenarios", "给一家80人的皮具厂推荐场景", False),
    ],
)
def test_who_is_left_out_is_who_was_spoken_of(tool: str, text: str, *, filled_in: bool) -> None:
    (step,) = filled((Call(tool, {"question": text}, text),), _heard(text), BY_NAME, "operator")
    assert isinstance(step, Call)
    assert ("enterprise" in step.arguments) is filled_in


def test_a_question_back_is_answered_by_the_talk() -> None:
    asked = Ask("record_adoption", "scenario", {"state": "planned"})
    scene = Scene(scenarios=("SC-MF-062",), latest="scenarios")
    (step,) = filled((asked,), hear("就做这个", Known(), scene, "enterprise"), BY_NAME, "enterprise")
    assert isinstance(step, Call)
    assert step.arguments["scenario"] == "SC-MF-062"


@pytest.mark.parametrize(("text", "number"), [("派给陈工", "T20261126-001"), ("T20261125-003派给陈工", None)])
def test_a_ticket_that_is_named_is_not_the_last_one(text: str, number: str | None) -> None:
    scene = Scene(tickets=("T20261126-001",), latest="tickets")
    heard = hear(text.lower(), Known(), scene, "operator")
    (step,) = filled((Call("move_ticket", {"question": text}, text),), heard, BY_NAME, "operator")
    assert isinstance(step, Call)
    assert step.arguments.get("number") == number
