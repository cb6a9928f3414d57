"""One answer, move or correction in a diagnosis: what it does, and what is said to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.diagnosis import lexicon, nearby, reading
from tools.diagnosis.asking import ANSWER, Asked, ask, unread
from tools.diagnosis.results import Kept, Recorded, told_of
from tools.diagnosis.telling import Teller, cited, following, joined
from tools.documents.charts import attached
from tools.domain.answering import (
    BEFORE,
    JUST,
    LATEST,
    LEFT,
    OPEN,
    Correction,
    Understood,
    picked,
)
from tools.domain.diagnosis.conditions import Readings
from tools.domain.diagnosis.results import Result
from tools.domain.diagnosis.scoring import contradictions
from tools.kit.tool import Focus, Suggestion
from tools.wording import diagnosis as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.surveys import Question
    from tools.diagnosis.course import Course
    from tools.kit.tool import ToolContext

ANSWERED = {"option", "unknown", "skip", "absent"}
STATED = {"option", "absent"}
TOLD = {"option", "either", "guess"}
LEFT_OPEN = {"skipped", "unknown"}


class Step:
    """Carries out one message in a diagnosis.

    Args:
        course: The diagnosis.
        context: Who is speaking.
        answer: What was said or pressed.
        change: It replaces an answer given before.
        between: The two options that were asked between.
    """

    def __init__(
        self,
        course: Course,
        context: ToolContext,
        answer: str,
        *,
        change: bool,
        between: tuple[int, int] | None = None,
    ) -> None:
        self._course, self._context, self._answer, self._change = course, context, answer, change
        self._between = between
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
        if understood is not None and understood.corrections:
            return await self._corrected(understood.corrections)
        if understood is not None and understood.several:
            since = understood.since or sheet.position(question.id if question else None) or 1
            row = enumerate(understood.several, since)
            return await self._corrected([Correction(place, str(option + 1)) for place, option in row])
        if understood is not None and understood.sense == "pause":
            return await self._paused()
        if question is None or course.current is None:
            return await self._next([])
        if stale:
            return await self._stale(question, understood)
        if understood is None:
            return await self._unread(course.current)
        told = understood.sense in TOLD and not self._change
        if told and (meant := nearby.quoted(self._answer, question, course)):
            return self._of_earlier(question, *meant, wording.QUOTED_EARLIER)
        if understood.sense in ANSWERED:
            kept = await self._keep(question, understood)
            return await self._next([kept.line], kept)
        return await self._moved(question, understood)

    def _understood(self, question: Question | None) -> Understood | None:
        if question is not None:
            if self._between and (meant := picked(self._answer, self._between)):
                return Understood("option", meant[0]) if len(meant) == 1 else Understood("which", between=meant)
            understood = reading.meant(self._answer, question)
            said = understood.corrections if understood is not None else ()
            if self._change and len(said) == 1 and said[0].of == LATEST and said[0].answer:
                return reading.meant(said[0].answer, question)
            if len(said) == 1 and said[0].of == JUST and said[0].answer and question == self._course.current:
                return self._spoken_of(said[0], question)
            return understood
        corrections = reading.corrections(self._answer)
        return Understood("correct", corrections=corrections) if corrections else None

    def _spoken_of(self, correction: Correction, question: Question) -> Understood | None:
        """Tell which of the open question and the one before a message speaks of, by which of them it answers."""
        here = reading.meant(correction.answer or "", question)
        earlier = self._course.previous(question)
        there = reading.meant(correction.answer or "", earlier) if earlier is not None else None
        if (
            there is None
            or there.sense not in STATED
            or earlier is None
            or earlier.id not in self._course.sheet.answers
        ):
            return here
        fits_both = here is not None and here.sense in {*STATED, "either"}
        of = JUST if fits_both else BEFORE
        return Understood("correct", corrections=(Correction(of, correction.answer, plain=True),))

    async def _unread(self, current: Question) -> Recorded:
        """Put a question again that was not answered, with the one answered before that the words may be meant for."""
        line = unread(self._answer, self._course.sheet, current)
        if line != wording.NOT_UNDERSTOOD:
            return self._asked(current, line)
        meant = nearby.fitting(self._answer, current, self._course, reading.matcher())
        if meant is None:
            stops = reading.stops_first(self._answer, current)
            return await self._paused() if stops else self._asked(current, line)
        question, option = meant
        if lexicon.BIDS_CHANGE.search(self._answer):
            return await self._corrected([Correction((question.id,), str(option + 1))])
        return self._of_earlier(current, question, option, wording.PERHAPS_EARLIER)

    def _of_earlier(self, current: Question, question: Question, option: int, form: str) -> Recorded:
        """Offer to change an earlier answer to what may be meant for it; nothing is changed yet."""
        position = self._course.sheet.position(question.id)
        line = (form + wording.STALE_HINT).format(position=position, option=question.options[option], number=option + 1)
        return self._asked(current, line, offers=[self._to_change(question, option)])

    def _to_change(self, question: Question, option: int) -> Suggestion:
        title = wording.STALE_OFFER.format(
            position=self._course.sheet.position(question.id), option=question.options[option]
        )
        whose = {"assessment": self._course.assessment.id, "question_id": question.id}
        return Suggestion(title=title, tool=ANSWER, arguments={"answer": str(option + 1), **whose, "change": True})

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
        if understood.sense in {"either", "guess", "which"}:
            first, second = (wording.OPTION.format(number=i + 1, text=question.options[i]) for i in understood.between)
            form = wording.WHICH_NUMBER if understood.sense == "which" else wording.EITHER
            return self._asked(question, form.format(first=first, second=second), between=understood.between)
        if understood.sense == "of_what":
            return self._asked(question, wording.OF_WHAT, spent=self._answer)
        if understood.sense == "help":
            words = normalise(self._answer)
            told = next((meaning for word, meaning in wording.WORDS.items() if word in words), "")
            return self._asked(question, told + reading.sayings()[question.id].help)
        if understood.sense == "whatever":
            return self._asked(question, wording.WHATEVER)
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

    async def _corrected(self, corrections: Sequence[Correction]) -> Recorded:
        """Change answers given before, or ask for the first again that is not told."""
        course, current = self._course, self._course.current
        lines: list[str] = []
        answered: list[Kept] = []
        for correction in corrections:
            question = self._meant(correction)
            if question is None:
                lines.append(self._no_such(correction))
                continue
            understood = reading.meant(correction.answer, question) if correction.answer else None
            if understood is None or understood.sense not in ANSWERED:
                if correction.plain and len(corrections) > 1:
                    continue  # words beside what was said of another question
                if correction.plain and not (understood and understood.between) and current is not None:
                    return self._asked(current, *lines, wording.NOT_UNDERSTOOD)
                return await self._ask_again(question, understood, lines)
            asked_before = question.id in course.sheet.answers
            kept = await self._keep(question, understood)
            after = course.sheet.said(question) or ""
            told = wording.CORRECTED.format(position=course.sheet.position(question.id), after=after)
            lines.append(kept.line if asked_before or correction.of == OPEN else told)
            answered.append(kept)
        stay = current is not None and all(kept.question.id != current.id for kept in answered)
        if not answered:
            return (
                self._asked(current, *(lines or [wording.NOT_UNDERSTOOD]))
                if current is not None
                else await self._finished(lines)
            )
        return await self._next(["".join(lines)], answered[-1], stay=stay)

    def _meant(self, correction: Correction) -> Question | None:
        """Return the question of the form that a correction speaks of."""
        course, current = self._course, self._course.current
        if isinstance(correction.of, int):
            return course.sheet.at(correction.of)
        if isinstance(correction.of, tuple):
            return next((q for name in correction.of if (q := course.sheet.find(name)) is not None), None)
        if correction.of == LEFT:
            left = [q for q in course.sheet.questions if (a := course.sheet.answers.get(q.id)) and a.kind in LEFT_OPEN]
            return left[-1] if left else None
        if correction.of == JUST:
            return None if current is not None else course.previous(None)
        reopened = current is not None and current.id in course.sheet.answers
        if correction.of == OPEN or (correction.of == LATEST and reopened):
            return current
        return (course.answered_last() or current) if correction.of == LATEST else course.previous(current)

    def _no_such(self, correction: Correction) -> str:
        if isinstance(correction.of, int):
            return wording.NO_POSITION.format(count=len(self._course.sheet.questions), position=correction.of)
        if correction.of == LEFT:
            return wording.NONE_LEFT
        if correction.of == JUST:
            return wording.WHICH_QUESTION
        return wording.NO_SUCH_QUESTION if isinstance(correction.of, tuple) else wording.FIRST_ALREADY

    async def _ask_again(self, question: Question, understood: Understood | None, lines: Sequence[str]) -> Recorded:
        course = self._course
        line = wording.CHANGE_TO_WHAT.format(position=course.sheet.position(question.id))
        between = understood.between if understood is not None else ()
        if not course.done:
            await course.go_to(question)
        return self._asked(question, *lines, line, between=between, change=course.done)

    async def _after_the_end(self, question: Question | None, understood: Understood | None) -> Recorded:
        """Correct a diagnosis that is done; anything else changes nothing."""
        course = self._course
        outdated = course.assessment.questionnaire != self._context.library.catalogs.questionnaire.version
        if understood is not None and not outdated:
            if understood.corrections:
                return await self._corrected(understood.corrections)
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
                offers.append(self._to_change(question, understood.option))
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
        return self._asked(following_question, *lines, *self._does_not_fit(kept), kept=kept)

    def _does_not_fit(self, kept: Kept | None) -> Sequence[str]:
        """Say which earlier answers hardly fit the one just kept."""
        sheet, questionnaire = self._course.sheet, self._context.library.catalogs.questionnaire
        options = {q: answer.option for q, answer in sheet.answers.items() if answer.option is not None}
        lines = []
        for found in contradictions(questionnaire, Readings(options)) if kept is not None else ():
            others = [t for t in found.triggers if kept is not None and t.question != kept.question.id]
            if len(others) < len(found.triggers):
                said = [(sheet.position(t.question), questionnaire.by_id[t.question].options[t.option]) for t in others]
                answers = wording.LIST_COMMA.join(
                    wording.CONTRADICTION_ANSWER.format(position=position, option=option) for position, option in said
                )
                lines.append(wording.DOES_NOT_FIT.format(answers=answers, position=said[-1][0]))
        return lines[:1]

    async def _finished(self, lines: Sequence[str], kept: Kept | None = None, *, computed: bool = False) -> Recorded:
        course = self._course
        before = Result.model_validate(course.assessment.result) if course.assessment.result else None
        result = before if computed and before is not None else await course.finish()
        teller = Teller(result, self._context.library.catalogs.questionnaire)
        lines = lines if computed or kept is None or before is None else [*lines, teller.rescored(before)]
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
            **told_of(kept),
        )

    def _asked(
        self,
        question: Question,
        *lines: str,
        kept: Kept | None = None,
        between: Sequence[int] = (),
        change: bool = False,
        offers: Sequence[Suggestion] = (),
        spent: str = "",
    ) -> Recorded:
        asked: Asked = ask(self._course.sheet, question, between=between, change=change, spent=spent)
        return Recorded(
            text=joined([*lines, asked.text]),
            pending=asked.pending,
            suggestions=(*offers, *asked.suggestions),
            stage="asking",
            **self._place(question),
            **told_of(kept),
        )

    def _fill_in(self, result: Result) -> tuple[Suggestion, ...]:
        """Offer the first question that was left open, where that is why there is no level."""
        sheet = self._course.sheet
        left_open = [q for q, answer in sheet.answers.items() if answer.kind in LEFT_OPEN]
        if result.level is not None or not left_open:
            return ()
        position = min(sheet.position(q) for q in left_open)
        arguments = {"answer": wording.FILL_IN.format(position=position), "assessment": sheet.assessment.id}
        return (Suggestion(title=wording.FILL_IN_TITLE.format(position=position), tool=ANSWER, arguments=arguments),)

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
