"""Writes the result of a diagnosis out: level, total, dimensions, pains, what does not fit, what is next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tools.domain.diagnosis.scoring import CONFIDENT, SHOWN_PAINS, shown
from tools.kit.tool import Citation, Suggestion
from tools.wording import diagnosis as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.surveys import Level, Questionnaire
    from tools.domain.diagnosis.results import Gate, Part, Result
    from tools.kit.ports import Library

STANDARD, BASIS = "T/ISC 0106—2026", "8.3.1 b)"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finished diagnosis to compare with.

    Attributes:
        day: When it was finished, in words.
        result: What it came to.
    """

    day: str
    result: Result


class Teller:
    """Writes one result.

    Args:
        result: The result.
        questionnaire: The questionnaire it rests on.
    """

    def __init__(self, result: Result, questionnaire: Questionnaire) -> None:
        self._result, self._questionnaire = result, questionnaire
        self._levels = {level.id: level for level in questionnaire.levels}
        self._names: dict[str, str] = {d.id: d.name for d in questionnaire.dimensions}
        self._places = {q.id: place for place, q in enumerate(questionnaire.form(result.form), 1)}

    def whole(self) -> list[str]:
        """Return the parts of the full message."""
        return [
            self.level(),
            self.dimensions(),
            self.pains(),
            self.contradictions(),
            self.confidence(),
            self.statement(),
        ]

    def level(self) -> str:
        """Write the level and the total, and what stands before the next."""
        result = self._result
        if result.total is None:
            return wording.NO_TOTAL.format(low=shown(result.low), high=shown(result.high))
        if result.level is None:
            return wording.NO_LEVEL.format(
                confidence=_percent(result.confidence), low=shown(result.low), high=shown(result.high)
            )
        lines = [wording.LEVEL.format(level=result.level, name=result.level_name, total=shown(result.total))]
        if result.label:
            lines.append(wording.LABEL.format(form=wording.FORMS[result.form], label=result.label))
        lines.append(self.next_level())
        if result.ceiling:
            lines.append(wording.CEILING)
        return "".join(lines)

    def next_level(self) -> str:
        """Write what is missing for the next level."""
        result = self._result
        if result.held_back and result.by_total:
            above = self._levels[result.by_total]
            gates = wording.LIST_COMMA.join(self._gate(gate) for gate in result.held_back)
            return wording.HELD_BACK.format(level=above.id, name=above.name, gates=gates, actual=result.level)
        above_all = [level for level in self._levels.values() if self._open(level)]
        following = next((level for level in above_all if level.min_total > (result.total or 0)), None)
        if following is None or result.total is None:
            return ""
        # What is missing and the total, as both are written, add up to the bar.
        gap = f"{(following.min_total - Decimal(shown(result.total))).normalize():f}"
        missing = [
            wording.NEXT_GATE.format(dimension=self._names[d], needed=bar, actual=shown(score))
            for d, bar in following.gates.items()
            if (score := result.dimensions.get(d)) is not None and score < bar
        ]
        values = {"level": following.id, "name": following.name, "bar": following.min_total, "gap": gap}
        if missing:
            return wording.NEXT_GATES.format(gates=wording.LIST_COMMA.join(missing), **values)
        return wording.NEXT_LEVEL.format(**values)

    def dimensions(self) -> str:
        """Write the five dimensions as a list."""
        return "\n".join((wording.DIMENSIONS, *(self._dimension(part) for part in self._result.parts)))

    def ends(self) -> tuple[str, str]:
        """Write the strongest and the weakest dimension, each as a sentence."""
        result = self._result
        if result.strongest is None or result.weakest is None:
            return wording.EVEN, wording.EVEN
        best, worst = (
            sentence.format(name=self._names[d], score=shown(result.dimensions[d] or 0.0))
            for sentence, d in ((wording.STRONGEST_IS, result.strongest), (wording.WEAKEST_IS, result.weakest))
        )
        return best, worst

    def pains(self) -> str:
        """Write the first three pains with the answers they rest on."""
        lines = []
        for number, pain in enumerate(self._result.pains[:SHOWN_PAINS], 1):
            because = wording.LIST_COMMA.join(self._said(t.question, t.option, wording.BECAUSE) for t in pain.triggers)
            because += wording.SELF_NAMED if pain.self_named else ""
            lines.append(wording.PAIN.format(number=number, pain=pain.pain, because=because))
        return "\n".join((wording.PAINS, *lines)) if lines else wording.NO_PAINS

    def contradictions(self) -> str:
        """Write the answers that hardly fit one another, and how to correct one."""
        lines = []
        for found in self._result.contradictions:
            answers = [self._said(t.question, t.option, wording.CONTRADICTION_ANSWER) for t in found.triggers]
            last = self._places[found.triggers[-1].question]
            lines.append(wording.CONTRADICTION.format(answers=wording.BUT.join(answers), position=last))
        return "\n".join((wording.CONTRADICTIONS, *lines)) if lines else ""

    def confidence(self) -> str:
        """Write how much of what applies was answered, and what the rest could change."""
        result = self._result
        values = {
            "confidence": _percent(result.confidence),
            "applicable": result.applicable,
            "answered": result.answered,
        }
        whole = result.answered == result.applicable
        form = wording.CONFIDENCE_WHOLE if whole else wording.CONFIDENCE
        absent = result.asked - result.applicable
        said = form.format(low=shown(result.low), high=shown(result.high), **values)
        return said + (wording.LEFT_OUT.format(count=absent) if absent else "")

    def left_out(self) -> str:
        """Write what becomes of the questions that do not apply, and of those without an answer that counts."""
        result = self._result
        counted = (
            (wording.LEFT_OUT, result.asked - result.applicable),
            (wording.LEFT_UNANSWERED, result.applicable - result.answered),
        )
        return "".join(form.format(count=count) for form, count in counted if count) or wording.NONE_LEFT_OUT

    def statement(self) -> str:
        """Write what the result is not."""
        return self._questionnaire.disclaimer + wording.VERSION.format(version=self._result.questionnaire)

    def change(self, earlier: Earlier | None) -> str:
        """Write what has changed since an earlier result."""
        result = self._result
        if earlier is None:
            return wording.FIRST_TIME
        before = earlier.result
        if before.total is None or result.total is None:
            return wording.COMPARED_NO_TOTAL.format(when=earlier.day)
        changed = [
            wording.COMPARED_DIMENSION.format(name=self._names[d], change=_change(old, score))
            for d, score in result.dimensions.items()
            if score is not None and (old := before.dimensions.get(d)) is not None
        ]
        levels = before.level and result.level and before.level != result.level
        text = wording.COMPARED.format(
            when=earlier.day,
            form=wording.FORMS[before.form],
            before=shown(before.total),
            after=shown(result.total),
            change=_change(before.total, result.total),
            level=wording.COMPARED_LEVEL.format(before=before.level, after=result.level) if levels else "",
            dimensions=wording.LIST_COMMA.join(changed),
        )
        return (
            text
            if before.form == result.form
            else text + wording.COMPARED_FORMS.format(form=wording.FORMS[before.form])
        )

    def rescored(self, before: Result) -> str:
        """Write what a correction made of the total and the level; nothing where either has no total.

        Args:
            before: The same diagnosis as it stood before the correction.
        """
        after = self._result
        if before.total is None or after.total is None:
            return ""
        level = ""
        if before.level and after.level:
            form = wording.SAME_LEVEL if before.level == after.level else wording.COMPARED_LEVEL
            level = form.format(before=before.level, after=after.level)
        same = shown(before.total) == shown(after.total)
        form = wording.RESCORED_SAME if same else wording.RESCORED
        return form.format(before=shown(before.total), after=shown(after.total), level=level)

    def _open(self, level: Level) -> bool:
        return self._result.form == "full" or not level.full_version_only

    def _gate(self, gate: Gate) -> str:
        if gate.question is not None:
            question = self._questionnaire.by_id[gate.question]
            return wording.GATE_QUESTION.format(
                question=question.text, level=gate.level, needed=gate.needed + 1, option=question.options[gate.needed]
            )
        name = self._names[str(gate.dimension)] if gate.dimension else ""
        if gate.actual is None:
            return wording.GATE_NO_BASIS.format(dimension=name, level=gate.level, needed=gate.needed)
        return wording.GATE_DIMENSION.format(
            dimension=name, actual=shown(gate.actual), level=gate.level, needed=gate.needed
        )

    def _dimension(self, part: Part) -> str:
        result = self._result
        if part.score is None:
            basis = wording.NO_BASIS if part.applicable else wording.NO_QUESTION
            score = basis.format(applicable=part.applicable, answered=part.answered)
            return wording.DIMENSION.format(name=part.name, score=score, mark="")
        marks = {result.strongest: wording.STRONGEST_MARK, result.weakest: wording.WEAKEST_MARK}
        return wording.DIMENSION.format(name=part.name, score=shown(part.score), mark=marks.get(part.id, ""))

    def _said(self, question: str, option: int, form: str) -> str:
        return form.format(position=self._places[question], option=self._questionnaire.by_id[question].options[option])


