"""The questionnaire, and what people say to its questions means."""

from __future__ import annotations

from pathlib import Path

from corpus.surveys import load_questionnaire, load_sayings
from tools.domain.answering import understand
from tools.domain.answering.similarity import Matcher

DATA = Path(__file__).parents[2] / "corpus" / "data"
QUESTIONNAIRE, SAYINGS = load_questionnaire(DATA), load_sayings(DATA)
MATCHER = Matcher(QUESTIONNAIRE, SAYINGS)


def lines(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


def means(question: str, text: str) -> object:
    understood = understand(text, QUESTIONNAIRE.by_id[question], MATCHER)
    if understood is None:
        return None
    if understood.option is not None:
        return understood.option + 1
    return tuple(option + 1 for option in understood.between) or understood.sense
