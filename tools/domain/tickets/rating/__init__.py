"""Reads what people think of a service out of their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from corpus.lexical import normalise
from tools.domain.tickets.lexicon import NUMBER
from tools.domain.tickets.rating import lexicon
from tools.kit.typed import as_typed

Stage = Literal["process", "go_live", "effect"]
About = Literal["ticket", "assessment", "scenario", "service"]

BEST = 5
LOW = 2
"""A score up to which somebody must look into it."""
LONGEST_COMMENT = 500
_SHORTEST = 2
_CLAUSE = re.compile(r"(?:[^,.;!?。！？；，\s]|\s+(?![\s\u4e00-\u9fff]))+")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What words say of a service; None where they do not say.

    Attributes:
        score: 1 to 5.
        comment: What is said beside the score, as typed.
        stage: The stage of the service it is on.
        about: What it judges.
        scenario: Id of the scenario named.
        corrects: It takes an earlier score back.
    """

    score: int | None = None
    comment: str = ""
    stage: Stage | None = None
    about: About | None = None
    scenario: str = ""
    corrects: bool = False


def read(question: str) -> Opinion:
    """Read an opinion.

    Args:
        question: The person's words, as typed.
    """
    text = normalise(question)
    scenario = lexicon.SCENARIO_ID.search(text)
    stage = next((name for name, pattern in lexicon.STAGES.items() if pattern.search(text)), None)
    scored = next((clause[0] for clause in _CLAUSE.finditer(text) if lexicon.SCORE.search(clause[0])), "")
    return Opinion(
        score=score_in(text) if passes_verdict(text) else None,
        comment=_comment(text, question),
        stage=cast("Stage | None", stage),
        about=about_in(scored) or about_in(text),
        scenario=scenario.group().upper() if scenario else "",
        corrects=corrects(text),
    )


def score_in(text: str) -> int | None:
    """Return the score a text gives: in figures, in stars, or as a feeling; None where it gives none.

    Args:
        text: Normalised text.
    """
    if stars := len(lexicon.STARS.findall(text)):
        return min(stars, BEST)
    text = lexicon.MARGIN.sub(" ", text)
    if lexicon.ANNOUNCED.search(text) and not lexicon.SCORE.search(text):
        return None
    if lexicon.FULL.search(text):
        return BEST
    found = list(lexicon.SCORE.finditer(text))
    if found:  # of "not 3 but 4" the last counts
        return _number(found[-1].group("n"))
    if match := lexicon.BARE_SCORE.match(text):
        return _number(match.group("n"))
    if lexicon.OUT_OF_TEN.search(text):
        return None
    return next((score for score, pattern in lexicon.FEELINGS if pattern.search(text)), None)


def passes_verdict(text: str) -> bool:
    """Tell whether a text judges of itself: a score, stars or a verdict; praise or blame alone is none.

    Args:
        text: Normalised text.
    """
    text = lexicon.MARGIN.sub(" ", text)
    said = (lexicon.STARS, lexicon.SCORE, lexicon.FULL, lexicon.VERDICT, lexicon.CORRECTS)
    return lexicon.BARE_SCORE.match(text) is not None or any(pattern.search(text) for pattern in said)


def score_answered(text: str) -> int | None:
    """Return the score that answers the question for one; None for a message about something else.

    Args:
        text: Normalised text.
    """
    return None if lexicon.ASKING.search(text) and not lexicon.SCORE.search(text) else score_in(text)


def corrects(text: str) -> bool:
    """Tell whether a text takes an earlier score back.

    Args:
        text: Normalised text.
    """
    return lexicon.CORRECTS.search(text) is not None


def about_in(text: str) -> About | None:
    """Return what a text names as judged; None where it names nothing.

    Args:
        text: Normalised text.
    """
    return cast("About | None", next((name for name, pattern in lexicon.ABOUT.items() if pattern.search(text)), None))


def names_kind(text: str) -> bool:
    """Tell whether a text says by what it is which ticket or diagnosis is judged.

    Args:
        text: Normalised text.
    """
    return lexicon.TICKET_SAID.search(text) is not None


def names_scenario(text: str) -> bool:
    """Tell whether a text says that a scenario is judged.

    Args:
        text: Normalised text.
    """
    return lexicon.ABOUT["scenario"].search(text) is not None


def gives_score(text: str) -> bool:
    """Tell whether a text gives a score of its own, in stars or in figures.

    Args:
        text: Normalised text.
    """
    return lexicon.STARS.search(text) is not None or lexicon.GIVEN.match(lexicon.MARGIN.sub(" ", text)) is not None


def of_another(text: str) -> bool:
    """Tell whether a text judges somebody or something that is not the platform's.

    Args:
        text: Normalised text.
    """
    return lexicon.OF_ANOTHER.match(text) is not None


def judges(text: str) -> bool:
    """Tell whether a text judges a service, or is about to.

    Args:
        text: Normalised text.
    """
    return lexicon.JUDGES.search(text) is not None


def gives_reason(text: str, *, invited: bool) -> bool:
    """Tell whether a text, said right after a score, says why it was given.

    Args:
        text: Normalised text.
        invited: The reason was asked for.
    """
    if lexicon.ASKING.search(text) or score_in(text) not in {None, *range(1, LOW + 1)}:
        return False
    return lexicon.REASON.match(text) is not None or (invited and lexicon.FAULT.search(text) is not None)


def tells_shortfall(text: str) -> bool:
    """Tell whether a text, said right after a score, says why it is not the best one.

    Args:
        text: Normalised text.
    """
    return lexicon.ASKING.search(text) is None and lexicon.SHORT_OF.match(text) is not None


def of_what(text: str) -> About | None:
    """Return what a text, said right after a score, says it was given to; None where it says more, or nothing of it.

    Args:
        text: Normalised text.
    """
    match = lexicon.OF_WHAT.match(text)
    return about_in(match["what"]) if match is not None else None


def _number(written: str) -> int:
    return lexicon.NUMERALS[written] if written in lexicon.NUMERALS else int(written)


def _comment(text: str, question: str) -> str:
    """Return the stretch of a message that says more than the score."""
    kept: list[tuple[int, int]] = []
    for clause in _CLAUSE.finditer(text):
        score = None if lexicon.MARGIN.search(clause.group()) else lexicon.SCORE.search(clause.group())
        bare = NUMBER.sub(" ", lexicon.SCORE.sub(" ", clause.group()))
        rest = lexicon.COMMENT_ROOM.sub("", lexicon.STARS.sub("", bare))
        telling = sum(character.isalnum() for character in rest) >= _SHORTEST
        if telling and not _only_score(clause.group()) and not lexicon.SCALE.search(clause.group()):
            last = score is not None and score.end() == len(clause.group().rstrip())
            if last and score and lexicon.NAMED_LAST.search(clause.group()[: score.start()]):
                continue
            kept.append((clause.start(), clause.start() + score.start() if last and score else clause.end()))
    if not kept:
        return ""
    return as_typed(text[kept[0][0] : kept[-1][1]].strip(" ,"), question)[:LONGEST_COMMENT]


def _only_score(clause: str) -> bool:
    return bool(lexicon.BARE_SCORE.fullmatch(clause))
