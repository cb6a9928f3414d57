"""Decides, sentence by sentence, whether an answer rests on what the tools of this turn gave back.

Pure: text and results in, verdicts out. `Sentences` splits an answer as it streams, `check` judges one sentence against
the `Evidence`, and `Screen` lets through only what holds. Nothing is released before a first citation has been seen, so
that a reader is never shown an answer that turns out to have no source at all.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from tools.kit.tool import Citation, ToolResult

Problem = Literal["citation", "quotation", "figure", "uncited", "unsourced"]

NOTHING_FOUND = "〔none〕"
"""What the model writes after a sentence that says the sources are silent or that it declines; never shown."""

SHORTEST_QUOTATION = 6
"""Characters from which words in quotation marks are taken for a quotation of a source."""

LONGEST_SMALL_TALK = 200
"""Characters an answer may have when no tool has run."""

_BRACKET = re.compile(r"〔([^〔〕]{1,160})〕")
_STRAIGHT = re.compile(r"\"([^\"\n]*)\"")
_PAIRS = {"“": "”", "「": "」", "『": "』"}
_YEAR = re.compile(r"\s*\d{4}\s*")
_SEPARATOR = re.compile(r"[;；,，、]")
_OPENING = "“「『〔"
_CLOSING = "”」』〕"
_STOPS = "。！？!?；;"
_TAIL = re.compile(r"(?:[”’」』）)*_。！？!?；;]|\s*〔[^〔〕]*〕)*\s*")
_DASHES = "-‐‑‒–—―−－"
_LAST_MARKS = "。；;，,、：:.！!？?"


def _fold(text: str) -> tuple[str, list[int]]:
    """Return the text without white space, width, case and emphasis, and where each character came from."""
    folded: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        if character.isspace() or character == "*":
            continue
        plain = unicodedata.normalize("NFKC", character)
        if len(plain) != 1:
            plain = character
        if plain in _DASHES:
            plain = "-"
        elif plain in "“”‘’":
            plain = '"'
        lower = plain.lower()
        folded.append(lower if len(lower) == 1 else plain)
        offsets.append(index)
    return "".join(folded), offsets


def fold(text: str) -> str:
    """Return the text as it is compared: without white space, width, case and emphasis."""
    return _fold(text)[0]


@dataclass(frozen=True, slots=True)
class Source:
    """A citation a tool gave in this turn, ready to be compared with."""

    citation: Citation
    folded: str
    offsets: tuple[int, ...]

    def verbatim(self, quotation: str) -> str | None:
        """Return the source's own words for a folded quotation, or None where it does not stand in them."""
        at = self.folded.find(quotation)
        if at < 0 or not quotation:
            return None
        return self.citation.quote[self.offsets[at] : self.offsets[at + len(quotation) - 1] + 1]


