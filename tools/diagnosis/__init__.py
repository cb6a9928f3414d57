"""The diagnosis of 8.3.1: asks the questionnaire one question a message, and tells what the answers come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator

from tools.database.repositories.assessments import AssessmentRepository
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.speaking import enterprise_of
from tools.diagnosis import lexicon, reading
from tools.diagnosis.asking import Sheet, ask
from tools.diagnosis.course import Course
from tools.diagnosis.results import Recorded, Shown
from tools.diagnosis.step import Step
from tools.diagnosis.telling import Earlier, Teller, cited, following, joined
from tools.documents.charts import attached
from tools.domain.diagnosis.results import Result
from tools.domain.region import read_name
from tools.kit.errors import NotFound
from tools.kit.tool import Focus, Pending, Suggestion, ToolContext, tool
from tools.wording import diagnosis as wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from corpus.catalogs import Catalogs
    from corpus.surveys import Form
    from tools.database.engine import Session
    from tools.database.models import Assessment, Enterprise

START, SHOW = "start_diagnosis", "show_diagnosis"
STALE_DAYS = 7
"""Days after which what was answered may no longer hold; from the questionnaire's note."""
LONGEST_ASPECT = 14
"""Characters up to which a message asks for one side of the result just shown."""
LONGEST_PLAIN = 30
"""Characters up to which one asks whether that result stands before an authority, or where to begin."""


