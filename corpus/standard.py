"""Parses the standard's text into every unit it has, losing no character of its body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus import lexicon
from corpus.passages import STANDARD, Kind, Modality, Passage, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "2026-05-11"
"""The date of publication, by which this edition is known."""

_UNLETTERED_CLAUSES = {"8.2.2", "8.2.3"}


def modality(text: str) -> Modality | None:
    """Tell how strongly a sentence binds.

    A sentence with both words counts as a recommendation; the character for "shall" inside longer words
    (application, supply, response, emergency) does not count.
    """
    if lexicon.SHOULD.search(text):
        return Modality.SHOULD
    return Modality.SHALL if lexicon.SHALL.search(text) else None


@dataclass(slots=True)
class _Draft:
    id: str
    clause: str
    kind: Kind
    title: str
    parent: _Draft | None
    lines: list[tuple[int, int, str]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    shown: str | None = None

    def add(self, start: int, line: str, shown: str | None = None) -> None:
        """Take a line of the source; ``shown`` is its text without list marks."""
        self.spans.append((start, start + len(line)))
        text = line if shown is None else shown
        self.lines.append((start, start + len(line), text.replace("**", "").strip()))

    def display(self) -> str:
        """Join the lines, mending those that the page broke inside a sentence."""
        if self.shown is not None:
            return self.shown
        text = ""
        for _, _, line in self.lines:
            broken = text and text[-1] not in lexicon.SENTENCE_END and self.kind is Kind.ENTRY
            text += line if broken or not text else "\n" + line
        return text

    def path(self) -> tuple[str, ...]:
        """List the headings above, outermost first."""
        headings: list[str] = []
        above = self.parent
        while above is not None:
            headings.append(above.title)
            above = above.parent
        return tuple(reversed(headings))


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.drafts: list[_Draft] = []
        self.counts: dict[str, int] = {}
        self.open: dict[str, _Draft] = {}

    def lines(self) -> Iterator[tuple[int, str]]:
        start = 0
        for line in self.text.split("\n"):
            if line.strip():
                yield start, line
            start += len(line) + 1

    def begin(self, clause: str, kind: Kind, title: str, parent: _Draft | None, name: str = "") -> _Draft:
        draft = _Draft(f"{STANDARD}#{name or clause}", clause, kind, title, parent)
        self.drafts.append(draft)
        return draft

    def number(self, group: str) -> int:
        self.counts[group] = self.counts.get(group, 0) + 1
        return self.counts[group]

    def parse(self) -> list[_Draft]:
        lines = list(self.lines())
        bare = [line.replace(" ", "") for _, line in lines]
        contents = bare.index(lexicon.CONTENTS)
        foreword = bare.index(lexicon.FOREWORD, contents)
        introduction = bare.index(lexicon.INTRODUCTION, foreword)
        title = next(i for i in range(introduction, len(lines)) if lines[i][1].startswith(lexicon.STANDARD_TITLE))
        appendix = next(i for i in range(title, len(lines)) if lexicon.APPENDIX.fullmatch(lines[i][1]))
        for name, part in (
            (lexicon.COVER, [*lines[:contents], lines[title]]),
            (lexicon.FOREWORD, lines[foreword:introduction]),
            (lexicon.INTRODUCTION, lines[introduction:title]),
        ):
            draft = self.begin(name, Kind.FRONT_MATTER, name, None)
            for start, line in part:
                draft.add(start, line)
        for start, line in lines[title + 1 : appendix]:
            self.body(start, line)
        for start, line in lines[appendix:]:
            self.appendix(start, line)
        return self.drafts

    def body(self, start: int, line: str) -> None:
        current = self.drafts[-1]
        if match := lexicon.CLAUSE.fullmatch(line):
            number, title = match.groups()
            above = self.open.get(number.rpartition(".")[0])
            kind = Kind.TERM if number.startswith("3.") else Kind.CLAUSE if "." in number else Kind.CHAPTER
            self.open[number] = self.begin(number, kind, f"{number} {title}", above)
            self.open[number].add(start, line)
            return
        clause = current if current.kind in {Kind.CLAUSE, Kind.CHAPTER, Kind.TERM} else current.parent
        if clause is None:
            msg = f"text before the first clause: {line!r}"
            raise ValueError(msg)
        if match := lexicon.LETTERED.fullmatch(line):
            letter, text = match.groups()
            self.begin(f"{clause.clause} {letter})", Kind.ITEM, clause.title, clause).add(start, line, text)
            self.number(clause.clause)
        elif (match := lexicon.DASHED.fullmatch(line)) and clause.clause in _UNLETTERED_CLAUSES:
            label = f"{clause.clause} {lexicon.ITEM_LABEL.format(number=self.number(clause.clause))}"
            self.begin(label, Kind.ITEM, clause.title, clause).add(start, line, match.group(1))
        elif clause.clause == "4" and (match := lexicon.ABBREVIATION.fullmatch(line)):
            short, _ = match.groups()
            self.begin(f"4 {short}", Kind.ABBREVIATION, short, clause).add(start, line)
        else:
            current.add(start, line)

    def appendix(self, start: int, line: str) -> None:
        current = self.drafts[-1]
        if match := lexicon.APPENDIX.fullmatch(line):
            label = lexicon.APPENDIX_LABEL.format(number=match.group(1))
            self.open = {"appendix": self.begin(label, Kind.APPENDIX, f"{label} {match.group(2)}", None)}
            self.open["appendix"].add(start, line)
        elif self.open["appendix"].clause == lexicon.APPENDIX_1:
            self.scenario_map(start, line)
        elif match := lexicon.SUBCLASS.fullmatch(line):
            clause = f"{lexicon.APPENDIX_2} {match.group(1)}"
            self.open["subclass"] = self.begin(clause, Kind.SUBCLASS, line, self.open["class"])
            self.open["subclass"].add(start, line)
        elif match := lexicon.CLASS.fullmatch(line):
            clause = f"{lexicon.APPENDIX_2} {match.group(1)}"
            self.open["class"] = self.begin(clause, Kind.CLASS, line, self.open["appendix"])
            self.open["class"].add(start, line)
        elif match := lexicon.INDICATOR_ITEM.fullmatch(line):
            self.indicator(match.group(2)).add(start, line, match.group(1))
        elif match := lexicon.INDICATOR.fullmatch(line):
            self.printed_indicators(start, line, match.group(1))
        elif match := lexicon.DASHED.fullmatch(line):
            subclass = self.open["subclass"]
            text = match.group(1).replace("**", "")
            order = self.number(f"{subclass.clause} entries")
            first = self.counts.get(subclass.clause, 0) + 1
            entry = self.begin(
                f"{subclass.clause}.{first}",
                Kind.ENTRY,
                text.partition(lexicon.NAME_COLON)[0],
                subclass,
                f"{subclass.clause}/{order}",
            )
            entry.add(start, line, match.group(1))
            self.open["entry"] = entry
        else:
            current.add(start, line)

    def scenario_map(self, start: int, line: str) -> None:
        appendix = self.open["appendix"]
        if match := lexicon.NUMBERED.fullmatch(line):
            group = lexicon.GROUP_LABEL.format(number=2 if "second" in self.open else 1)
            order = self.number(group)
            name = f"{lexicon.APPENDIX_1} {group}{lexicon.ITEM_LABEL.format(number=order)}"
            self.begin(lexicon.APPENDIX_1, Kind.ITEM, appendix.title, appendix, name).add(start, line, match.group(2))
        elif self.counts.get(lexicon.GROUP_LABEL.format(number=1)):
            self.open["second"] = self.begin(
                lexicon.APPENDIX_1,
                Kind.CLAUSE,
                appendix.title,
                appendix,
                f"{lexicon.APPENDIX_1} {lexicon.GROUP_LABEL.format(number=2)}",
            )
            self.open["second"].add(start, line)
        else:
            appendix.add(start, line)

    def indicator(self, name: str) -> _Draft:
        subclass = self.open["subclass"].clause
        label = f"{subclass}.{self.number(subclass)}"
        return self.begin(label, Kind.INDICATOR, name, self.open["entry"])

    def printed_indicators(self, start: int, line: str, text: str) -> None:
        names = text.removesuffix(lexicon.OPEN_LIST).split(lexicon.LIST_COMMA) if "=" not in text else [text]
        if len(names) == 1:
            match = lexicon.INDICATOR_NAME.match(text)
            self.indicator((match.group(1) if match else text).strip()).add(start, line)
            return
        begin = 0
        for index, name in enumerate(names):
            end = len(line) if index == len(names) - 1 else line.index(name) + len(name)
            draft = self.indicator(name)
            draft.add(start + begin, line[begin:end])
            draft.shown = line
            begin = end


def parse(text: str) -> tuple[Unit, ...]:
    """Parse the standard.

    Args:
        text: The whole text, cover to last appendix.

    Returns:
        The units in reading order; the table of contents is in none of them.

    Raises:
        ValueError: A part that the standard must have is missing.
    """
    drafts = _Parser(text).parse()
    units = []
    for index, draft in enumerate(drafts):
        display = draft.display()
        passage = Passage(
            id=draft.id,
            document=STANDARD,
            clause=draft.clause,
            kind=draft.kind,
            title=draft.title,
            display=display,
            raw="\n".join(text[start:end] for start, end in draft.spans),
            path=draft.path(),
            modality=modality(display) if draft.kind is Kind.ITEM else None,
            parent=draft.parent.id if draft.parent else None,
            previous=drafts[index - 1].id if index else None,
            next=drafts[index + 1].id if index + 1 < len(drafts) else None,
            version=VERSION,
        )
        units.append(Unit(passage, tuple(draft.spans)))
    return tuple(units)
