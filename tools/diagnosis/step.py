"""One answer, move or correction in a diagnosis: what it does, and what is said to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.diagnosis import reading
from tools.diagnosis.asking import ANSWER, Asked, ask
from tools.diagnosis.results import Recorded
from tools.diagnosis.telling import Teller, cited, following, joined
from tools.documents.charts import attached
from tools.domain.answering import Understood, corrects, understand
from tools.domain.answering.shares import bands
from tools.domain.diagnosis.results import Result
from tools.kit.tool import Focus, Suggestion
from tools.wording import diagnosis as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.surveys import Question
    from tools.diagnosis.course import Course
    from tools.domain.answering import Correction
    from tools.domain.diagnosis.results import Kind
    from tools.kit.tool import ToolContext

ANSWERED = {"option", "unknown", "skip", "absent"}


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was kept.

    Attributes:
        question: For which question.
        kind: As what.
        option: 0 to 4 where one was chosen.
        line: How it is confirmed.
    """

    question: Question
    kind: Kind
    option: int | None
    line: str


class Step:
    """Carries out one message in a diagnosis.

    Args:
        course: The diagnosis.
        context: Who is speaking.
        answer: What was said or pressed.
        change: It replaces an answer given before.
    """

    def __init__(self, course: Course, context: ToolContext, answer: str, *, change: bool) -> None:
        self._course, self._context, self._answer, self._change = course, context, answer, change
        self._words = context.question.strip() or answer

    async def take(self, question_id: str | None) -> Recorded:
        """Do what the message says.

        Args:
            question_id: The question it was said to; None for the one that is open.
        """
        course, sheet = self._course, self._course.sheet
        question = sheet.find(question_id) or (None if course.done else course.current)
        understood = self._understood(question)
        if course.done:
            return await self._after_the_end(question, understood)
        stale = question_id is not None and not self._change and question_id != course.assessment.question
        if understood is not None and understood.sense == "correct" and understood.correction:
            return await self._corrected(understood.correction)
        if understood is not None and understood.sense == "pause":
            return await self._paused()
        if question is None or course.current is None:
            return await self._next([])
        if stale:
            return await self._stale(question, understood)
        if understood is None:
            return self._asked(course.current, self._not_understood())
        if understood.sense in ANSWERED:
            kept = await self._keep(question, understood)
            return await self._next([kept.line], kept)
        return await self._moved(question, understood)

    def _understood(self, question: Question | None) -> Understood | None:
        if question is not None:
            return understand(self._answer, question, reading.matcher())
        correction = corrects(self._answer)
        return Understood("correct", correction=correction) if correction else None

    async def _keep(self, question: Question, understood: Understood) -> Kept:
        before = self._course.sheet.said(question)
        kind = await self._course.keep(question, understood, self._words)
        after = self._course.sheet.said(question) or ""
        if before is not None:
            position = self._course.sheet.position(question.id)
            line = wording.CHANGED.format(position=position, before=before, after=after)
            return Kept(
                question, kind, understood.option, wording.KEPT.format(answer=after) if before == after else line
            )
        lines = {
            "chosen": wording.CHOSEN.format(option=after),
            "unknown": wording.UNKNOWN,
            "not_applicable": wording.NOT_APPLICABLE,
            "skipped": wording.SKIPPED,
        }
        refused = understood.sense == "absent" and kind == "skipped"
        return Kept(
            question,
            kind,
            understood.option,
            wording.ABSENT_SKIPPED.format(back=wording.BACK) if refused else lines[kind],
        )

    async def _moved(self, question: Question, understood: Understood) -> Recorded:
        """Take a move, or ask what was meant."""
        course = self._course
        if understood.sense in {"either", "guess"}:
            first, second = (wording.OPTION.format(number=i + 1, text=question.options[i]) for i in understood.between)
            return self._asked(question, wording.EITHER.format(first=first, second=second), between=understood.between)
        if understood.sense == "of_what":
            return self._asked(question, wording.OF_WHAT)
        if understood.sense == "help":
            return self._asked(question, wording.HELP.format(help=reading.sayings()[question.id].help))
        if understood.sense == "back":
            return await self._back(question)
        said = course.sheet.said(question)
        if understood.sense == "stay" and said is not None:
            return await self._next([wording.KEPT.format(answer=said)])
        await course.go_to(question)
        return self._asked(question)

    async def _back(self, question: Question) -> Recorded:
        earlier = self._course.before(question)
        if earlier is None:
            return self._asked(question, wording.FIRST_ALREADY)
        await self._course.go_to(earlier)
        return self._asked(earlier)

    async def _paused(self) -> Recorded:
        course = self._course
        await course.pause()
        place = course.sheet.position(course.assessment.question)
        text = wording.PAUSED.format(
            position=place, count=len(course.sheet.questions), answered=course.sheet.answered()
        )
        return Recorded(
            text=text,
            suggestions=(Suggestion(title=wording.RESUME_TITLE, tool="start_diagnosis", arguments=self._whose()),),
            focus=Focus(tool="start_diagnosis", arguments=self._whose()),
            stage="paused",
            **self._place(course.current),
        )

    async def _corrected(self, correction: Correction) -> Recorded:
        """Change an answer given before, or ask for it again."""
        course, sheet = self._course, self._course.sheet
        current = course.current
        question = course.before(current) if correction.position is None else sheet.at(correction.position)
        if question is None:
            line = (
                wording.FIRST_ALREADY
                if correction.position is None
                else wording.NO_POSITION.format(count=len(sheet.questions), position=correction.position)
            )
            return self._asked(current, line) if current is not None else await self._finished([line])
        understood = understand(correction.answer, question, reading.matcher()) if correction.answer else None
        if understood is None or understood.sense not in ANSWERED:
            return await self._ask_again(question, understood)
        asked_before = question.id in sheet.answers
        kept = await self._keep(question, understood)
        position = sheet.position(question.id)
        after = course.sheet.said(question) or ""
        line = kept.line if asked_before else wording.CORRECTED.format(position=position, after=after)
        return await self._next([line], kept, stay=True)

    async def _ask_again(self, question: Question, understood: Understood | None) -> Recorded:
        course = self._course
        line = wording.CHANGE_TO_WHAT.format(position=course.sheet.position(question.id))
        between: Sequence[int] = ()
        if understood is not None and understood.between:
            between = understood.between
        if not course.done:
            await course.go_to(question)
        return self._asked(question, line, between=between, change=course.done)

    async def _after_the_end(self, question: Question | None, understood: Understood | None) -> Recorded:
        """Correct a diagnosis that is done; anything else changes nothing."""
        course = self._course
        outdated = course.assessment.questionnaire != self._context.library.catalogs.questionnaire.version
        if understood is not None and not outdated:
            if understood.sense == "correct" and understood.correction is not None:
                return await self._corrected(understood.correction)
            if question is not None and self._change:
                if understood.sense in ANSWERED:
                    kept = await self._keep(question, understood)
                    return await self._finished([kept.line], kept)
                if understood.between:
                    return self._asked(question, between=understood.between, change=True)
            if question is not None and understood.sense == "option":
                return await self._stale(question, understood)
        when = wording.day(course.assessment.finished_at or course.assessment.updated_at)
        whose = self._whose()
        return Recorded(
            text=wording.DONE_ALREADY.format(when=when),
            suggestions=(
                Suggestion(title=wording.SHOW_TITLE, tool="show_diagnosis", arguments=whose),
                Suggestion(title=wording.AGAIN_TITLE, tool="start_diagnosis", arguments={"again": True, **whose}),
            ),
            focus=Focus(),
            stage="done",
            result=Result.model_validate(course.assessment.result),
            **self._place(None),
        )

    async def _stale(self, question: Question, understood: Understood | None) -> Recorded:
        """Answer a button or words that belong to a question answered before."""
        course, sheet = self._course, self._course.sheet
        position, said = sheet.position(question.id), sheet.said(question)
        if said is None:
            await course.go_to(question)
            return await self.take(question.id)
        line, offers = wording.STALE.format(position=position, answer=said), []
        if understood is not None and understood.option is not None:
            option = question.options[understood.option]
            number = understood.option + 1
            if option == said:
                line = wording.STALE_SAME.format(position=position, answer=said)
            else:
                line += wording.STALE_HINT.format(option=option, position=position, number=number)
                arguments = {
                    "answer": str(number),
                    "assessment": course.assessment.id,
                    "question_id": question.id,
                    "change": True,
                }
                title = wording.STALE_OFFER.format(position=position, option=option)
                offers.append(Suggestion(title=title, tool=ANSWER, arguments=arguments))
        if course.done or course.current is None:
            return Recorded(
                text=line,
                suggestions=tuple(offers),
                stage="done",
                result=Result.model_validate(course.assessment.result),
                **self._place(None),
            )
        return self._asked(course.current, line, offers=offers)

    async def _next(self, lines: Sequence[str], kept: Kept | None = None, *, stay: bool = False) -> Recorded:
        """Go on after something was kept, with the question that is next, or with the result."""
        course = self._course
        if course.done:
            return await self._finished(lines, kept)
        current = course.current
        if stay and current is not None and (kept is None or kept.question.id != current.id):
            return self._asked(current, *lines, kept=kept)
        following_question = await course.go_on()
        if following_question is None:
            return await self._finished([*lines, wording.DONE], kept, computed=True)
        return self._asked(following_question, *lines, kept=kept)

    async def _finished(self, lines: Sequence[str], kept: Kept | None = None, *, computed: bool = False) -> Recorded:
        course = self._course
        result = Result.model_validate(course.assessment.result) if computed else await course.finish()
        teller = Teller(result, self._context.library.catalogs.questionnaire)
        whose = self._whose()
        return Recorded(
            text=joined(["".join(lines), *teller.whole()]),
            citations=cited(self._context.library),
            suggestions=(*self._fill_in(result), *following(result, whose.get("enterprise"))),
            attachments=(attached(course.assessment.id),) if result.total is not None else (),
            focus=Focus(tool="show_diagnosis", arguments=whose, question=self._words),
            stage="done",
            result=result,
            **self._place(None),
            **_kept(kept),
        )

    def _asked(
        self,
        question: Question,
        *lines: str,
        kept: Kept | None = None,
        between: Sequence[int] = (),
        change: bool = False,
        offers: Sequence[Suggestion] = (),
    ) -> Recorded:
        asked: Asked = ask(self._course.sheet, question, between=between, change=change)
        return Recorded(
            text=joined([*lines, asked.text]),
            pending=asked.pending,
            suggestions=(*offers, *asked.suggestions),
            stage="asking",
            **self._place(question),
            **_kept(kept),
        )

    def _fill_in(self, result: Result) -> tuple[Suggestion, ...]:
        """Offer the first question that was left open, where that is why there is no level."""
        sheet = self._course.sheet
        left_open = [q for q, answer in sheet.answers.items() if answer.kind in {"skipped", "unknown"}]
        if result.level is not None or not left_open:
            return ()
        position = min(sheet.position(q) for q in left_open)
        arguments = {"answer": wording.FILL_IN.format(position=position), "assessment": sheet.assessment.id}
        return (Suggestion(title=wording.FILL_IN_TITLE.format(position=position), tool=ANSWER, arguments=arguments),)

    def _not_understood(self) -> str:
        if not normalise(self._answer).strip(" .。!~").isdecimal():
            return wording.NOT_UNDERSTOOD
        current = self._course.current
        shares = current is not None and bands(current) is not None
        return wording.OUT_OF_RANGE + (wording.WITH_PERCENT if shares else "")

    def _whose(self) -> dict[str, Any]:
        """Return the arguments that name the enterprise, for operators."""
        return {"enterprise": self._course.assessment.enterprise_id} if self._context.role == "operator" else {}

    def _place(self, question: Question | None) -> dict[str, Any]:
        assessment, sheet = self._course.assessment, self._course.sheet
        return {
            "assessment": assessment.id,
            "form": assessment.form,
            "question": question.id if question else None,
            "position": sheet.position(question.id) if question else None,
            "count": len(sheet.questions),
        }


def _kept(kept: Kept | None) -> dict[str, Any]:
    if kept is None:
        return {}
    return {"recorded": kept.question.id, "kind": kept.kind, "option": kept.option}
