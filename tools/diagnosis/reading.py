"""Reads what people say around a diagnosis, without a database: answers to its questions, which form, what to show."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from corpus.lexical import normalise
from corpus.surveys import load_questionnaire, load_sayings
from tools.diagnosis import lexicon, quoting
from tools.domain import notices
from tools.domain.answering import BEFORE, LEFT, Correction, Understood, corrects, picked, understand
from tools.domain.answering import lexicon as answers
from tools.domain.answering.correcting import standard
from tools.domain.answering.similarity import Matcher
from tools.kit import lexicon as common
from tools.kit.describing import described

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Catalogs
    from corpus.surveys import Form, Question, Questionnaire, Sayings

Chosen = Literal["quick", "full", "later"]
"""A form, or none for now."""

NAMED = 0.95
"""How surely a message is for a diagnosis that names one of its questions."""
WONDERED = 0.9
"""How surely a message asks for one's own result that wonders at its level."""
OF_OPTIONS = frozenset({"option", "either", "guess"})
"""Senses in which a message speaks of options."""
LONGEST_ADVICE = 12
"""Characters up to which a message asks which form to take, and not what else may be compared."""
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


def meant(text: str, question: Question) -> Understood | None:
    """Tell what a message means for a question; an option chosen by its own text goes before all told beside.

    Args:
        text: The message.
        question: The question it is said to.
    """
    understood = understand(_spelled(text), question, matcher())
    if understood is None or understood.sense not in OF_OPTIONS:
        return understood
    option = quoting.chosen(text, question.options)
    return understood if option is None else Understood("option", option)


def stops_first(text: str, question: Question) -> bool:
    """Tell whether a message wants no more questions for now, before it comes to something else.

    Args:
        text: The message.
        question: The question that is open.
    """
    head = answers.CLAUSES.split(normalise(text), maxsplit=1)[0]
    understood = None if answers.WAIT.fullmatch(head) else meant(head, question)
    return understood is not None and understood.sense == "pause"


def corrections(text: str) -> tuple[Correction, ...]:
    """Return what a message says of questions that it names.

    Args:
        text: The message.
    """
    return tuple(corrects(_spelled(text), matcher().names))


def _spelled(text: str) -> str:
    return lexicon.A_MOMENT_AGO.sub(lexicon.JUST_NOW, text)


def read_answer(text: str, arguments: Mapping[str, Any]) -> str | None:
    """Return a message that answers the question that is open; None for anything else.

    Args:
        text: Normalised text.
        arguments: What the question that is open holds; ``question_id`` names it, and ``between`` two options.
    """
    if (between := arguments.get("between")) and picked(text, between):
        return text
    question = questionnaire().by_id.get(str(arguments.get("question_id")))
    if question is None:
        return text if corrections(text) else None
    if lexicon.LEFT_OUT.search(text):
        return None  # asks what becomes of what is not answered, and goes back to nothing
    if share_told(text, question.id, str(arguments.get("spent") or "")) is not None:
        return text
    understood = meant(text, question)
    if understood is None and (lexicon.STILL_LEFT.search(text) or lexicon.ASKS_ANSWERS.search(text)):
        return text
    if understood is not None and understood.sense == "guess":
        # Asked about where it also shares words with an option, which is otherwise taken for the one pointed at.
        return text if described(text, question.options) is not None else None
    if understood is None or (understood.sense in {"option", "absent"} and text.rstrip().endswith("?")):
        # What is said with a question mark is asked, and answers nothing.
        return None
    return text


