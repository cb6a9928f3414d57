"""Turns replies, turns and passages into what the chat page shows; pure, and ignorant of the chat framework."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from assistant.messages import PLANNER
from integrations.web import wording
from tools.domain.follow_ups import TOLD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assistant.messages import Reply, ToolCall
    from assistant.records import RecordedTurn, Relayed, Thread
    from assistant.sources import Excerpt, Neighbour, Sources
    from tools.kit.tool import Citation, Suggestion

MOST_CHIPS = 8
"""Citations named below an answer."""
MOST_FOUND = 5
"""Passages a tool's step lists."""
STEP_ICON = "book-open"
LONGEST_WORDS = 60
LONGEST_NEIGHBOUR = 160
PICTURE = "image/"
QUOTED = 24
"""Characters of a quotation that tell units of one label apart."""
SHORTEST_CLAUSE = 3
"""A shorter label, such as a chapter's number, is not looked for inside sentences."""
LONGEST_ANSWER = timedelta(minutes=3)
"""A turn without a reply is taken to be under way this long."""

_BOLD = re.compile(r"\*\*[^*\n]*(?P<last>[^*\n])\*\*(?P<next>\w?)")
_HAIR_SPACE = "\u200a"
_DIRECTIVE = re.compile(r":(?=[A-Za-z])")
_CATALOGUED = re.compile(r"[A-Z][A-Z0-9-]*")
_INTERNAL = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_NUMBER = re.compile(r"^[\d.]+ ")
_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)|https?://\S+")


def answer(reply: Reply, sources: Sources) -> str:
    """Write a reply as the Markdown the page shows: text, links to its sources, pictures and files, label.

    Args:
        reply: A finished reply; to words that went on to a person it is empty.
        sources: Where its citations are looked up.
    """
    if not reply.text:
        return ""
    parts = [_linked(_bold_closed(_plain_colons(reply.text)), reply.citations, sources), *_attached(reply)]
    if reply.generated:
        parts.append(wording.LABEL if reply.model == PLANNER else wording.LABEL_MODEL.format(model=reply.model))
    return "\n\n".join(parts)


def source_address(document: str, clause: str, words: str = "", *, text: bool = False) -> str:
    """Return the address of the page, or with ``text`` of the side view, that shows a cited passage."""
    fields = {"document": document, "clause": clause}
    if words:
        fields["quote"] = words[:QUOTED]
    return f"/source{'/text' if text else ''}?{urlencode(fields, quote_via=quote)}"


def summary(call: ToolCall | None, *, failed: bool = False) -> str:
    """Say in a few lines what a tool did.

    Args:
        call: The call with its result; None while it runs.
        failed: Whether it raised.
    """
    if failed or call is None:
        return wording.NOT_DONE
    words = [str(value) for value in call.arguments.values() if isinstance(value, str | int | float) and value != ""]
    words = [word for word in words if not _INTERNAL.fullmatch(word)]
    lines = [wording.SEARCHED.format(words=_cut(" ".join(words), LONGEST_WORDS))] if words else []
    passages = call.result.get("passages")
    if isinstance(passages, list) and passages:
        lines.append(wording.FOUND.format(count=len(passages)))
        lines.append("\n".join(_found(passages)))
    else:
        lines.append(wording.DONE)
    return "\n\n".join(lines)


def actions(message_id: str, suggestions: Sequence[Suggestion]) -> list[dict[str, Any]]:
    """Describe the buttons for what one might ask next.

    Args:
        message_id: The message that was answered; makes the buttons' ids.
        suggestions: As the reply offers them.
    """
    return [
        {
            "id": f"ask-{message_id}-{number}",
            "name": "ask",
            "label": suggestion.title,
            "payload": suggestion.model_dump(mode="json"),
            "forId": answer_id(message_id),
        }
        for number, suggestion in enumerate(suggestions)
    ]


