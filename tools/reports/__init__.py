"""The report of a diagnosis: its content is kept with a link; what it looks like is made when somebody opens it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.database.repositories.assessments import AssessmentRepository
from tools.database.repositories.reports import ReportRepository
from tools.database.repositories.speaking import enterprise_of
from tools.documents.charts import attached
from tools.domain.region import read_name
from tools.domain.reporting import number_of, shown_number
from tools.kit.errors import NotFound
from tools.kit.tool import Attachment, Focus, Suggestion, ToolContext, ToolResult, tool
from tools.reports.composing import compose
from tools.reports.gathering import gather
from tools.wording import diagnosis as diagnosis_words
from tools.wording import reports as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session
    from tools.database.models import Assessment, Enterprise, Report

MAKE, REVOKE = "make_report", "revoke_report"
TOKEN_BYTES = 24
LIFETIME = timedelta(days=90)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
PAGE_PATH, DOCX_PATH, PDF_PATH = "/r/{token}", "/r/{token}/report.docx", "/r/{token}/report.pdf"


class Made(ToolResult):
    """A report.

    Attributes:
        report: Its id; None where there is no finished diagnosis.
        assessment: The diagnosis it is of.
        conclusion: In one sentence.
        number: The content's number, in full.
        link: Where its page is; ``docx`` and ``pdf`` where the documents are.
        docx: See ``link``.
        pdf: See ``link``.
        valid_until: The last day the links open it, ISO.
        again: It had been made before, and nothing has changed.
    """

    report: str | None = None
    assessment: str | None = None
    conclusion: str | None = None
    number: str | None = None
    link: str | None = None
    docx: str | None = None
    pdf: str | None = None
    valid_until: str | None = None
    again: bool = False


class Revoked(ToolResult):
    """Links that open nothing any more.

    Attributes:
        revoked: Numbers of the reports whose links were made invalid, the newest first.
        left: How many others still open a report.
    """

    revoked: tuple[str, ...] = ()
    left: int = 0


def _once_more(text: str, focus: Focus, _: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Give the links of the report once more that was just made, or close them."""
    if len(text) <= wording.LONGEST_CLOSING and wording.CLOSES.search(text):
        return REVOKE, dict(focus.arguments)
    if len(text) > wording.LONGEST_AGAIN or not wording.AGAIN.search(text):
        return None
    return MAKE, dict(focus.arguments)


@tool(wording.MAKE_REPORT, writes=True, readers={"enterprise": read_name}, follows=_once_more)
async def make_report(context: ToolContext, enterprise: str | None = None, question: str = "") -> Made:
    """Make the report of an enterprise's last diagnosis: a page behind a link, a Word document and a PDF.

    Args:
        enterprise: For operators, the enterprise's name or id.
        question: The request in the person's words.
    """
    async with context.store.session() as session:
        firm = await enterprise_of(session, context, enterprise, question)
        assessments = AssessmentRepository(session)
        latest = await assessments.latest(firm.id) if firm else None
        if firm is None or latest is None:
            return await _none_yet(session, context, firm)
        content = compose(await gather(session, context.library.catalogs, latest), context.now)
        number = number_of(content)
        reports = ReportRepository(session)
        found = await reports.same(latest, number, context.now)
        report = found or await reports.add(
            latest,
            content.model_dump(mode="json"),
            number,
            token=secrets.token_urlsafe(TOKEN_BYTES),
            contact_id=context.contact,
            now=context.now,
            expires_at=context.now + LIFETIME,
        )
        return _made(context, firm, latest, report, content.conclusion, again=found is not None)


