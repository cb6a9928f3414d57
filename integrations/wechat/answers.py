"""The pages behind short addresses: a whole answer with its sources, and the way to a longer address."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from assistant.links import CHART, Links
from assistant.messages import PLANNER
from assistant.reports import Reports
from assistant.sources import Sources
from integrations.wechat import wording
from integrations.wechat.markup import html
from integrations.wechat.showing import HEADERS, page, problem
from tools.documents.charts import PNG
from tools.kit.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.bootstrap import Application
    from assistant.links import Answer
    from assistant.messages import Reply
    from assistant.reports import Scores

FILES = "/files/"
"""Files of the chat's visitors; people on WeChat have their own way to them."""
ARCHIVE = "/files/archive."
QUOTED = 24
"""Characters of a quotation that tell units of one label apart."""
LONGEST_QUOTE, MOST_QUOTES = 120, 3
"""Characters and quotations up to which they stand open; longer or more of them are folded up."""


@dataclass(frozen=True, slots=True)
class Source:
    """A citation as the page shows it."""

    name: str
    title: str
    address: str
    quote: str
    folded: bool


def router(application: Application) -> APIRouter:
    """Make the routes of ``/a`` and ``/s``.

    Args:
        application: Everything below the channels.
    """
    routes, reports, sources = APIRouter(), Reports(application.database), Sources(application.library)
    public = application.settings.public_base_url.rstrip("/")
    links = Links(application.database, application.clock, public)

    async def chart(answer: Answer) -> Scores | None:
        """Return what the chart of an answer shows, while it is still to be had for who asked."""
        if answer.assessment is None:
            return None
        try:
            return await reports.scores(answer.assessment, answer.contact_id, operator=answer.operator)
        except NotFound:
            return None

    @routes.get("/a/{token}")
    async def answer(token: str) -> Response:
        found = await links.answer(token)
        if found is None or not found.reply.text:
            return problem(wording.LINK_GONE, 404)
        leads_to = _leads_to(token, public)
        scores = await chart(found)
        return page(
            "answer",
            question=found.question,
            asked_at=found.asked_at,
            expires_at=found.expires_at,
            text=html(found.reply.text, leads_to),
            label=_label(found.reply),
            radar=f"/a/{token}/radar.png" if scores else None,
            alt=wording.chart(scores.now) if scores else "",
            sources=_sources(found.reply, sources),
            files=_files(found.reply, leads_to),
        )

    @routes.get("/a/{token}/radar.png")
    async def radar(token: str) -> Response:
        found = await links.answer(token)
        scores = await chart(found) if found else None
        if scores is None:
            return problem(wording.LINK_GONE, 404)
        try:
            picture = await asyncio.to_thread(reports.chart, scores)
        except Unavailable:
            return problem(wording.LINK_GONE, 404)
        return Response(picture, media_type=PNG, headers=HEADERS)

    @routes.get("/s/{token}")
    async def short(token: str) -> Response:
        target = await links.target(token)
        if target is None:
            return problem(wording.LINK_GONE, 404)
        return RedirectResponse(target, 302, HEADERS)

    return routes


def source_address(document: str, clause: str, words: str) -> str:
    """Return the address of the page that shows a cited passage.

    Args:
        document: As cited.
        clause: As cited.
        words: Of the passage, which tell units of one label apart.
    """
    fields = {"document": document, "clause": clause} | ({"quote": words[:QUOTED]} if words else {})
    return f"/source?{urlencode(fields, quote_via=quote)}"


def _sources(reply: Reply, sources: Sources) -> list[Source]:
    """Return each citation once, in order; one that is no longer held is quoted without a link."""
    shown, citations = [], dict.fromkeys(reply.citations)
    for cited in citations:
        title = sources.title(cited.document, cited.clause)
        # A catalogue's entries are known by their titles, a document's clauses by their numbers.
        named = "/" in cited.document or title is None
        name = f"{cited.document} {cited.clause}" if named else wording.ENTRY.format(title=title, clause=cited.clause)
        shown.append(
            Source(
                name=name,
                title=_rest(title, cited.clause) if title and named else "",
                address="" if title is None else source_address(cited.document, cited.clause, cited.quote),
                quote=cited.quote,
                folded=len(citations) > MOST_QUOTES or len(cited.quote) > LONGEST_QUOTE,
            )
        )
    return shown


def _rest(title: str, clause: str) -> str:
    """Return a heading without the number it shares with the clause."""
    number, _, words = title.partition(" ")
    return words if words and clause.startswith(number) else title


def _files(reply: Reply, leads_to: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return names and addresses of the files that go with a reply and that its text does not link."""
    attached = [one for one in dict.fromkeys(reply.attachments) if one.path not in reply.text]
    found = [(one.name, leads_to(one.path)) for one in attached if not one.path.startswith(CHART)]
    return [(name, address) for name, address in found if not address.startswith(FILES)]


def _label(reply: Reply) -> str:
    if not reply.generated:
        return ""
    return wording.LABEL if reply.model == PLANNER else wording.LABEL_MODEL.format(model=reply.model)


def _leads_to(token: str, public: str) -> Callable[[str], str]:
    """Make what sends links to files of the chat's visitors to where people on WeChat find the same."""

    def leads_to(address: str) -> str:
        path = address.removeprefix(public)
        if path.startswith(CHART):
            return f"/a/{token}/radar.png"
        if path.startswith(ARCHIVE) and "?" not in path:
            return f"/h5/archive.{path.removeprefix(ARCHIVE)}"
        return address

    return leads_to