def run_id(message_id: str) -> str:
    """Name the step that holds all that was done about a message; feedback refers to it."""
    return f"run-{message_id}"


def message_of(run: str) -> str:
    """Return the id of the message a step named by ``run_id`` is about."""
    return run.removeprefix("run-")


def answer_id(message_id: str) -> str:
    """Name the message that answers another."""
    return f"answer-{message_id}"


def moment(time: datetime) -> str:
    """Write a time as the page reads it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"


def steps(thread: Thread, titles: Mapping[str, str], sources: Sources, now: datetime) -> list[dict[str, Any]]:
    """Rebuild what the page showed of a conversation.

    Args:
        thread: The conversation as recorded.
        titles: The tools' titles by name.
        sources: Where citations are looked up.
        now: The time, which tells an answer under way from one that will not come.
    """
    told, shown = list(thread.relayed), []
    for turn in thread.turns:
        while told and told[0].created_at <= turn.created_at:
            shown.append(_told(thread.summary.id, told.pop(0)))
        shown += _turn_steps(thread.summary.id, turn, titles, sources, now)
    return shown + [_told(thread.summary.id, one) for one in told]


def unasked(turn: RecordedTurn) -> bool:
    """Tell whether a turn is something the platform said of its own accord, to no message."""
    return turn.message_id.startswith(TOLD)


def under_way(turn: RecordedTurn, now: datetime) -> bool:
    """Tell whether a turn's reply may still come."""
    return turn.reply is None and now - turn.created_at < LONGEST_ANSWER


def passage(excerpt: Excerpt) -> str:
    """Write a cited passage with its neighbours as Markdown for the side view."""
    head = " › ".join(escaped(heading) for heading in above(excerpt))
    binding = {"shall": wording.SHALL, "should": wording.SHOULD}.get(excerpt.modality or "")
    parts = [
        f"*{head}*",
        "\n".join(f"> {_plain_colons(line)}" for line in excerpt.text.split("\n")),
    ]
    if binding:
        parts.append(wording.BINDING.format(word=binding))
    if excerpt.plain:
        parts.append(wording.PLAIN.format(plain=_plain_colons(excerpt.plain)))
    if excerpt.below:
        parts += [f"**{wording.INSIDE}**", *(_neighbour(n, whole=True) for n in excerpt.below)]
    for title, neighbour in ((wording.ABOVE, excerpt.before), (wording.BELOW, excerpt.after)):
        if neighbour is not None and neighbour not in excerpt.below:
            parts += ["---", f"**{title}** {_neighbour(neighbour)}"]
    tail = [wording.EDITION.format(version=excerpt.version)] if excerpt.version else []
    if excerpt.links:
        links = wording.BETWEEN.join(wording.WEB_PAGE.format(number=n, url=u) for n, u in enumerate(excerpt.links, 1))
        tail.append(wording.WEB_PAGES.format(links=links))
    parts += ["---", f"*{wording.BETWEEN.join(tail)}*"] if tail else []
    return "\n\n".join(parts)


def heading_of(excerpt: Excerpt) -> str:
    """Name a passage by its label and its heading, saying neither twice."""
    return _heading(excerpt.clause, excerpt.title)


def above(excerpt: Excerpt) -> tuple[str, ...]:
    """Name what a passage stands in, from the top; a catalogue by what it is and not by the entry's number."""
    if not _CATALOGUED.fullmatch(excerpt.document):
        return (excerpt.document, *excerpt.path)
    return (_document(excerpt.document), *(heading for heading in excerpt.path if heading != excerpt.title))


def bare(neighbour: Neighbour) -> str:
    """Return a neighbour's text without the label it is linked by."""
    return _bare(neighbour.clause, neighbour.text)


def escaped(text: str) -> str:
    """Keep marks of Markdown in a text from being read as such."""
    return re.sub(r"([\[\]*_`\\])", r"\\\1", text)