def _anew(text: str, focus: Focus, _: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Make a report with a new link in the place of one whose link was just made invalid."""
    return (MAKE, dict(focus.arguments)) if wording.ANEW.match(text) else None


@tool(wording.REVOKE_REPORT, writes=True, readers={"enterprise": read_name}, follows=_anew)
async def revoke_report(
    context: ToolContext,
    enterprise: str | None = None,
    number: str | None = None,
    every: bool = False,  # noqa: FBT001, FBT002 -- arguments come by name
    question: str = "",
) -> Revoked:
    """Make the link of an enterprise's newest report invalid, or those of one number, or all.

    Args:
        enterprise: For operators, the enterprise's name or id.
        number: The report's content number, or its beginning; the newest by default.
        every: All links that still open a report.
        question: The request in the person's words.
    """
    words = normalise(question)
    every = every or wording.ALL.search(words) is not None
    written = wording.NUMBER.search(words)
    number = number or (written.group() if written else None)
    async with context.store.session() as session:
        firm = await enterprise_of(session, context, enterprise, question)
        reports = ReportRepository(session)
        valid = await reports.open(firm.id, context.now) if firm else ()
        meant = [r for r in valid if r.content_number.startswith(number.lower())] if number else list(valid)
        if number and not meant:
            msg = f"no open report {number!r}"
            raise NotFound(msg, what="report", name=number)
        meant = meant if every or number else meant[:1]
        await reports.revoke(meant, context.now)
    return _revoked(context, firm, meant, len(valid) - len(meant))


def _named(context: ToolContext, firm: Enterprise | None) -> dict[str, str]:
    return {"enterprise": firm.id} if firm is not None and context.role == "operator" else {}


async def _none_yet(session: Session, context: ToolContext, firm: Enterprise | None) -> Made:
    named = _named(context, firm)
    unfinished = await AssessmentRepository(session).unfinished(firm.id) if firm else None
    if unfinished is not None:
        text = wording.UNFINISHED.format(form=diagnosis_words.FORMS[unfinished.form])
        resume = Suggestion(title=wording.RESUME_TITLE, tool="start_diagnosis", arguments=named)
        return Made(text=text, suggestions=(resume,))
    text = wording.NONE_YET_FOR.format(name=firm.name) if named and firm and firm.name else wording.NONE_YET
    titles = (("quick", wording.QUICK_TITLE), ("full", wording.FULL_TITLE))
    begin = (Suggestion(title=t, tool="start_diagnosis", arguments={"form": f, **named}) for f, t in titles)
    return Made(text=text, suggestions=tuple(begin))


def _made(
    context: ToolContext,
    firm: Enterprise,
    assessment: Assessment,
    report: Report,
    conclusion: str,
    *,
    again: bool,
) -> Made:
    named = _named(context, firm)
    other = bool(named and firm.name)
    forms = (wording.SAME, wording.SAME_FOR) if again else (wording.MADE, wording.MADE_FOR)
    links = {
        name: context.address + path.format(token=report.token)
        for name, path in (("link", PAGE_PATH), ("docx", DOCX_PATH), ("pdf", PDF_PATH))
    }
    valid = wording.VALID.format(day=wording.day(report.expires_at), number=shown_number(report.content_number))
    parts = [
        forms[other].format(title=wording.TITLE, name=firm.name),
        conclusion,
        wording.LINKS.format(**links),
        valid + wording.STATEMENT,
    ]
    steps = [
        (wording.SCENARIOS_TITLE, "recommend_scenarios", named),
        (wording.POLICIES_TITLE, "match_policies", named),
        (wording.REVOKE_TITLE, REVOKE, {"number": report.content_number, **named}),
    ]
    return Made(
        text="\n\n".join(parts),
        suggestions=tuple(Suggestion(title=t, tool=name, arguments=arguments) for t, name, arguments in steps),
        attachments=(
            attached(assessment.id),
            Attachment(name=wording.DOCX_FILE, media_type=DOCX, path=DOCX_PATH.format(token=report.token)),
            Attachment(name=wording.PDF_FILE, media_type=PDF, path=PDF_PATH.format(token=report.token)),
        ),
        focus=Focus(tool=MAKE, arguments=named, question=context.question),
        report=report.id,
        assessment=assessment.id,
        conclusion=conclusion,
        number=report.content_number,
        valid_until=report.expires_at.astimezone(wording.SHANGHAI).date().isoformat(),
        again=again,
        **links,
    )


def _revoked(context: ToolContext, firm: Enterprise | None, reports: Sequence[Report], left: int) -> Revoked:
    named = _named(context, firm)
    again = Suggestion(title=wording.AGAIN_TITLE, tool="make_report", arguments=named)
    if not reports:
        return Revoked(text=wording.NOTHING_OPEN, suggestions=(again,))
    lines = "\n".join(
        wording.REVOKED_LINE.format(day=wording.day(r.created_at), number=shown_number(r.content_number))
        for r in reports
    )
    form = wording.REVOKED_FOR if named and firm and firm.name else wording.REVOKED
    text = form.format(count=len(reports), lines=lines, name=firm.name if firm else "")
    suggestions = [again]
    if left:
        text += "\n\n" + wording.REVOKED_LEFT.format(count=left)
        everything = Suggestion(title=wording.REVOKE_ALL_TITLE, tool=REVOKE, arguments={"every": True, **named})
        suggestions.insert(0, everything)
    return Revoked(
        text=text,
        suggestions=tuple(suggestions),
        focus=Focus(tool=REVOKE, arguments=named, question=context.question),
        revoked=tuple(r.content_number for r in reports),
        left=left,
    )
