"""Reads what people say around a diagnosis, without a database: answers to its questions, which form, what to show."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from corpus.surveys import load_questionnaire, load_sayings
from tools.diagnosis import lexicon
from tools.domain.answering import corrects, understand
from tools.domain.answering.similarity import Matcher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Catalogs
    from corpus.surveys import Form, Questionnaire, Sayings

NAMED = 0.95
"""How surely a message is for a diagnosis that names one of its questions."""
WONDERED = 0.9
"""How surely a message asks for one's own result that wonders at its level."""
DATA = Path(str(resources.files("corpus"))) / "data"


@cache
def sayings() -> Mapping[str, Sayings]:
    """Return how people answer, by question id."""
    return load_sayings(DATA)


@cache
def questionnaire() -> Questionnaire:
    """Return the package's questionnaire, for readers that see no library."""
    return load_questionnaire(DATA)


@cache
def matcher() -> Matcher:
    """Return what knows the ways people say each option."""
    return Matcher(questionnaire(), sayings())


def read_answer(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Return a message that answers the question that is open; None for anything else.

    Args:
        text: Normalised text.
        arguments: What the question that is open holds; ``question_id`` names it.
    """
    question = questionnaire().by_id.get(str(arguments.get("question_id")))
    if question is None:
        return text if corrects(text, matcher().names) else None
    understood = understand(text, question, matcher())
    return None if understood is None or understood.sense == "guess" else text


def sure(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell how surely a message changes an answer of a diagnosis: it names the question and what becomes of it.

    Args:
        text: Normalised text.
        catalogs: The typed records.
    """
    found = corrects(text, matcher().names)
    named = bool(found) and all(isinstance(c.of, int | tuple) and not c.plain for c in found)
    return NAMED if named else 0.0


def sure_of_result(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell how surely a message asks why one's own diagnosis came out as it did.

    Args:
        text: Normalised text.
        catalogs: The typed records.
    """
    return WONDERED if lexicon.QUESTIONED.search(text) else 0.0


def read_request(text: str, catalogs: Catalogs) -> Mapping[str, Any] | None:  # noqa: ARG001 -- the shape of a reading
    """Take a message that leans on no open question as what is said to the diagnosis."""
    return {"answer": text} if text.strip() else None


def read_form(text: str, arguments: Mapping[str, Any] | None = None) -> Form | None:
    """Read which form is meant; None where words say neither or both.

    Args:
        text: The words.
        arguments: What is known; given where the two forms were offered one after the other.
    """
    said = normalise(text)
    if arguments is not None:
        if lexicon.FIRST.search(said):
            return "quick"
        if lexicon.SECOND.search(said):
            return "full"
    offered = arguments is not None
    wanted = [
        _named(clause, offered=offered) for clause in lexicon.CLAUSES.split(said) if not lexicon.UNWANTED.search(clause)
    ]
    return next((form for form in reversed(wanted) if form), None) or _named(said, offered=offered)


def _named(said: str, *, offered: bool) -> Form | None:
    """Return the form that words name; None for none or both."""
    quick = bool(lexicon.QUICK.search(said) or (offered and lexicon.SHORTER.search(said)))
    full = bool(lexicon.FULL.search(said) or (offered and lexicon.LONGER.search(said)))
    if quick == full:
        return None
    return "quick" if quick else "full"


def read_anew(text: str) -> bool:
    """Tell whether words ask to begin anew."""
    return bool(lexicon.ANEW.search(normalise(text)))


def read_resume(text: str) -> bool:
    """Tell whether words ask to go on with what was begun."""
    return bool(lexicon.RESUME.search(normalise(text)))