def _attached(reply: Reply) -> list[str]:
    """Show the pictures that go with a reply, and link the files its text does not link itself."""
    attached = dict.fromkeys(reply.attachments)
    shown = [f"![{escaped(a.name)}]({a.path})" for a in attached if a.media_type.startswith(PICTURE)]
    files = [
        f"[{escaped(a.name)}]({a.path})"
        for a in attached
        if not a.media_type.startswith(PICTURE) and a.path not in reply.text
    ]
    return [*shown, *([wording.ATTACHED + wording.BETWEEN.join(files)] if files else [])]


# --- citations ----------------------------------------------------------------------------------------------------


def _linked(text: str, citations: Sequence[Citation], sources: Sources) -> str:
    """Make the first mention of each citation a link, and name those the text does not mention below it."""
    blocks = text.split("\n")
    rest: list[str] = []
    for citation in dict.fromkeys(citations):
        title = sources.title(citation.document, citation.clause)
        if title is None:
            continue
        address = source_address(citation.document, citation.clause, citation.quote)
        if not _mention(blocks, _names(citation, title), address):
            name = (
                citation.clause
                if _numbered(citation)
                else wording.OTHER_SOURCE.format(title=title, clause=citation.clause)
            )
            rest.append(f"[{escaped(name)}]({address})")
    linked = "\n".join(blocks)
    if not rest:
        return linked
    return f"{linked}\n\n{wording.CITED}{wording.BETWEEN.join(dict.fromkeys(rest[:MOST_CHIPS]))}"


def _numbered(citation: Citation) -> bool:
    return "/" in citation.document


def _names(citation: Citation, title: str) -> list[re.Pattern[str]]:
    if not _numbered(citation):
        return [re.compile(re.escape(form.format(title))) for form in wording.TITLE_FORMS]
    clause = re.escape(citation.clause)
    after = rf"(?![\d.]*\d|\s?[a-z]\)|\s?{wording.COUNTED})"
    exact = re.compile(rf"{re.escape(citation.document)} {clause}{after}")
    if len(citation.clause) < SHORTEST_CLAUSE:
        return [exact]
    return [exact, re.compile(rf"(?<![\d.A-Za-z]){clause}{after}")]


def _mention(lines: list[str], names: Sequence[re.Pattern[str]], address: str) -> bool:
    """Link the first mention outside quotations and other links; False if there is none."""
    for name in names:
        for index, line in enumerate(lines):
            if line.startswith(">"):
                continue
            taken = [match.span() for match in _LINK.finditer(line)]
            for match in name.finditer(line):
                start, end = match.span()
                if any(start < b and a < end for a, b in taken):
                    continue
                found = match.group()
                bold = found.startswith("**")
                words = escaped(found.strip("*"))
                link = f"[{words}]({address})"
                # Between a letter and the bracket of a link, asterisks would stand as they are.
                bold = bold and not line[start - 1 : start].isalnum()
                lines[index] = line[:start] + (f"**{link}**" if bold else link) + line[end:]
                return True
    return False


def _bold_closed(text: str) -> str:
    """Part what is bold and ends with a bracket from the word behind it: Markdown takes it for plain text otherwise."""

    def closed(match: re.Match[str]) -> str:
        ends = match["next"] and not match["last"].isalnum() and not match["last"].isspace()
        return f"{match.group()[:-1]}{_HAIR_SPACE}{match['next']}" if ends else match.group()

    return _BOLD.sub(closed, text)


def _plain_colons(text: str) -> str:
    """Keep a colon before a letter from being read as a directive of the page's Markdown."""
    return _DIRECTIVE.sub(r"\\:", text)


# --- passages and turns -------------------------------------------------------------------------------------------


def _neighbour(neighbour: Neighbour, *, whole: bool = False) -> str:
    link = f"[{escaped(neighbour.clause)}]({source_address(neighbour.document, neighbour.clause, neighbour.text)})"
    text = bare(neighbour).replace("\n", " ")
    return f"{link} {_plain_colons(text if whole else _cut(text, LONGEST_NEIGHBOUR))}"


