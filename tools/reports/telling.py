"""Writes the sentences of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain import eligibility
from tools.domain.diagnosis.scoring import CONFIDENT, shown
from tools.wording import diagnosis as diagnosis_words
from tools.wording import policies as policy_words
from tools.wording import reports as wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from corpus.catalogs import Policy
    from corpus.surveys import Questionnaire
    from tools.domain.diagnosis.results import Gate, Result
    from tools.domain.reporting import Applying, Step

DOCUMENTED, VERIFIED = "documented", "verified"


def percent(share: float) -> int:
    """Write a share in percent, never across the bar for a level."""
    whole, bar = round(share * 100), int(CONFIDENT * 100)
    return bar - 1 if whole == bar and share < float(CONFIDENT) else whole


def conclusion(result: Result, questionnaire: Questionnaire) -> str:
    """Write the conclusion in one sentence: level and total, strongest and weakest, what held the level back."""
    names: dict[str, str] = {d.id: d.name for d in questionnaire.dimensions}
    if result.level is None or result.total is None:
        parts = [wording.CONCLUSION_NO_LEVEL.format(low=shown(result.low), high=shown(result.high))]
    else:
        parts = [wording.CONCLUSION.format(level=result.level, name=result.level_name, total=shown(result.total))]
    if result.strongest is not None and result.weakest is not None:
        best, worst = result.dimensions[result.strongest], result.dimensions[result.weakest]
        parts.append(
            wording.ENDS.format(
                strongest=names[result.strongest],
                best=shown(best or 0.0),
                weakest=names[result.weakest],
                worst=shown(worst or 0.0),
            )
        )
    elif result.total is not None:
        parts.append(wording.EVEN)
    if result.held_back and result.by_total:
        above = next(level for level in questionnaire.levels if level.id == result.by_total)
        gates = wording.LIST_COMMA.join(_gate(gate, questionnaire, names) for gate in result.held_back)
        told = diagnosis_words.HELD_BACK.format(level=above.id, name=above.name, gates=gates, actual=result.level)
        parts.append(told.rstrip(wording.STOP))
    if result.label:
        parts.append(wording.ESTIMATE.format(label=result.label))
    return wording.SEMICOLON.join(parts) + wording.STOP


def _gate(gate: Gate, questionnaire: Questionnaire, names: dict[str, str]) -> str:
    if gate.question is not None:
        question = questionnaire.by_id[gate.question]
        return diagnosis_words.GATE_QUESTION.format(
            question=question.text, level=gate.level, needed=gate.needed + 1, option=question.options[gate.needed]
        )
    form = diagnosis_words.GATE_NO_BASIS if gate.actual is None else diagnosis_words.GATE_DIMENSION
    actual = "" if gate.actual is None else shown(gate.actual)
    return form.format(dimension=names[gate.dimension or ""], level=gate.level, needed=gate.needed, actual=actual)


def standing(one: Applying) -> str:
    """Say how far a firm meets the conditions of a policy."""
    own = [c for c in one.judgement.checks if c.condition.goal is None and not c.condition.after]
    if one.fits:
        left = sum(state == "unknown" for _, state in eligibility.grouped(own))
        return wording.POLICY_FITS.format(count=left) if left else wording.POLICY_FITS_ALL
    if wanted := [policy_words.NAMES[name] for name in one.judgement.wanted if name in policy_words.NAMES]:
        return wording.POLICY_MISSING.format(wanted=wording.LIST_COMMA.join(wanted))
    left_open = eligibility.unsettled(own)
    decides = [c for c in left_open if c.condition.op == "project"] or left_open
    texts = dict.fromkeys(c.condition.text.rstrip(wording.STOP) for c in decides)
    return wording.POLICY_OPEN.format(text=wording.SEMICOLON.join(texts))


def time_of(policy: Policy, today: date) -> str:
    """Say when one can apply under a policy, in days."""
    if policy.apply_from is not None and policy.apply_from > today:
        days = (policy.apply_from - today).days
        return policy_words.NOT_YET.format(day=wording.day(policy.apply_from), days=days)
    if policy.apply_until is not None:
        days = (policy.apply_until - today).days
        return policy_words.OPEN_UNTIL.format(day=wording.day(policy.apply_until), days=days)
    return policy_words.OPEN_NO_END if policy.apply_from else policy_words.WINDOW_UNKNOWN


def action(step: Step) -> str:
    """Write one step of a plan."""
    values: dict[str, Any] = dict(step.values)
    if step.kind == "answer":
        names = wording.LIST_COMMA.join(values["names"])
        values["names"] = wording.ANSWER_NAMES.format(names=names) if names else ""
    elif step.kind == "apply":
        values["day"] = wording.day(values["day"])
    elif step.kind == "file":
        values["names"] = wording.LIST_COMMA.join(policy_words.NAMES[name] for name in values["names"])
    elif step.kind == "gate":
        values |= {key: shown(values[key]) for key in ("actual", "needed")}
        values["name"] = values["name"] or wording.GATE_TOTAL
    elif step.kind == "again":
        values["form"] = diagnosis_words.FORMS[values["form"]]
    return wording.ACTIONS[step.kind].format(**values)


def limits(
    result: Result, questionnaire: Questionnaire, evidence: Sequence[str], *, scenarios: bool
) -> tuple[str, ...]:
    """Say what a report is not, what it rests on and how sure it is.

    Args:
        result: The diagnosis.
        questionnaire: The questionnaire as it is now.
        evidence: The class of each answer that counts.
        scenarios: Whether scenarios are named.
    """
    founded = [evidence.count(DOCUMENTED), evidence.count(VERIFIED)]
    form = wording.EVIDENCE_SOME if any(founded) else wording.EVIDENCE_ALL_SELF
    told = form.format(documented=founded[0], verified=founded[1])
    whole = result.answered == result.applicable
    sure = (wording.LIMIT_CONFIDENCE_WHOLE if whole else wording.LIMIT_CONFIDENCE).format(
        confidence=percent(result.confidence),
        applicable=result.applicable,
        answered=result.answered,
        low=shown(result.low),
        high=shown(result.high),
    )
    lines = [
        wording.LIMIT_SELF.format(evidence=told) + questionnaire.disclaimer,
        sure,
        wording.LIMIT_FORM.format(form=diagnosis_words.FORMS[result.form], version=result.questionnaire),
    ]
    if result.form == "quick":
        lines.append(wording.LIMIT_QUICK)
    if result.questionnaire != questionnaire.version:
        lines.append(wording.LIMIT_OTHER_VERSION)
    if scenarios:
        lines.append(wording.LIMIT_SCENARIOS)
    return (*lines, wording.LIMIT_RANKING)