class Evidence:
    """What an answer of this turn may rest on.

    Args:
        asked: The words of the message.
        earlier: What the person wrote in earlier turns; their figures may be repeated, nothing more.
        today: The date the model was told.
    """

    def __init__(self, asked: str, *, earlier: Iterable[str] = (), today: date | None = None) -> None:
        self.sources: dict[str, list[Source]] = {}
        self.results = 0
        self._asked = fold(asked)
        self._told = ""
        self._figures = Figures()
        for text in (asked, *earlier):
            self._figures.add(text)
            self._said(text)
        if today is not None:
            self._figures.add(today.isoformat())

    def _said(self, text: str) -> None:
        self._told += "\n" + fold(text)

    def add(self, result: ToolResult) -> None:
        """Take in what a tool gave back."""
        self.results += 1
        data = json.dumps(result.data(), ensure_ascii=False)
        for text in (result.text, data):
            self._figures.add(text)
            self._said(text)
        for citation in result.citations:
            folded, offsets = _fold(citation.quote)
            source = Source(citation, folded, tuple(offsets))
            document = fold(citation.document)
            self.sources.setdefault(document + fold(citation.clause), []).append(source)
            self._figures.add(citation.quote)
            self._figures.add(f"{citation.document} {citation.clause}", label=True)
            for text in (citation.document, citation.clause, citation.quote):
                self._said(text)
        self._figures.count(len(result.citations))

    def cited(self, label: str) -> list[list[Source]] | None:
        """Return the sources each label in a bracket names, or None where one of them names nothing."""
        whole = self.sources.get(fold(label))
        if whole is not None:
            return [whole]
        found: list[list[Source]] = []
        document = ""
        for part in _SEPARATOR.split(label):
            folded = fold(part)
            sources = self.sources.get(folded) or self.sources.get(document + folded)
            if not sources:
                return None
            document = fold(sources[0].citation.document)
            found.append(sources)
        return found or None

    def told(self, quotation: str) -> bool:
        """Whether folded words were said by the person or by a tool."""
        return quotation in self._asked or quotation in self._told

    def unsupported(self, text: str) -> str | None:
        """Return the first figure of a text that neither the person, nor a passage, nor a tool has given."""
        return self._figures.unsupported(text, self._named)

    def _named(self, words: str) -> bool:
        name = fold(words)
        # Folding has moved words together: digits may well stand before a name that begins with a letter.
        before = r"(?<![\d.])" if name[:1].isdecimal() else ""
        return re.search(rf"{before}{re.escape(name)}(?!\d)", self._told) is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence holds.

    Attributes:
        problem: Why it does not; None where it holds.
        detail: The label, quotation or figure that is not supported.
        sentence: The sentence judged.
        citations: The sources it cites, each with the words it quotes, in order.
        silent: It says that the sources are silent, or declines.
    """

    problem: Problem | None = None
    detail: str = ""
    sentence: str = ""
    citations: tuple[Citation, ...] = ()
    silent: bool = False

    @property
    def holds(self) -> bool:
        """Whether the sentence may be shown."""
        return self.problem is None

    @property
    def visible(self) -> str:
        """The sentence as a reader sees it."""
        return self.sentence.replace(NOTHING_FOUND, "")

    def feedback(self) -> str:
        """Return what a model is told about the sentence."""
        reasons: dict[Problem, str] = {
            "citation": f"〔{self.detail}〕 is not among the passages the tools gave in this turn. Cite only those, "
            "with their `cite` label unchanged; call a tool first if you need another passage.",
            "quotation": f"“{self.detail}” does not stand word for word in the passage cited beside it. Quote a "
            "contiguous piece of that passage unchanged, or say it in your own words without quotation marks.",
            "figure": f"The figure {self.detail} comes neither from the user nor from a tool of this turn. Leave it "
            "out, or give the figure the passages have.",
            "uncited": f"The answer cites nothing. Put the `cite` label of its passage after each statement, or "
            f"{NOTHING_FOUND} after a sentence that says the sources do not hold it.",
            "unsourced": "The answer was given without any tool. Call the tool that has the facts, then answer.",
        }
        if self.problem is None:
            return ""
        where = f"This sentence does not hold: {self.sentence.strip()}\n" if self.sentence else ""
        return where + reasons[self.problem]


def _labels(sentence: str) -> list[str]:
    marks = (match.group(1) for match in _BRACKET.finditer(sentence))
    return [mark for mark in marks if f"〔{mark.strip()}〕" != NOTHING_FOUND and not _YEAR.fullmatch(mark)]


def _quotations(sentence: str) -> list[str]:
    """Return the words in quotation marks, with those quoted inside them; unclosed ones run to the end."""
    words: list[str] = []
    open_marks: list[str] = []
    start = 0
    for index, character in enumerate(sentence):
        if character in _PAIRS:
            if not open_marks:
                start = index + 1
            open_marks.append(_PAIRS[character])
        elif open_marks and character == open_marks[-1]:
            open_marks.pop()
            if not open_marks:
                words.append(sentence[start:index])
    if open_marks:
        words.append(sentence[start:])
    else:
        words.extend(match.group(1) for match in _STRAIGHT.finditer(sentence))
    return [quotation for quotation in words if len(fold(quotation)) >= SHORTEST_QUOTATION]


def _choose(cited: list[Source], quotations: Sequence[str]) -> Citation:
    for source in cited:
        for quotation in quotations:
            if words := source.verbatim(quotation):
                return source.citation.model_copy(update={"quote": words})
    return cited[0].citation


def check(sentence: str, evidence: Evidence) -> Verdict:
    """Judge one sentence.

    A citation must name a passage of this turn. Words in quotation marks must stand in a passage cited in the same
    sentence; where it cites nothing, in any passage of this turn, in what a tool said or in the person's own words.
    Each figure must come from the person, a passage or a tool; numbers of a list are not figures.

    Args:
        sentence: With its citations, as the model wrote it.
        evidence: What this turn's tools and the person have said.
    """
    cited: list[list[Source]] = []
    for label in _labels(sentence):
        found = evidence.cited(label)
        if found is None:
            return Verdict("citation", label, sentence)
        cited.extend(found)

    unbracketed = _BRACKET.sub(lambda match: match.group() if _YEAR.fullmatch(match.group(1)) else " ", sentence)
    pools = cited or list(evidence.sources.values())
    quotations: list[str] = []
    rest = unbracketed
    for quotation in _quotations(unbracketed):
        folded = fold(quotation).rstrip(_LAST_MARKS)
        if any(source.verbatim(folded) for pool in pools for source in pool):
            quotations.append(folded)
        elif cited or not evidence.told(folded):
            return Verdict("quotation", quotation, sentence)
        rest = rest.replace(quotation, " ")

    figure = evidence.unsupported(rest)
    if figure is not None:
        return Verdict("figure", figure, sentence)
    return Verdict(
        sentence=sentence,
        citations=tuple(_choose(sources, quotations) for sources in cited),
        silent=NOTHING_FOUND in sentence,
    )


class Sentences:
    """Splits text that arrives in pieces; the sentences put together are the text, and the pieces make no difference.

    A sentence keeps the citations behind it, and is never split inside quotation marks.
    """

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._depth = 0

    def feed(self, piece: str) -> list[str]:
        """Return the sentences that are complete now."""
        self._text += piece
        complete: list[str] = []
        while (end := self._end()) is not None:
            complete.append(self._text[:end])
            self._text = self._text[end:]
            self._at = self._depth = 0
        return complete

    def close(self) -> list[str]:
        """Return what is left at the end of the text."""
        rest, self._text = self._text, ""
        self._at = self._depth = 0
        return [rest] if rest else []

    def _end(self) -> int | None:
        text = self._text
        while self._at < len(text):
            character = text[self._at]
            if character in _OPENING:
                self._depth += 1
            elif character in _CLOSING:
                self._depth = max(0, self._depth - 1)
            if self._depth == 0 and self._stops(text):
                tail = _TAIL.match(text, self._at + 1)
                end = tail.end() if tail else self._at + 1
                if end == len(text) or text[end] == "〔":
                    return None
                return end
            self._at += 1
        return None

    def _stops(self, text: str) -> bool:
        character, before = text[self._at], text[self._at - 1 : self._at]
        if character in _STOPS or character == "\n":
            return True
        if character in _CLOSING:
            return bool(before) and before in _STOPS
        if character == "." and before.isalpha():
            return text[self._at + 1 : self._at + 2].isspace()
        return False


class Screen:
    """Lets through the sentences of one answer that hold, and stops at the first that does not.

    Args:
        evidence: What the answer may rest on.
        shown: Sentences the reader has already seen; where the answer opens by repeating them, they are left out.
    """

    def __init__(self, evidence: Evidence, shown: Sequence[str] = ()) -> None:
        self.verdict: Verdict | None = None
        self.text = ""
        self._evidence = evidence
        self._shown = {fold(sentence) for sentence in shown}
        self._released = bool(shown) or (evidence.results > 0 and not evidence.sources)
        self._sentences = Sentences()
        self._held: list[Verdict] = []
        self._fresh = False

    def feed(self, piece: str) -> list[Verdict]:
        """Take in a piece of the answer.

        Returns:
            The sentences that may be shown now.
        """
        self.text += piece
        for sentence in self._sentences.feed(piece):
            self._judge(sentence)
        return self._release()

    def close(self) -> list[Verdict]:
        """Judge what is left, and the answer as a whole; ``verdict`` says why it fails, if it does.

        Returns:
            The sentences that may be shown now.
        """
        for sentence in self._sentences.close():
            self._judge(sentence)
        if self.verdict is None and not self._released:
            if self._evidence.sources:
                self.verdict = Verdict("uncited")
            elif not self._evidence.results and len(self.text) > LONGEST_SMALL_TALK:
                self.verdict = Verdict("unsourced")
            else:
                self._released = True
        return self._release()

    def _judge(self, sentence: str) -> None:
        if self.verdict is not None:
            return
        verdict = check(sentence, self._evidence)
        if not self._fresh and fold(verdict.visible) in self._shown:
            return
        if not verdict.holds:
            self.verdict = verdict
            return
        self._fresh = self._fresh or bool(verdict.visible.strip())
        self._released = self._released or verdict.silent or bool(verdict.citations)
        self._held.append(verdict)

    def _release(self) -> list[Verdict]:
        if not self._released:
            return []
        released, self._held = self._held, []
        return released
