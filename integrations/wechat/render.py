"""Turns replies into text messages of WeChat: no Markdown, choices to tap, a link where not all fits; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypedDict

from assistant.messages import PLANNER
from integrations.wechat import wording
from integrations.wechat.choosing import choices, numbered, typed, without
from integrations.wechat.plaintext import address, inert, link, plain
from integrations.wechat.splitting import LIMIT, beginning, glued, size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Unpack

    from assistant.messages import Reply
    from tools.kit.tool import Citation

__all__ = ["MOST_CARRIED", "Composed", "How", "choices", "combined", "compose", "handed_over", "numbered", "plain"]

LONGEST_MODEL = 40
"""Characters of a model's name."""
LONGEST_QUESTION, SHORTEST_QUESTION = 30, 12
"""Characters of a question that is quoted, and of one beside a link alone."""
MOST_CARRIED = 5
"""Earlier answers one message has room to name."""
MOST_SOURCES = 3
MOST_TAIL = 600
"""Bytes of the question at a reply's end that stay whatever is cut."""
SHORTEST, LEAST = 240, 120
"""Bytes of text a message keeps beside its choices, and below which one of several answers is only linked."""
SHORTEST_CLAUSE = 3
"""A shorter label, such as a chapter's number, is not looked for inside sentences."""
FULLER = (0.5, 0.8, 0.95)
"""How full the first message must be, tried in turn until all fits."""
GAP = "\n\n"
LAST = 3
"""Paragraphs from the end in which the question of a reply with choices is looked for."""

_ANNOUNCES = ("：", ":")
_ASKS = re.compile(r"[?？](?:[”’」』）)】]*|（[^（）]*）)$", re.MULTILINE)
_MARK = re.compile(r"[?？]")
_LAST_SENTENCE = re.compile(r"[^。！？!?\n]*[?？][^\n]*$")
_CATALOGUED = re.compile(r"[A-Z][A-Z0-9-]*")
_TYPED = {wording.CHOOSE_NUMBER: wording.CHOOSE_NUMBER_TYPED, wording.CHOOSE: wording.CHOOSE_TYPED}
_SOURCE_LINE = re.compile(rf"^{wording.SOURCE}(?!.*<a )(.+?)(（[^（）\n]*）)?$", re.MULTILINE)


class How(TypedDict):
    """How an answer is put into messages; see ``compose``."""

    most: int
    page: str
    token: str
    base: str
    shorten: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Composed:
    """The messages of an answer.

    Attributes:
        parts: At most ``LIMIT`` bytes each, in order; none where there is nothing to say.
        complete: Whether they say all the reply says, but for its pictures.
        numbered: Whether a number alone presses a choice; not where the text has numbers of its own.
    """

    parts: tuple[str, ...]
    complete: bool = True
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class _Draft:
    """What an answer consists of, as it is shown; the text includes the question it ends in."""

    text: str
    question: str
    notes: tuple[str, ...]
    choices: tuple[str, ...]
    typed: tuple[str, ...]
    heading: str
    label: str
    more: str

    def end(self, *, notes: bool = True) -> str:
        """Return what stands below the text."""
        chosen = "\n".join((self.heading, *self.choices) if self.heading else self.choices) if self.choices else ""
        return _joined(*(self.notes if notes else ()), chosen, self.label)


def compose(reply: Reply, *, most: int, page: str, token: str, base: str, shorten: Callable[[str], str]) -> Composed:
    """Put a reply into text messages.

    Where it doesn't fit, the text is cut at the end of a sentence and a link leads to the rest; the question at its
    end and the choices stay.

    Args:
        reply: A finished reply; of one without text there is nothing to say.
        most: Messages that may be used.
        page: Address of the page with the whole answer.
        token: What the ids of the choices begin with.
        base: The address that relative links are taken from.
        shorten: Gives a short address for one over 200 bytes.

    Raises:
        ValueError: There may be no message at all, or the token is too long.
    """
    return _compose(reply, "", most=most, page=page, token=token, base=base, shorten=shorten)


