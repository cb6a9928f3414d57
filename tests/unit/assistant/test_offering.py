"""Which tools a model is offered with a message."""

from __future__ import annotations

from assistant.offering import ALWAYS, MOST, MOST_BEFORE, offer

NAMES = [f"t{number:02}" for number in range(30)]
CHANCES = {name: 2.0**-place for place, name in enumerate(NAMES)}


def test_the_likeliest_are_offered_and_what_any_message_may_come_to() -> None:
    names = [*NAMES, *ALWAYS, "of nobody else"]
    chances = CHANCES | dict.fromkeys(ALWAYS, 0.0)
    assert offer(names, chances | {"of nobody else": 0.0}) == {*NAMES[:MOST], *ALWAYS}


def test_what_the_messages_before_were_for_stays_at_hand() -> None:
    before = {name: 1 - chance for name, chance in CHANCES.items()}
    assert offer(NAMES, CHANCES, [before]) == {*NAMES[:MOST], *NAMES[-MOST_BEFORE:]}


def test_only_tools_of_the_speaker_are_offered() -> None:
    assert offer(NAMES[20:22], CHANCES) == set(NAMES[20:22])


def test_a_tool_nothing_is_known_of_is_offered() -> None:
    assert "new" in offer([*NAMES, "new"], CHANCES)
    assert "new" not in offer([*NAMES, "new"], CHANCES | {"new": 0.0})


def test_equal_chances_are_told_apart_by_name() -> None:
    same = {name: 0.5 if name in NAMES[:MOST] else 0.001 for name in NAMES} | {NAMES[MOST - 1]: 0.001}
    assert offer(list(reversed(NAMES)), same) == set(NAMES[:MOST])


def test_a_message_that_says_too_little_is_offered_everything() -> None:
    assert offer(NAMES, dict.fromkeys(NAMES, 0.1)) == set(NAMES)
