"""Puts the content of a report together: figures by the rules of the domain, sentences from the wording."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tools.domain import eligibility, reporting
from tools.domain.diagnosis.scoring import SHOWN_PAINS
from tools.reports import telling
from tools.reports.changing import change_of
from tools.wording import diagnosis as diagnosis_words
from tools.wording import policies as policy_words
from tools.wording import reports as wording
from tools.wording import scenarios as scenario_words

if TYPE_CHECKING:
    from datetime import datetime

    from corpus.surveys import Question
    from tools.domain.diagnosis.results import Pain, Part
    from tools.domain.reporting import Applying, Choice, ReportContent
    from tools.reports.gathering import Gathered

REVISIT = timedelta(days=30)
REASONS = 2
MOST_MISSING = 3
CHOSEN = "chosen"


def compose(gathered: Gathered, now: datetime) -> ReportContent:
    """Put a report together.

    Args:
        gathered: What it rests on.
        now: The time; only its day in Shanghai counts.
    """
    return _Composer(gathered, now.astimezone(wording.SHANGHAI).date()).content()


class _Composer:
    """One report while it is put together."""

    def __init__(self, gathered: Gathered, today: date) -> None:
        self._gathered, self._today = gathered, today
        self._result, self._profile = gathered.result, gathered.profile
        self._questionnaire = gathered.catalogs.questionnaire
        self._asked = [q for q in self._questionnaire.form(self._result.form) if q.id in gathered.answers]
        self._places = {q.id: n for n, q in enumerate(self._questionnaire.form(self._result.form), 1)}
        self._names: dict[str, str] = {d.id: d.name for d in self._questionnaire.dimensions}
        self._pains = self._result.pains[:SHOWN_PAINS]
        self._choices = reporting.choose(self._pains, self._profile, gathered.catalogs.scenarios.values())
        facts = {key: value for key, value in self._profile.facts.items() if key in eligibility.FACTS}
        self._firm = eligibility.Firm(facts=facts, today=today, level=self._profile.level)
        self._applying = reporting.applying(gathered.catalogs.policies.values(), self._firm)

    def content(self) -> ReportContent:
        result, gathered = self._result, self._gathered
        return reporting.ReportContent(
            title=wording.TITLE,
            enterprise=self._profile.name or wording.UNNAMED,
            day=self._today,
            diagnosed=gathered.finished_at.astimezone(wording.SHANGHAI).date(),
            form=diagnosis_words.FORMS[result.form],
            questionnaire=result.questionnaire,
            conclusion=telling.conclusion(result, self._questionnaire),
            level=result.level,
            level_name=result.level_name,
            total=result.total,
            low=result.low,
            high=result.high,
            confidence=telling.percent(result.confidence),
            dimensions=tuple(self._dimension(part) for part in result.parts),
            peers=self._peers_note(),
            answers=self._answers(),
            pains=tuple(self._pain(place, pain) for place, pain in enumerate(self._pains, 1)),
            scenarios=tuple(self._scenario(choice) for choice in self._choices),
            policies=tuple(self._policy(one) for one in self._applying),
            policies_note=self._policies_note(),
            actions=self._actions(),
            change=change_of(result, gathered.earlier, self._names),
            checks=self._checks(),
            limits=self._limits(),
            revisit=self._today + REVISIT,
            revisit_note=wording.REVISIT,
            label=wording.LABEL,
        )

    # --- dimensions and answers -------------------------------------------------------------------------------------

    def _dimension(self, part: Part) -> reporting.DimensionScore:
        earlier = self._gathered.earlier
        before = earlier.result.dimensions.get(part.id) if earlier and earlier.result else None
        note = {self._result.strongest: wording.STRONGEST, self._result.weakest: wording.WEAKEST}.get(part.id, "")
        if part.score is None:
            form = wording.NO_BASIS if part.applicable else wording.NO_QUESTION
            note = form.format(applicable=part.applicable, answered=part.answered)
        return reporting.DimensionScore(
            id=part.id,
            name=part.name,
            score=part.score,
            note=note,
            answered=part.answered,
            applicable=part.applicable,
            previous=before,
            peers=reporting.peers_of([scores.get(part.id) for scores in self._gathered.others]),
        )

    def _peers_note(self) -> str:
        industry = self._profile.facts.get("industry")
        if not industry:
            return wording.PEERS_NO_INDUSTRY
        count = len(self._gathered.others)
        few = count < reporting.LEAST_PEERS
        return wording.PEERS_FEW if few else wording.PEERS.format(industry=industry, count=count)

    def _answers(self) -> tuple[reporting.AnswerGiven, ...]:
        key = {t.question for pain in self._pains for t in pain.triggers}
        key |= {gate.question for gate in self._result.held_back if gate.question}
        return tuple(self._answer(question, key=question.id in key) for question in self._asked)

    def _answer(self, question: Question, *, key: bool) -> reporting.AnswerGiven:
        answer = self._gathered.answers[question.id]
        counts = answer.kind == CHOSEN and answer.option is not None
        return reporting.AnswerGiven(
            position=self._places[question.id],
            dimension=self._names[question.dim],
            question=question.text,
            answer=question.options[answer.option or 0] if counts else wording.ANSWERS[answer.kind],
            counts=counts,
            evidence=wording.EVIDENCE[answer.evidence] if counts else "",
            key=key,
        )

    # --- pains and scenarios ----------------------------------------------------------------------------------------

    def _pain(self, place: int, pain: Pain) -> reporting.PainFound:
        known = self._questionnaire.by_id
        causes = tuple(
            wording.CAUSE.format(
                position=self._places[t.question],
                question=known[t.question].text,
                option=known[t.question].options[t.option],
            )
            for t in pain.triggers
            if t.question in self._places
        )
        return reporting.PainFound(
            pain=pain.pain,
            causes=causes,
            ask=pain.ask,
            own=pain.self_named,
            advice=wording.ADVICE.format(advice=pain.recommend) if pain.recommend else "",
            scenarios=tuple(c.match.scenario.id for c in self._choices if place in c.pains),
        )

    def _scenario(self, choice: Choice) -> reporting.ScenarioMatched:
        match, scenario = choice.match, choice.match.scenario
        reasons = [scenario_words.why(r.kind, r.value, r.other) for r in match.reasons[:REASONS]]
        grave = [a for a in match.against if a.grave]
        told = [scenario_words.against(a.kind, a.wanted, a.given) for a in (grave or match.against)]
        caution = (wording.CAUTION if match.advisable else wording.NOT_YET).format(why=wording.SEMICOLON.join(told))
        if not choice.near:
            caution = wording.ELSEWHERE.format(industry=scenario.industry)
        numbers = wording.LIST_COMMA.join(wording.WHY_PAIN.format(number=number) for number in choice.pains)
        because = wording.COMMA.join(reasons) or scenario_words.WHY_DEFAULT.format(module=scenario.module)
        return reporting.ScenarioMatched(
            id=scenario.id,
            name=scenario.name,
            summary=scenario.summary,
            why=wording.WHY.format(pains=numbers, reasons=because),
            pains=choice.pains,
            data=scenario.data_prerequisites,
            lacking=tuple(r.text for r in match.missing if r.kind == "data"),
            hardware=wording.LIST_COMMA.join(r.text for r in match.requirements if r.kind == "hardware"),
            effort=scenario.effort,
            duration=scenario.duration,
            advisable=choice.advised,
            caution=caution if told or not choice.near else "",
        )

    # --- policies ---------------------------------------------------------------------------------------------------

    def _policy(self, one: Applying) -> reporting.PolicyApplies:
        policy = one.judgement.policy
        trust = policy_words.VERIFIED if policy.confidence == "verified" else policy_words.PARTIAL
        return reporting.PolicyApplies(
            id=policy.id,
            title=policy.title,
            fits=one.fits,
            standing=telling.standing(one),
            amount="".join(dict.fromkeys(rate.text for rate in policy.rates)),
            deadline=one.deadline,
            closes=policy.apply_until is not None,
            days=one.days,
            time=telling.time_of(policy, self._today),
            how=policy.how_to_apply or policy_words.NO_HOW,
            trust=trust + (policy.unverified or ""),
            source=policy.sources[0].url if policy.sources else "",
        )

    def _policies_note(self) -> str:
        facts = self._firm.facts
        parts = []
        if not any(one.fits for one in self._applying):
            lacking = not (facts.get("town") and facts.get("industry"))
            parts.append(wording.POLICIES_NO_FACTS if lacking else wording.POLICIES_NONE)
        parts.append(wording.POLICIES_NOTE.format(compiled=self._gathered.catalogs.compiled))
        return "".join(parts)

    # --- actions, checks, limits ------------------------------------------------------------------------------------

    def _actions(self) -> tuple[reporting.ActionsUntil, ...]:
        options = {q: a.option for q, a in self._gathered.answers.items() if a.kind == CHOSEN and a.option is not None}
        fitting = [one for one in self._applying if one.fits]
        due = [_due(one) for one in fitting]
        inputs = reporting.Inputs(
            result=self._result,
            questionnaire=self._questionnaire,
            options=options,
            pains=[(pain.pain, pain.ask) for pain in self._pains],
            choices=self._choices,
            policies=due,
            missing=self._missing(),
            contradictions=len(self._result.contradictions),
        )
        return tuple(
            reporting.ActionsUntil(
                days=days, until=self._today + timedelta(days=days), items=tuple(telling.action(step) for step in steps)
            )
            for days, steps in reporting.plan(inputs).items()
        )

    def _missing(self) -> list[str]:
        """Return the facts that would settle what policies are open, in the order they are asked for."""
        wanted = {name for one in self._applying for name in one.judgement.wanted}
        return [name for name in eligibility.ORDER if name in wanted][:MOST_MISSING]

    def _checks(self) -> tuple[str, ...]:
        found = []
        for contradiction in self._result.contradictions:
            answers = [
                wording.CHECK_ANSWER.format(
                    position=self._places[t.question], option=self._questionnaire.by_id[t.question].options[t.option]
                )
                for t in contradiction.triggers
                if t.question in self._places
            ]
            found.append(wording.CHECK.format(answers=wording.BUT.join(answers)))
        return tuple(found)

    def _limits(self) -> tuple[str, ...]:
        result = self._result
        counted = [a.evidence for a in self._gathered.answers.values() if a.kind == CHOSEN]
        return telling.limits(result, self._questionnaire, counted, scenarios=bool(self._choices))


def _due(one: Applying) -> reporting.Due:
    """Return the last day to apply; the end of a policy is no such day."""
    policy = one.judgement.policy
    dated = policy.apply_until is not None
    return reporting.Due(policy.title, policy.apply_until, one.days if dated else None)