def _found(passages: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [
        wording.FOUND_LINE.format(
            document=escaped(_document(str(p.get("document", "")))),
            heading=escaped(_heading(str(p.get("clause", "")), str(p.get("title", "")))),
        )
        for p in passages[:MOST_FOUND]
    ]
    more = len(passages) - MOST_FOUND
    return [*lines, wording.FOUND_MORE.format(count=more)] if more > 0 else lines


def _document(document: str) -> str:
    if not _CATALOGUED.fullmatch(document):
        return document
    return wording.SCENARIOS if document.startswith("SC-") else wording.POLICY


def _heading(clause: str, title: str) -> str:
    if title.startswith(clause):
        return title
    if clause.startswith(wording.ANNEX):
        return f"{clause} {_bare(clause, title)}"
    if clause[:1].isdigit():
        return f"{clause} {_NUMBER.sub('', title)}"
    return f"{title} {clause}"


def _bare(clause: str, text: str) -> str:
    for label in (clause, clause.rpartition(" ")[2]):
        if text.startswith((f"{label} ", f"{label}\n")):
            return text[len(label) + 1 :].lstrip()
    return text


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit] + wording.CUT


def _turn_steps(
    thread_id: str, turn: RecordedTurn, titles: Mapping[str, str], sources: Sources, now: datetime
) -> list[dict[str, Any]]:
    began, ended = moment(turn.created_at), moment(turn.finished_at or turn.created_at)

    def step(name: str, kind: str, **values: object) -> dict[str, Any]:
        shared = {"threadId": thread_id, "parentId": run_id(turn.message_id), "input": "", "output": ""}
        times = {"createdAt": ended, "start": began, "end": ended}
        return {**shared, **times, "name": name, "type": kind, "metadata": {}, "streaming": False, **values}

    if unasked(turn):
        words = answer(turn.reply, sources) if turn.reply else ""
        return [step(wording.PRODUCT, "assistant_message", id=answer_id(turn.message_id), parentId=None, output=words)]
    said = turn.text or titles.get(turn.tool or "", "") or wording.PRESSED
    rebuilt = [
        step(wording.VISITOR, "user_message", id=turn.message_id, parentId=None, output=said, createdAt=began),
        step(
            "on_message",
            "run",
            id=run_id(turn.message_id),
            parentId=turn.message_id,
            createdAt=began,
            feedback=_feedback(turn),
        ),
    ]
    if turn.reply is None:
        text = wording.ANSWERING if under_way(turn, now) else wording.UNFINISHED
    else:
        text = answer(turn.reply, sources)
        rebuilt += [
            step(
                titles.get(call.name, call.name),
                "tool",
                id=f"tool-{turn.message_id}-{number}",
                output=summary(call),
                showInput=False,
                metadata={"icon": STEP_ICON},
                createdAt=began,
            )
            for number, call in enumerate(turn.reply.tool_calls)
        ]
    if not text:
        return rebuilt
    return [*rebuilt, step(wording.PRODUCT, "assistant_message", id=answer_id(turn.message_id), output=text)]


def _told(thread_id: str, relayed: Relayed) -> dict[str, Any]:
    """Show what a person said between the turns."""
    at = moment(relayed.created_at)
    return {
        "threadId": thread_id,
        "id": f"told-{relayed.id}",
        "parentId": None,
        "name": wording.PRODUCT,
        "type": "assistant_message",
        "input": "",
        "output": relayed.text,
        "createdAt": at,
        "start": at,
        "end": at,
        "metadata": {},
        "streaming": False,
    }


def _feedback(turn: RecordedTurn) -> dict[str, Any] | None:
    if turn.opinion is None:
        return None
    value = 1 if turn.opinion.score > 0 else 0
    return {"id": turn.id, "forId": run_id(turn.message_id), "value": value, "comment": turn.opinion.comment}
