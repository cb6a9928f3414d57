"""The life of a ticket under any moves by anybody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.domain.tickets.states import (
    ANSWER_HOURS,
    ASSESSMENTS,
    DONE,
    GRAVEST_FIRST,
    STATES,
    STEPS,
    Action,
    Assessment,
    Severity,
    State,
    after_assessment,
    due,
    move,
    moves,
    overdue,
)
from tools.kit.errors import Conflict, NotPermitted
from tools.kit.tool import Role

ACTIONS = st.sampled_from(get_args(Action))
ROLES = st.sampled_from(get_args(Role))
START = datetime(2026, 11, 26, tzinfo=UTC)


def tried(state: State, action: Action, role: Role) -> State | None:
    try:
        return move(state, action, role)
    except (Conflict, NotPermitted):
        return None


@given(st.lists(st.tuples(ACTIONS, ROLES), max_size=60))
def test_a_ticket_goes_on_one_state_at_a_time_or_back_to_work(steps: list[tuple[Action, Role]]) -> None:
    state: State = "recorded"
    reached = {state}
    for action, role in steps:
        after = tried(state, action, role)
        if after is None:
            continue
        if action == "reopen":
            assert (state in {"resolved", "verified", "revisited"}, after) == (True, "scheduled")
        elif action in STEPS:
            assert STATES.index(after) == STATES.index(state) + 1
        else:
            assert after == state
        state = after
        reached.add(state)
    assert reached >= set(STATES[: STATES.index(max(reached, key=STATES.index)) + 1])


@given(st.lists(ACTIONS, max_size=60))
def test_an_enterprise_only_adds_or_says_whether_it_is_solved_and_still_is(actions: list[Action]) -> None:
    for state in STATES:
        for action in actions:
            after = tried(state, action, "enterprise")
            assert after is None or (action, state, after) in {
                ("verify", "resolved", "verified"),
                ("revisit", "verified", "revisited"),
                ("note", state, state),
                *(("reopen", before, "scheduled") for before in ("resolved", "verified", "revisited")),
            }


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", get_args(Role))
def test_the_moves_told_are_those_that_work(state: State, role: Role) -> None:
    assert set(moves(state, role)) == {action for action in STEPS if tried(state, action, role) is not None}


def test_what_is_closed_is_opened_again_by_operators_alone() -> None:
    assert moves("closed", "operator") == ("reopen",)
    assert move("closed", "reopen", "operator") == "scheduled"
    assert moves("closed", "enterprise") == ()
    with pytest.raises(Conflict) as refused:
        move("closed", "reopen", "enterprise")
    assert refused.value.data["state"] == "closed"


@given(st.permutations(ASSESSMENTS), st.integers(0, 3))
def test_three_assessments_in_any_order_make_a_recorded_ticket_assessed(order: list[Assessment], count: int) -> None:
    done = order[:count]
    assert after_assessment("recorded", done) == ("assessed" if count == 3 else "recorded")
    assert after_assessment("scheduled", done) == "scheduled"


@given(st.sampled_from(get_args(Severity)), st.sampled_from(STATES), st.integers(-400, 400))
def test_an_answer_is_late_after_its_hours_and_while_it_is_awaited(
    severity: Severity, state: State, hours: int
) -> None:
    limit = due(severity, START)
    now = START.replace(tzinfo=UTC) + (limit - START) * (hours / 100)
    assert overdue(state, limit, now) == (state not in DONE and hours > 100)


def test_the_graver_the_sooner_and_a_person_soonest() -> None:
    hours = [ANSWER_HOURS[severity] for severity in GRAVEST_FIRST]
    assert hours == sorted(hours)
    assert all(due(severity, START, "hand_off") <= due("urgent", START) for severity in GRAVEST_FIRST)
