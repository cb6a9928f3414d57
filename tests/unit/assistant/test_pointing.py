"""An operator points at an enterprise instead of naming it."""

from __future__ import annotations

import pytest

from assistant.calls import Call
from assistant.pointing import pointed, spelled
from tools.catalog import BY_NAME
from tools.kit.tool import Focus, Suggestion

HENGLI, CHENGUANG = "a" * 32, "b" * 32
ONE = Focus(tool="show_archive", arguments={"enterprise": HENGLI, "part": "all"})
LIST = Focus(
    tool="find_enterprises",
    offered=tuple(
        Suggestion(title=name, tool="show_archive", arguments={"enterprise": name}) for name in (HENGLI, CHENGUANG)
    ),
)


def _arguments(text: str, focus: Focus, tool: str = "recommend_scenarios") -> dict[str, object]:
    (step,) = pointed((Call(tool, {"question": text}, text),), text, focus, BY_NAME)
    assert isinstance(step, Call)
    return dict(step.arguments)


@pytest.mark.parametrize("text", ["这家适合什么场景", "他们能做什么", "对方适合哪些场景"])
def test_this_firm_is_the_one_under_discussion(text: str) -> None:
    assert _arguments(text, ONE)["enterprise"] == HENGLI


@pytest.mark.parametrize(("text", "firm"), [("第一家适合什么场景", HENGLI), ("看看第2家能做什么", CHENGUANG)])
def test_a_place_is_one_of_the_list(text: str, firm: str) -> None:
    assert _arguments(text, LIST)["enterprise"] == firm


@pytest.mark.parametrize("text", ["第三家适合什么场景", "皮具厂适合什么场景"])
def test_what_points_at_nobody_stays_as_it_is(text: str) -> None:
    assert "enterprise" not in _arguments(text, LIST)


def test_a_comparison_with_one_side_takes_the_other_from_the_talk() -> None:
    assert _arguments("和晨光手袋比比", ONE, "compare_enterprises")["first"] == HENGLI
    assert "first" not in _arguments("和晨光手袋跟金明五金比比", ONE, "compare_enterprises")


@pytest.mark.parametrize("text", ["换成金明五金呢", "那金明五金的呢", "改看金明五金"])
def test_another_name_asks_the_same_of_another_firm(text: str) -> None:
    (step,) = pointed((), text, ONE, BY_NAME)
    assert step == Call("show_archive", {"enterprise": "金明五金", "part": "all"}, text)


@pytest.mark.parametrize("text", ["那第二个呢", "那怎么办呢", "换成什么呢"])
def test_what_is_no_name_is_not_asked_of(text: str) -> None:
    assert pointed((), text, ONE, BY_NAME) == ()


def test_a_need_is_told_by_the_scenario_it_points_at() -> None:
    focus = Focus(
        tool="recommend_scenarios",
        offered=tuple(
            Suggestion(title=title, tool="read_scenario", arguments={"scenario": title})
            for title in ("智能排产", "视觉质检")
        ),
    )
    need = Call("open_ticket", {"question": "那就第二个,给我登记"}, "那就第二个,给我登记")
    (step,) = spelled((need,), "那就第二个,给我登记", focus)
    assert isinstance(step, Call)
    assert step.arguments == {"question": "视觉质检,给我登记"}
    assert spelled((need,), "那就第五个,给我登记", focus) == (need,)