def cited(library: Library) -> tuple[Citation, ...]:
    """Return where the five dimensions come from."""
    found = library.find(STANDARD, BASIS)[:1]
    return tuple(Citation(document=p.document, clause=p.clause, quote=p.display) for p in found)


def following(result: Result, enterprise: str | None) -> tuple[Suggestion, ...]:
    """Return what one might do with a result.

    Args:
        result: The result.
        enterprise: Whose it is, for operators; None for one's own.
    """
    whose: dict[str, Any] = {"enterprise": enterprise} if enterprise else {}
    steps = [(wording.REPORT_TITLE, "make_report"), (wording.SCENARIOS_TITLE, "recommend_scenarios")]
    found = [Suggestion(title=title, tool=tool, arguments=whose) for title, tool in steps]
    found.append(Suggestion(title=wording.POLICIES_TITLE, tool="match_policies", arguments=whose))
    if result.form == "quick":
        arguments = {"form": "full", **whose}
        found.append(Suggestion(title=wording.FULL_FORM_TITLE, tool="start_diagnosis", arguments=arguments))
    return tuple(found)


def joined(parts: Sequence[str]) -> str:
    """Put paragraphs together, leaving empty ones out."""
    return "\n\n".join(part for part in parts if part)


def _percent(share: float) -> str:
    """Write a share in percent, never across the bar for a level."""
    percent = round(share * 100)
    bar = int(CONFIDENT * 100)
    return wording.PERCENT.format(bar - 1 if percent == bar and share < float(CONFIDENT) else percent)


def _change(before: float, after: float) -> str:
    delta = round(after - before, 1)
    if not delta:
        return wording.CHANGE_SAME
    return (wording.CHANGE_UP if delta > 0 else wording.CHANGE_DOWN).format(delta=f"{abs(delta):g}")