def handed_over(question: str, reply: Reply, **how: Unpack[How]) -> Composed:
    """Put a reply that comes late into messages that say what was asked.

    Args:
        question: As it was typed; may be empty.
        reply: The answer.
        **how: As for ``compose``.
    """
    return _compose(reply, _handing_over(question), **how)


def combined(
    earlier: Sequence[tuple[str, Reply, str]],
    now: Reply | None,
    *,
    page: str,
    token: str,
    base: str,
    shorten: Callable[[str], str],
) -> str:
    """Put several answers into one message; those that don't fit are cut and linked.

    Args:
        earlier: Question, answer and address of its page, in order; at most ``MOST_CARRIED``.
        now: The answer to what was asked last; None where only earlier ones are handed over.
        page: Address of its page.
        token: What the ids of the last answer's choices begin with.
        base: The address that relative links are taken from.
        shorten: Gives a short address for one over 200 bytes.

    Returns:
        At most ``LIMIT`` bytes; empty where there is no answer.

    Raises:
        ValueError: There are more answers than one message can name, or the token is too long.
    """
    if len(earlier) > MOST_CARRIED:
        msg = f"{len(earlier)} answers don't fit into one message, at most {MOST_CARRIED}"
        raise ValueError(msg)
    draft = partial(_draft, token=token, base=base, shorten=shorten)
    answers = [(question, reply, own) for question, reply, own in earlier if reply.text]
    entries = [_Entry(q, draft(reply, page=own), address(own, base, shorten) or own) for q, reply, own in answers]
    if now is not None and now.text:
        entries.append(_Entry(None, draft(now, page=page), address(page, base, shorten) or page))
    if not entries:
        return ""
    *before, last = entries
    if not before:
        return _fitted(_led(last.draft, last.lead()), 1).parts[0]
    label = next((entry.draft.label for entry in reversed(entries) if entry.draft.label), "")
    room = LIMIT - len(GAP) * len(entries) - sum(size(entry.linked()) for entry in entries)
    if size(last.draft.question) + size(label) + len(GAP) < room:
        room -= size(last.draft.question) + len(GAP)
        last = replace(last, asks=True)
    end = _with_room(replace(last.draft, label=label), room).end(notes=False)
    return _joined(*_shared([*before, last], LIMIT - size(end) - len(GAP)), end)


# --- one answer ---------------------------------------------------------------------------------------------------


def _compose(reply: Reply, lead: str, **how: Unpack[How]) -> Composed:
    if how["most"] < 1:
        msg = "an answer takes at least one message"
        raise ValueError(msg)
    if not reply.text:
        return Composed(())
    draft = _draft(reply, page=how["page"], token=how["token"], base=how["base"], shorten=how["shorten"])
    return replace(_fitted(_led(draft, lead) if lead else draft, how["most"]), numbered=numbered(reply))


def _draft(reply: Reply, *, page: str, token: str, base: str, shorten: Callable[[str], str]) -> _Draft:
    own = address(page, base, shorten) or page
    numbers = numbered(reply)
    text = plain(reply.text, base=base, shorten=shorten) or inert(reply.text).strip()
    if numbers:
        text = _joined(*without(text, reply.suggestions).split(GAP))
    text = _SOURCE_LINE.sub(lambda found: f"{wording.SOURCE}{link(own, found[1])}{found[2] or ''}", text)
    question = _question(text, choices=bool(reply.suggestions))
    asked = question or text.endswith(_ANNOUNCES)
    label = wording.LABEL
    if reply.model != PLANNER:
        label = wording.LABEL_MODEL.format(model=inert(reply.model)[:LONGEST_MODEL])
    return _Draft(
        text=text,
        question=question,
        notes=tuple(note for note in (_basis(reply, text, own), _attached(reply, own)) if note),
        choices=choices(reply.suggestions, token, numbers=numbers),
        typed=typed(reply.suggestions, numbers=numbers),
        heading="" if asked else wording.CHOOSE_NUMBER if numbers else wording.CHOOSE,
        label=label if reply.generated else "",
        more=wording.MORE.format(link=link(own, wording.MORE_LINK)),
    )


