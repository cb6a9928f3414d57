"""An operator points at an enterprise instead of naming it."""

from __future__ import annotations

import pytest

from assistant.calls import Call
from assistant.pointing import in_its_place, spelled
from tools.catalog import BY_NAME
from tools.kit.tool import Focus, Suggestion

HENGLI, CHENGUANG = "a" * 32, "b" * 32
ONE = Focus(tool="show_archive", arguments={"enterprise": HENGLI, "part": "all"})


@pytest.mark.parametrize("text", ["换成金明五金呢", "那金明五金的呢", "改看金明五金"])
def test_another_name_asks_the_same_of_another_firm(text: str) -> None:
    step = in_its_place(text, ONE, BY_NAME)
    assert step == Call("show_archive", {"enterprise": "金明五金", "part": "all"}, text)


@pytest.mark.parametrize("text", ["那第二个呢", "那怎么办呢", "换成什么呢"])
def test_what_is_no_name_is_not_asked_of(text: str) -> None:
    assert in_its_place(text, ONE, BY_NAME) is None


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