def sure(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell how surely a message changes an answer of a diagnosis: it names the question and what becomes of it.

    Args:
        text: Normalised text.
        catalogs: The typed records.
    """
    if lexicon.BACK_TO.search(text) or lexicon.ONE_WRONG.search(text):
        return NAMED
    found = corrections(text)
    named = bool(found) and all(isinstance(c.of, int | tuple) and not c.plain for c in found)
    before = [c.of for c in found] == [BEFORE] and found[0].answer and not found[0].plain
    return NAMED if named or (before and lexicon.QUESTION_SAID.search(text)) else 0.0


def share_told(text: str, question_id: str | None, spent: str) -> str | None:
    """Return a sum and what it is a share of, told in two messages, as one; None where they make no answer.

    Args:
        text: What was said last.
        question_id: The question it was said to.
        spent: The sum that was told before; empty for none.
    """
    question = questionnaire().by_id.get(question_id or "")
    if not spent or question is None:
        return None
    alone, both = meant(text, question), f"{spent},{text}"
    if alone is not None and alone.sense != "of_what":
        return None
    together = meant(both, question)
    return both if together is not None and together.sense == "option" else None


def names_question(text: str) -> bool:
    """Tell whether a message names a question by its place or its subject, or as the one that was left out.

    Args:
        text: What was said.
    """
    return any(isinstance(c.of, int | tuple) or c.of == LEFT for c in corrections(text))


def sure_of_starting(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell how surely a message asks after a diagnosis that was not finished, goes on with it, or begins one.

    Args:
        text: Normalised text.
        catalogs: The typed records.
    """
    asked = lexicon.LEFT_OPEN.search(text) or lexicon.HOW_FAR.match(text) or lexicon.BEGINS_FORM.match(text)
    return NAMED if asked or notices.answers_on_now(text) else 0.0


def sure_of_result(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell how surely a message asks why one's own diagnosis came out as it did, or how it comes to more.

    Args:
        text: Normalised text.
        catalogs: The typed records.
    """
    return WONDERED if lexicon.QUESTIONED.search(text) or lexicon.RISES.search(text) else 0.0


def read_request(text: str, catalogs: Catalogs) -> Mapping[str, Any] | None:  # noqa: ARG001 -- the shape of a reading
    """Take a message that leans on no open question as what is said to the diagnosis."""
    return {"answer": text} if text.strip() else None


def read_form(text: str, arguments: Mapping[str, Any] | None = None) -> Form | None:
    """Read which form is meant; None where words say neither or both.

    Args:
        text: The words.
        arguments: What is known; given where the two forms were offered one after the other.
    """
    said, offered = standard(text), arguments is not None
    if offered and lexicon.FIRST.search(said):
        return "quick"
    if offered and lexicon.SECOND.search(said):
        return "full"
    clauses = [(clause, lexicon.UNWANTED.search(clause)) for clause in lexicon.CLAUSES.split(said)]
    wanted = [_named(clause, offered=offered) for clause, unwanted in clauses if not unwanted]
    if form := next((form for form in reversed(wanted) if form), None):
        return form
    turned_down = [_named(clause, offered=offered) for clause, unwanted in clauses if unwanted]
    if form := next((form for form in turned_down if form), None):
        return "full" if form == "quick" else "quick"
    return _named(said, offered=offered)


def choose(text: str, arguments: Mapping[str, Any]) -> Chosen | None:
    """Read what is said where the two forms were offered; words that name none take the quick one.

    Args:
        text: The words.
        arguments: What is known.

    Returns:
        None for what asks for something else, or wants no more of it.
    """
    if form := read_form(text, arguments):
        return form
    said = standard(text)
    if len(said) <= LONGEST_ADVICE and lexicon.ADVISED.search(said):
        return "quick"
    if common.CANCEL.fullmatch(said) or common.ASKS.search(said) or answers.REQUEST.search(said):
        return None
    understood = meant(said, questionnaire().form("quick")[0])
    if understood is not None and understood.sense == "pause":
        return "later"
    answered = understood is not None and understood.sense in {"option", "either", "unknown"}
    return "quick" if answered or lexicon.HURRIED.search(said) or lexicon.EITHER_FORM.search(said) else None


def answers_at_once(text: str, question: Question) -> bool:
    """Tell whether words that were to choose a form already answer the first question.

    Args:
        text: The words.
        question: The first question.
    """
    understood = meant(text, question)
    return understood is not None and understood.sense == "option"


def chosen(value: object) -> object:
    """Take words that name no form for the quick one, which is no more than begun.

    Args:
        value: What was said, or a form.
    """
    return value if value is None or value in {"quick", "full", "later"} else read_form(str(value), {}) or "quick"


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