def _led(draft: _Draft, lead: str) -> _Draft:
    return replace(draft, text=_joined(lead, draft.text))


def _fitted(draft: _Draft, most: int) -> Composed:
    """Spread an answer over the messages there are, or cut it."""
    whole = _joined(draft.text, draft.end())
    if size(whole) <= LIMIT:
        return Composed((whole,))
    draft = _with_room(draft, LIMIT - SHORTEST - MOST_TAIL - size(draft.more) - 2 * len(GAP))
    continued = wording.LABEL_CONTINUED if draft.label else wording.CONTINUED
    room = LIMIT - size(continued) - len(GAP)
    end = draft.end()
    for full in FULLER if most > 1 else ():
        parts, rest = _first_parts(draft.text, most - 1, room, LIMIT - size(end) - len(GAP), full)
        if size(_joined(rest, end)) <= LIMIT:
            kept = len(draft.choices) == len(draft.typed)
            return Composed((*(_joined(part, continued) for part in parts), _joined(rest, end)), complete=kept)
    body = draft.text.removesuffix(draft.question)
    end = _joined(draft.question, draft.end(notes=False))
    room_last = LIMIT - size(draft.more) - size(end) - 2 * len(GAP)
    parts, rest = _first_parts(body, most - 1, room, room_last, FULLER[0])
    last = _joined(_cut(rest, room_last) + "\n" + draft.more, end)
    return Composed((*(_joined(part, continued) for part in parts), last), complete=False)


def _with_room(draft: _Draft, room: int) -> _Draft:
    """Make room below the text: choices that are typed instead of tapped, and fewer of them only where it must be."""
    if size(draft.end(notes=False)) > room:
        draft = replace(draft, choices=draft.typed, heading=_TYPED.get(draft.heading, ""))
    while draft.choices and size(draft.end(notes=False)) > room:
        draft = replace(draft, choices=draft.choices[:-1])
    return draft


def _first_parts(text: str, most: int, room: int, room_last: int, full: float) -> tuple[list[str], str]:
    """Cut off as many parts as there are and it takes until the rest has room; returns them and the rest."""
    parts: list[str] = []
    while len(parts) < most and size(text) > room_last:
        part = beginning(text, max(min(room, size(text) - 1), LIMIT // 8), full=full)
        parts.append(part.strip())
        text = text[len(part) :].lstrip("\n")
    return parts, text


def _cut(text: str, room: int) -> str:
    """Return the beginning of a text, up to where something ends, and without a line that leads to nothing."""
    if size(text) <= room:
        return text.strip()
    lines = beginning(text, room).strip().split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].rstrip().endswith(_ANNOUNCES)):
        lines.pop()
    return "\n".join(lines)


def _question(text: str, *, choices: bool) -> str:
    """Return the question a reply ends in, with what follows it; empty where it ends in none."""
    paragraphs = text.split(GAP)
    last = len(paragraphs) - 1
    for index in range(last, max(-1, last - (LAST if choices else 1)), -1):
        if not (_ASKS if index < last else _MARK).search(paragraphs[index]):
            continue
        tail = GAP.join(paragraphs[index:])
        sentence = _LAST_SENTENCE.search(tail)
        return next((found for found in (tail, sentence.group() if sentence else "") if size(found) <= MOST_TAIL), "")
    return ""


