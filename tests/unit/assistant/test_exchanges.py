"""What of a conversation fits a model's budget."""

from __future__ import annotations

from assistant.exchanges import Exchange, within_budget


def exchange(number: int, question: int = 8, answer: int = 72) -> Exchange:
    return Exchange("问" * question, str(number) * answer)


def test_the_newest_whole_exchanges_are_kept_oldest_first() -> None:
    # 100 tokens are 160 characters: two exchanges of 80 exactly.
    newest_first = [exchange(3), exchange(2), exchange(1)]
    assert within_budget(newest_first, 100) == (exchange(2), exchange(3))
    assert within_budget(newest_first, 99) == (exchange(3),)


def test_an_older_exchange_is_never_kept_over_a_newer_one() -> None:
    assert within_budget([exchange(3), exchange(2, answer=500), exchange(1)], 100) == (exchange(3),)


def test_the_newest_answer_is_cut_when_it_alone_is_too_long() -> None:
    kept = within_budget([exchange(2, answer=500), exchange(1)], 100)
    assert kept == (exchange(2, answer=152),)


def test_a_question_too_long_for_the_budget_leaves_nothing() -> None:
    assert within_budget([exchange(1, question=160)], 100) == ()
    assert within_budget([], 100) == ()
