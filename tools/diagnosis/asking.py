"""Writes the message that asks one question of a diagnosis, with its buttons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.diagnosis import lexicon
from tools.domain.answering.correcting import standard
from tools.domain.answering.own import own_part
from tools.domain.answering.shares import bands
from tools.kit.tool import Pending, Suggestion
from tools.wording import diagnosis as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.surveys import Form, Question, Questionnaire
    from tools.database.models import Answer, Assessment

ANSWER = "answer_diagnosis"
ASKED_BESIDE = (
    (lexicon.ONE_WRONG, wording.WHICH_IS_WRONG),
    (lexicon.LEFT_OUT, wording.LEFT_OUT_RULE),
    (lexicon.OFFICIAL, wording.NOT_TO_APPLY_WITH),
    (lexicon.CONFIDENCE, wording.ACCURATE),
    (lexicon.IMPATIENT, wording.STILL_TO_COME),
)
"""What is said to what may be asked of the diagnosis instead of answering."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A diagnosis with its questions and the answers so far.

    Attributes:
        assessment: The row.
        questions: The questions of its form, in order.
        answers: The answers that hold, by question id.
    """

    assessment: Assessment
    questions: Sequence[Question]
    answers: Mapping[str, Answer]

    @classmethod
    def of(cls, assessment: Assessment, questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Sheet:
        """Lay a diagnosis out."""
        form: Form = "quick" if assessment.form == "quick" else "full"
        return cls(assessment, questionnaire.form(form), answers)

    def holding(self, answers: Mapping[str, Answer]) -> Sheet:
        """Return the sheet with the answers as they are now."""
        return replace(self, answers=answers)

    def find(self, question_id: str | None) -> Question | None:
        """Return a question of the form."""
        return next((q for q in self.questions if q.id == question_id), None)

    def at(self, position: int) -> Question | None:
        """Return the question at a place, counted from 1."""
        return self.questions[position - 1] if 0 < position <= len(self.questions) else None

    def position(self, question_id: str | None) -> int:
        """Return a question's place in the form, counted from 1; 0 for none."""
        return next((i for i, q in enumerate(self.questions, 1) if q.id == question_id), 0)

    def answered(self) -> int:
        """Count the questions that were answered, whatever was said."""
        return len(self.answers)

    def said(self, question: Question) -> str | None:
        """Return what was answered to a question, in its own words."""
        answer = self.answers.get(question.id)
        if answer is None:
            return None
        return wording.ANSWERS[answer.kind] if answer.option is None else question.options[answer.option]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put.

    Attributes:
        text: The question with its options.
        pending: Where the answer goes.
        suggestions: Moves beside the options.
    """

    text: str
    pending: Pending
    suggestions: tuple[Suggestion, ...]


def ask(
    sheet: Sheet,
    question: Question,
    *,
    hint: bool = False,
    between: Sequence[int] = (),
    change: bool = False,
    spent: str = "",
) -> Asked:
    """Put a question.

    Args:
        sheet: The diagnosis.
        question: The question.
        hint: Say how to answer.
        between: Offer only these options as buttons.
        change: The answer replaces one that was given.
        spent: A sum that was told, and is no answer before it is known what it is a share of.
    """
    arguments: dict[str, Any] = {"assessment": sheet.assessment.id, "question_id": question.id}
    if change:
        arguments["change"] = True
    open_ = {"between": list(between), "spent": spent}
    held = {**arguments, **{name: value for name, value in open_.items() if value}}
    titles = [wording.OPTION.format(number=n, text=text) for n, text in enumerate(question.options, 1)]
    options = [
        Suggestion(title=title, tool=ANSWER, arguments={"answer": str(number), **arguments})
        for number, title in enumerate(titles, 1)
    ]
    head = wording.QUESTION.format(position=sheet.position(question.id), count=len(sheet.questions), text=question.text)
    said = sheet.said(question)
    notes = [wording.PRESENT.format(answer=said)] if said else []
    notes += [wording.HINT] if hint else []
    text = "\n\n".join((head, "\n".join(titles), *notes))
    words = [wording.SKIP, *([wording.BACK] if sheet.position(question.id) > 1 else []), wording.PAUSE]
    if change:
        words = [wording.KEEP]
    elif said:
        words = [wording.KEEP, *words]
    moves = tuple(Suggestion(title=word, tool=ANSWER, arguments={"answer": word, **arguments}) for word in words)
    chosen = tuple(options[i] for i in between)
    # Two options out of five keep their own numbers, so they are buttons and not choices that would be counted anew.
    pending = Pending(
        tool=ANSWER,
        slot="answer",
        arguments=held,
        question=text,
        choices=() if between else tuple(options),
        insists=True,
    )
    return Asked(text, pending, (*chosen, *moves))


def unread(answer: str, sheet: Sheet, question: Question) -> str:
    """Say what stands before a question that is put again because its answer was not understood.

    Args:
        answer: What was said.
        sheet: The diagnosis.
        question: The question.
    """
    said = normalise(answer)
    if said.strip(" .。!~").isdecimal():
        return wording.OUT_OF_RANGE + (wording.WITH_PERCENT if bands(question) is not None else "")
    if lexicon.PICKS_BEYOND.fullmatch(said):
        return wording.OUT_OF_RANGE
    if lexicon.ASKS_ANSWERS.search(said):
        return _answers(sheet)
    if told := next((told for pattern, told in ASKED_BESIDE if pattern.search(said)), ""):
        return told.format(count=len(sheet.questions) - sheet.answered())
    words = standard(answer)
    return wording.NOT_UNDERSTOOD if own_part(words) == words else wording.ONLY_YOURS


def _answers(sheet: Sheet) -> str:
    """Write what has been answered so far."""
    told = [(sheet.position(question.id), answer) for question in sheet.questions if (answer := sheet.said(question))]
    lines = [wording.ANSWERED_ONE.format(position=position, answer=answer) for position, answer in told]
    return wording.ANSWERED.format(answers=wording.LIST_COMMA.join(lines)) if lines else wording.NONE_ANSWERED