# --- several answers ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    """One of several answers in a message; its question is None for what was asked last."""

    question: str | None
    draft: _Draft
    page: str
    asks: bool = False
    """Whether the question it ends in is kept."""

    def lead(self) -> str:
        """Return what stands above the answer where it comes alone."""
        return "" if self.question is None else _handing_over(self.question)

    def heading(self, longest: int = LONGEST_QUESTION) -> str:
        """Return what stands above the answer among others."""
        if self.question is None:
            return wording.THIS_TIME
        said = _said(self.question, longest)
        return wording.EARLIER.format(question=said) if said else wording.EARLIER_BLANK

    def whole(self) -> str:
        """Return all of the answer."""
        return f"{self.heading()}\n{_joined(self.draft.text, *self.draft.notes)}"

    def linked(self) -> str:
        """Return the least there must be."""
        return self.heading(SHORTEST_QUESTION) + link(self.page, wording.ONLY_LINK)

    def within(self, room: int) -> str:
        """Return as much of the answer as there is room for, at least its link."""
        if size(self.whole()) <= room:
            return self.whole()
        asked = self.draft.question if self.asks else ""
        more = wording.CUT + link(self.page, wording.MORE_LINK)
        left = room - size(_joined(self.heading(), more, asked))
        if left >= LEAST:
            return _joined(f"{self.heading()}\n{_cut(self.draft.text.removesuffix(asked), left)}\n{more}", asked)
        linked = _joined(self.linked(), asked)
        return linked if size(linked) <= room else self.linked()


def _shared(entries: Sequence[_Entry], room: int) -> Iterator[str]:
    """Give what was asked last up to half the room, and the others what they need, or equal shares."""
    room -= len(GAP) * (len(entries) - 1)
    order = sorted(range(len(entries)), key=lambda index: size(entries[index].whole()))
    order.sort(key=lambda index: entries[index].question is not None)
    written: dict[int, str] = {}
    for place, index in enumerate(order):
        least = [size(entries[other].linked()) for other in order[place:]]
        equals = 2 if entries[index].question is None else len(least)
        share = min(max(room // equals, least[0]), room - sum(least[1:]))
        written[index] = entries[index].within(share)
        room -= size(written[index])
    return (written[index] for index in range(len(entries)))


def _handing_over(question: str) -> str:
    said = _said(question, LONGEST_QUESTION)
    return wording.HANDED_OVER.format(question=said) if said else wording.HANDED_OVER_BLANK


def _said(question: str, longest: int) -> str:
    """Quote a question in short."""
    words = inert(" ".join(question.split()))
    if len(words) <= longest:
        return words
    while longest > 1 and glued(words, longest):
        longest -= 1
    return words[:longest].rstrip() + wording.CUT


# --- what stands below the text -----------------------------------------------------------------------------------


def _attached(reply: Reply, page: str) -> str:
    """Link the page for pictures and for files the text does not link itself."""
    names = [a.name for a in dict.fromkeys(reply.attachments) if a.path not in reply.text]
    return wording.ATTACHED.format(link=link(page, inert(wording.BETWEEN_NAMES.join(names)))) if names else ""


def _basis(reply: Reply, text: str, page: str) -> str:
    """Name the sources, where the text does not name the main one."""
    if not reply.citations or wording.SOURCE in text or _named(reply.citations[0], text):
        return ""
    names = dict.fromkeys(_source(c) for c in reply.citations if not _CATALOGUED.fullmatch(c.document))
    said = wording.BETWEEN_SOURCES.join([*names][:MOST_SOURCES]) or wording.BASIS_LINK
    return f"{wording.SOURCE if wording.BASIS in text else wording.BASIS}{link(page, inert(said))}"


def _source(citation: Citation) -> str:
    if "/" in citation.document:
        return f"{citation.document} {citation.clause}"
    return wording.TITLED_SOURCE.format(document=citation.document, clause=citation.clause)


def _named(citation: Citation, text: str) -> bool:
    if _CATALOGUED.fullmatch(citation.document):
        return any(mark in text for mark in (citation.document, wording.TITLE_MARK, wording.SCENARIOS))
    if "/" not in citation.document:
        return citation.document in text
    exact = rf"{re.escape(citation.document)} {re.escape(citation.clause)}"
    alone = rf"|(?<![\d.A-Za-z]){re.escape(citation.clause)}" if len(citation.clause) >= SHORTEST_CLAUSE else ""
    return re.search(rf"(?:{exact}{alone})(?![\d.]*\d|\s?[a-z]\)|\s?{wording.COUNTED})", text) is not None


def _joined(*paragraphs: str) -> str:
    return GAP.join(stripped for paragraph in paragraphs if (stripped := paragraph.strip("\n")))