def _follows(text: str, focus: Focus, _: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Go on with the diagnosis that was just put aside."""
    goes_on = lexicon.GO_ON.match(text) or lexicon.STILL_THERE.match(text)
    return (START, dict(focus.arguments)) if goes_on else None


def _form_said(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of a reader
    """Read an answer that says which form is meant, to begin anew or to go on."""
    return text if reading.read_form(text) or reading.read_anew(text) or lexicon.GO_ON.match(text) else None


@tool(
    wording.START_DIAGNOSIS,
    writes=True,
    readers={"form": reading.choose, "enterprise": read_name, "question": _form_said},
    follows=_follows,
    sure=reading.sure_of_starting,
)
async def start_diagnosis(
    context: ToolContext,
    form: Annotated[reading.Chosen | None, BeforeValidator(reading.chosen)] = None,
    enterprise: str | None = None,
    again: bool = False,  # noqa: FBT001, FBT002 -- arguments come by name
    question: str = "",
) -> Recorded:
    """Start a diagnosis of how digital an enterprise is, or go on with one that is not finished.

    Args:
        form: The quick form of 10 questions, whose result is an estimate, or the full one of 26; asked if not
            given. Later, where somebody was asked and would rather not do it now.
        enterprise: For operators, the enterprise's name or id.
        again: Give up one that is not finished and begin anew.
        question: The request in the person's words; what is not given is read from it.
    """
    if form == "later":
        return Recorded(text=wording.LATER, stage="none")
    form = form or reading.read_form(question)
    again = again or reading.read_anew(question)
    async with context.store.session() as session:
        # Whoever is no operator begins their own, by whatever name they call themselves.
        words = question if context.role == "operator" else ""
        firm = await enterprise_of(session, context, enterprise, words)
        named = {"enterprise": firm.id} if firm and context.role == "operator" else {}
        unfinished = await AssessmentRepository(session).unfinished(firm.id, lock=True) if firm else None
        lead = ""
        if unfinished is not None:
            outdated = unfinished.questionnaire != context.library.catalogs.questionnaire.version
            other = form is not None and form != unfinished.form and not reading.read_resume(question)
            if not again and not outdated and other:
                return await _which_of_two(session, context, unfinished, form or "quick", named)
            if not again and not outdated:
                return await _resumed(session, context, unfinished)
            if form is None and outdated:
                form = "quick" if unfinished.form == "quick" else "full"
            if form is not None:
                await (await Course.open(session, context, unfinished)).give_up()
                said = wording.OUTDATED if outdated else wording.GIVEN_UP
                lead = said.format(when=wording.moment(unfinished.started_at))
        if form is None:
            return _which_form(named, again=again)
        return await _begun(session, context, firm, form, lead)


@tool(
    wording.ANSWER_DIAGNOSIS,
    writes=True,
    readers={"answer": reading.read_answer},
    reads=reading.read_request,
    sure=reading.sure,
)
async def answer_diagnosis(  # noqa: PLR0913, PLR0917 -- arguments come by name
    context: ToolContext,
    answer: str,
    question_id: str | None = None,
    assessment: str | None = None,
    enterprise: str | None = None,
    change: bool = False,  # noqa: FBT001, FBT002 -- as above
    between: tuple[int, int] | None = None,
    spent: str = "",
) -> Recorded:
    """Answer the question of a diagnosis that is open, skip it, go back, stop for now, or correct an earlier answer.

    Args:
        answer: The number of an option, 1 to 5, or what the person said, such as that the third becomes 2.
        question_id: The question it answers, such as Q03; the one that is open by default.
        assessment: Id of the diagnosis; the unfinished one by default.
        enterprise: For operators, the enterprise's name or id.
        change: Replace the answer given to that question before.
        between: The two options that were asked between, counted from 0.
        spent: A sum that was told before, of which it was asked what it is a share of.
    """
    answer = reading.share_told(answer, question_id, spent) or answer
    async with context.store.session() as session:
        found, firm = await _meant(session, context, assessment, enterprise)
        if found is None:
            return _nothing_open(context, firm)
        if found.state == "abandoned":
            current = await AssessmentRepository(session).unfinished(found.enterprise_id, lock=True)
            if current is None:
                return _nothing_open(context, firm, wording.GIVEN_UP_ALREADY)
            resumed = await _resumed(session, context, current)
            return resumed.model_copy(update={"text": joined([wording.GIVEN_UP_ALREADY, resumed.text])})
        course = await Course.open(session, context, found)
        return await Step(course, context, answer, change=change, between=between).take(question_id)


def _asks_on(text: str, focus: Focus, _: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Ask for one side of the result just shown."""
    short = len(text) <= LONGEST_ASPECT and any(pattern.search(text) for pattern in lexicon.ASPECTS)
    plain = len(text) <= LONGEST_PLAIN and (lexicon.OFFICIAL.search(text) or lexicon.WHERE_TO_BEGIN.search(text))
    if not (short or plain) or lexicon.OF_ARCHIVE.search(text):
        return None
    return SHOW, {**focus.arguments, "question": text}


@tool(wording.SHOW_DIAGNOSIS, readers={"enterprise": read_name}, follows=_asks_on, sure=reading.sure_of_result)
async def show_diagnosis(context: ToolContext, enterprise: str | None = None, question: str = "") -> Shown:
    """Show an enterprise's last diagnosis: level, scores by dimension, pains, and what has changed since.

    Args:
        enterprise: For operators, the enterprise's name or id.
        question: The question in the person's words.
    """
    async with context.store.session() as session:
        firm = await enterprise_of(session, context, enterprise, question)
        assessments = AssessmentRepository(session)
        if firm is None:
            return _none_yet(None, {})
        named = {"enterprise": firm.id} if context.role == "operator" else {}
        unfinished = await assessments.unfinished(firm.id)
        waiting = ""
        if unfinished is not None:
            waiting = await _where(session, context, unfinished)
        latest = await assessments.latest(firm.id)
        if latest is None:
            rule = wording.LEFT_OUT_RULE if lexicon.LEFT_OUT.search(question) else ""
            return _none_yet(firm, named, unfinished, rule + waiting)
        previous = await assessments.before(latest)
    return _shown(context, firm, latest, previous, (unfinished, waiting), question)


async def _meant(
    session: Session, context: ToolContext, assessment: str | None, enterprise: str | None
) -> tuple[Assessment | None, Enterprise | None]:
    """Return the diagnosis that is answered: the one named, else the unfinished, else the last finished one."""
    assessments = AssessmentRepository(session)
    if assessment is not None:
        found = await assessments.get(assessment, lock=True)
        if found is None or (context.role != "operator" and found.enterprise_id != context.enterprise):
            msg = f"no assessment {assessment!r}"
            raise NotFound(msg, what="assessment", name=assessment)
        return found, await EnterpriseRepository(session).get(found.enterprise_id)
    firm = await enterprise_of(session, context, enterprise, "")
    if firm is None:
        return None, None
    unfinished = await assessments.unfinished(firm.id, lock=True)
    if unfinished is not None:
        return unfinished, firm
    latest = await assessments.latest(firm.id)
    return (await assessments.get(latest.id, lock=True) if latest else None), firm


async def _begun(session: Session, context: ToolContext, firm: Enterprise | None, form: Form, lead: str) -> Recorded:
    firm = firm or await EnterpriseRepository(session).own(context)
    version = context.library.catalogs.questionnaire.version
    begun = await AssessmentRepository(session).begin(firm.id, context.contact, form, version, context.now)
    course = await Course.open(session, context, begun)
    left_out = await course.leave_out()
    asked_first = await course.go_on()
    count = len(course.sheet.questions)
    words = context.question
    unnamed = form == "quick" and words.strip() and reading.read_form(words, {}) is None
    opening = wording.BEGUN_FOR if context.role == "operator" and firm.name else wording.BEGUN
    lines = [lead, opening.format(name=firm.name, form=wording.FORMS[form], count=count)]
    if left_out:
        places = [wording.POSITION.format(position=course.sheet.position(q.id)) for q in left_out]
        lacks = wording.LIST_COMMA.join(course.lacking(left_out))
        lines.append(wording.EXEMPT.format(lacks=lacks, positions=wording.LIST_COMMA.join(places)))
    lines.append(wording.TAKEN_QUICK if unnamed else "")
    if unnamed and asked_first is not None and reading.answers_at_once(words, asked_first):
        step = await Step(course, context, words, change=False).take(asked_first.id)
        return step.model_copy(update={"text": joined([*lines, step.text])})
    return _asking(course, asked_first.id if asked_first else None, lines, hint=True)


async def _resumed(session: Session, context: ToolContext, unfinished: Assessment) -> Recorded:
    days = (context.now - unfinished.updated_at).days
    long_ago = [wording.LONG_AGO.format(days=days)] if days > STALE_DAYS else []
    course = await Course.open(session, context, unfinished)
    waiting = await _where(session, context, unfinished, wording.RESUMED)
    if course.current is None:
        await course.go_on()
    else:
        await course.go_to(course.current)
    return _asking(course, unfinished.question, [waiting, *long_ago], hint=True)


def _asking(course: Course, question_id: str | None, lines: list[str], *, hint: bool) -> Recorded:
    question = course.sheet.find(question_id)
    if question is None:
        msg = "a diagnosis without a question"
        raise NotFound(msg, what="question", name=str(question_id))
    asked = ask(course.sheet, question, hint=hint)
    return Recorded(
        text=joined([*lines, asked.text]),
        pending=asked.pending,
        suggestions=asked.suggestions,
        assessment=course.assessment.id,
        form="quick" if course.assessment.form == "quick" else "full",
        stage="asking",
        question=question.id,
        position=course.sheet.position(question.id),
        count=len(course.sheet.questions),
    )


async def _where(
    session: Session, context: ToolContext, unfinished: Assessment, form: str = wording.UNFINISHED_TOO
) -> str:
    """Say since when a diagnosis waits, and where."""
    answers = await AssessmentRepository(session).answers(unfinished.id)
    sheet = Sheet.of(unfinished, context.library.catalogs.questionnaire, answers)
    return form.format(
        when=wording.moment(unfinished.started_at),
        form=wording.FORMS[unfinished.form],
        position=sheet.position(unfinished.question) or 1,
        count=len(sheet.questions),
        answered=sheet.answered(),
    )


def _which_form(named: dict[str, Any], *, again: bool) -> Recorded:
    known = {**named, **({"again": True} if again else {})}
    titles = (("quick", wording.QUICK_TITLE), ("full", wording.FULL_TITLE))
    choices = tuple(Suggestion(title=title, tool=START, arguments={"form": form, **known}) for form, title in titles)
    pending = Pending(tool=START, slot="form", arguments=known, question=wording.WHICH_FORM, choices=choices)
    return Recorded(text=wording.WHICH_FORM, pending=pending, stage="choosing")


async def _which_of_two(
    session: Session, context: ToolContext, unfinished: Assessment, form: Form, named: dict[str, Any]
) -> Recorded:
    """Ask whether to go on with one form or to give it up for the other."""
    old, new = wording.FORMS[unfinished.form], wording.FORMS[form]
    text = await _where(session, context, unfinished, wording.TWO_FORMS.format(new=new))
    choices = (
        Suggestion(
            title=wording.GO_ON_TITLE.format(form=old), tool=START, arguments={"form": unfinished.form, **named}
        ),
        Suggestion(
            title=wording.ANEW_TITLE.format(form=new), tool=START, arguments={"form": form, "again": True, **named}
        ),
    )
    pending = Pending(tool=START, slot="question", arguments={"form": form, **named}, question=text, choices=choices)
    return Recorded(text=text, pending=pending, stage="choosing", assessment=unfinished.id)


def _nothing_open(context: ToolContext, firm: Enterprise | None, lead: str = "") -> Recorded:
    named = {"enterprise": firm.id} if firm and context.role == "operator" else {}
    titles = (("quick", wording.QUICK_TITLE), ("full", wording.FULL_TITLE))
    return Recorded(
        text=joined([lead, wording.NOTHING_OPEN]),
        suggestions=tuple(Suggestion(title=t, tool=START, arguments={"form": f, **named}) for f, t in titles),
        stage="none",
    )


def _none_yet(
    firm: Enterprise | None, named: dict[str, Any], unfinished: Assessment | None = None, waiting: str = ""
) -> Shown:
    if unfinished is not None:
        resume = Suggestion(title=wording.RESUME_TITLE, tool=START, arguments=named)
        return Shown(text=waiting + wording.NO_RESULT_YET, suggestions=(resume,), unfinished=unfinished.id)
    titles = (("quick", wording.QUICK_TITLE), ("full", wording.FULL_TITLE))
    choices = tuple(Suggestion(title=t, tool=START, arguments={"form": f, **named}) for f, t in titles)
    if named:
        lead = wording.NONE_YET_FOR.format(name=firm.name) if firm and firm.name else wording.NONE_YET
        return Shown(text=lead, suggestions=choices)
    pending = Pending(tool=START, slot="form", question=wording.NOW, choices=choices, aside=True)
    return Shown(text=f"{wording.NONE_YET}{wording.NOW}", suggestions=choices, pending=pending)


def _shown(
    context: ToolContext,
    firm: Enterprise,
    latest: Assessment,
    previous: Assessment | None,
    waiting: tuple[Assessment | None, str],
    question: str,
) -> Shown:
    result = Result.model_validate(latest.result)
    before = Result.model_validate(previous.result) if previous else None
    earlier = Earlier(wording.day(_finished(previous)), before) if previous and before else None
    teller = Teller(result, context.library.catalogs.questionnaire)
    when = wording.day(_finished(latest))
    form = wording.FORMS[result.form]
    named = {"enterprise": firm.id} if context.role == "operator" else {}
    head = wording.OF_ENTERPRISE if named and firm.name else wording.WHEN_FORM
    change = teller.change(earlier)
    unfinished, left = waiting
    first = _first(teller, change, question)
    parts = [
        first,
        head.format(name=firm.name, when=when, form=form),
        teller.level().replace(first, "") if first else teller.level(),
        teller.dimensions(),
        teller.pains(),
        teller.contradictions(),
        change if earlier else "",
        teller.confidence().removesuffix(first),
        left,
        teller.statement(),
    ]
    return Shown(
        text=joined(list(dict.fromkeys(parts))),
        citations=cited(context.library),
        suggestions=following(result, named.get("enterprise")),
        attachments=(attached(latest.id),) if result.total is not None else (),
        focus=Focus(tool=SHOW, arguments=named, question=question or context.question),
        assessment=latest.id,
        finished_on=_finished(latest).date().isoformat(),
        result=result,
        previous=before,
        previous_on=_finished(previous).date().isoformat() if previous else None,
        unfinished=unfinished.id if unfinished else None,
    )


def _first(teller: Teller, change: str, question: str) -> str:
    """Return what a question is after, to be said first; nothing for the whole."""
    strongest, weakest = teller.ends()
    aspects = (
        (lexicon.CONTRADICTED, teller.contradictions() or wording.NO_CONTRADICTIONS),
        (lexicon.LEFT_OUT, teller.left_out()),
        (lexicon.OFFICIAL, wording.NOT_TO_APPLY_WITH),
        (lexicon.WHERE_TO_BEGIN, teller.pains()),
        (lexicon.WITH_PEERS, wording.WITH_PEERS),
        (lexicon.RESCORED, teller.level()),
        (lexicon.CHANGE, change),
        (lexicon.WEAKEST, weakest),
        (lexicon.STRONGEST, strongest),
        (lexicon.GATE, teller.next_level()),
        (lexicon.PAINS, teller.pains()),
        (lexicon.CONFIDENCE, teller.confidence() + wording.NOT_OFFICIAL),
    )
    return next((said for pattern, said in aspects if question and pattern.search(question)), "")


def _finished(assessment: Assessment) -> datetime:
    return assessment.finished_at or assessment.updated_at
