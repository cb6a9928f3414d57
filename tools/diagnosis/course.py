"""Takes a diagnosis from question to question: what is kept, what comes next, when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tools.database.repositories.assessments import AssessmentRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.diagnosis import reading
from tools.diagnosis.asking import Sheet
from tools.domain.diagnosis.results import Given, Kind, Result
from tools.domain.diagnosis.scoring import assess, exempt
from tools.wording import diagnosis as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.surveys import Question, Questionnaire
    from tools.database.engine import Session
    from tools.database.models import Answer, Assessment
    from tools.domain.answering import Understood
    from tools.domain.profile import Profile
    from tools.kit.tool import ToolContext

KINDS: Mapping[str, Kind] = {"option": "chosen", "unknown": "unknown", "skip": "skipped", "absent": "not_applicable"}
"""How an answer of each sense is kept."""


class Course:
    """One diagnosis while it is being answered, in a transaction of its own.

    Args:
        session: The transaction.
        context: Who is speaking.
        assessment: The diagnosis.
        answers: The answers that hold.
        profile: What is on file about the firm.
    """

    def __init__(
        self,
        session: Session,
        context: ToolContext,
        assessment: Assessment,
        answers: Mapping[str, Answer],
        profile: Profile,
    ) -> None:
        self._assessments = AssessmentRepository(session)
        self._context = context
        self._questionnaire: Questionnaire = context.library.catalogs.questionnaire
        self.assessment = assessment
        self.profile = profile
        self.sheet = Sheet.of(assessment, self._questionnaire, answers)

    @classmethod
    async def open(cls, session: Session, context: ToolContext, assessment: Assessment) -> Course:
        """Take a diagnosis up where it stands."""
        answers = await AssessmentRepository(session).answers(assessment.id)
        profile = await EnterpriseRepository(session).profile(assessment.enterprise_id)
        return cls(session, context, assessment, answers, profile)

    @property
    def current(self) -> Question | None:
        """The question that is asked now."""
        return self.sheet.find(self.assessment.question)

    @property
    def done(self) -> bool:
        """Whether there is a result."""
        return self.assessment.state == "done"

    async def keep(self, question: Question, understood: Understood, words: str) -> Kind:
        """Keep an answer; what cannot be not applicable is skipped.

        Args:
            question: What was asked.
            understood: What was said.
            words: How it was said.

        Returns:
            What it was kept as.
        """
        kind = KINDS[understood.sense]
        if kind == "not_applicable" and not question.allow_na:
            kind = "skipped"
        await self._record(question, Given(kind=kind, option=understood.option), words)
        await self._read()
        return kind

    async def leave_out(self) -> list[Question]:
        """Keep as not applicable what does not concern the firm by what is on file, and return those questions."""
        facts = self.profile.facts
        found = [q for q in self.sheet.questions if q.id not in self.sheet.answers and exempt(q, facts)]
        for question in found:
            words = wording.EXEMPT_WORDS.format(lacks=wording.LIST_COMMA.join(self.lacking([question])))
            await self._record(question, Given(kind="not_applicable"), words)
        if found:
            await self._read()
        return found

    def lacking(self, questions: Sequence[Question]) -> list[str]:
        """Return the parts of the business that are missing, for which these questions are left out."""
        lacks = self.profile.facts.get("lacks") or ()
        parts = [part for question in questions for part in question.pains if part in lacks]
        return list(dict.fromkeys(parts)) or [part for question in questions for part in question.pains][:1]

    async def go_on(self) -> Question | None:
        """Move to the first question that has no answer yet; None when there is none, and the result is kept."""
        await self.leave_out()
        following = next((q for q in self.sheet.questions if q.id not in self.sheet.answers), None)
        if following is None:
            await self.finish()
        else:
            await self.go_to(following)
        return following

    async def go_to(self, question: Question) -> None:
        """Move to a question."""
        await self._assessments.move(self.assessment, self._context.now, state="open", question=question.id)

    async def pause(self) -> None:
        """Stop for now; what was asked is asked again later."""
        question = self.assessment.question
        await self._assessments.move(self.assessment, self._context.now, state="paused", question=question)

    async def give_up(self) -> None:
        """Begin no more with it."""
        question = self.assessment.question
        await self._assessments.move(self.assessment, self._context.now, state="abandoned", question=question)

    async def finish(self) -> Result:
        """Work out what the answers come to, and keep it."""
        given = {q: given_by(answer) for q, answer in self.sheet.answers.items()}
        form = self._form
        result = assess(self._questionnaire, form, given, self.profile.facts)
        await self._assessments.finish(self.assessment, result, self._context.now)
        return result

    def before(self, question: Question | None) -> Question | None:
        """Return the question before one that the person was asked; the last one for None."""
        place = self.sheet.position(question.id) if question else len(self.sheet.questions) + 1
        earlier = [q for q in self.sheet.questions[: place - 1] if not exempt(q, self.profile.facts)]
        return earlier[-1] if earlier else None

    def answered_last(self) -> Question | None:
        """Return the question whose answer is the newest; None where nobody has answered any."""
        answers = self.sheet.answers
        given = [q for q in reversed(self.sheet.questions) if q.id in answers and not exempt(q, self.profile.facts)]
        return max(given, key=lambda q: answers[q.id].answered_at, default=None)

    def previous(self, question: Question | None) -> Question | None:
        """Return the question somebody had before them just before one; None stands for the end.

        That is the one answered last, which need not be the one before in the form: who goes back to an earlier
        question goes on where they were. What was only named in passing nobody had before them. A correction of it is
        written at once; who only goes back sees the question first, and goes back along the form (``before``).

        Args:
            question: The question that is asked now.
        """
        last = self.answered_last()
        reopened = question is not None and question.id in self.sheet.answers
        if last is None or reopened or reading.names_question(self.sheet.answers[last.id].words):
            return self.before(question)
        return last

    @property
    def _form(self) -> Literal["quick", "full"]:
        return "quick" if self.assessment.form == "quick" else "full"

    async def _record(self, question: Question, given: Given, words: str) -> None:
        await self._assessments.record(
            self.assessment,
            question.id,
            given,
            words=words,
            contact_id=self._context.contact,
            turn_id=self._context.turn or None,
            now=self._context.now,
        )

    async def _read(self) -> None:
        self.sheet = self.sheet.holding(await self._assessments.answers(self.assessment.id))


def given_by(answer: Answer) -> Given:
    """Return an answer as scoring takes it."""
    return Given.model_validate({"kind": answer.kind, "option": answer.option})
