"""Turns the package's data files into passages: the standard, policies, scenarios, facts and absent topics."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus import lexicon, standard
from corpus.catalogs import load_questions
from corpus.passages import STANDARD, Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from corpus.catalogs import Catalogs, Policy, Scenario, UnitQuestions

ABSENT = "absent"
"""The document of topics the sources say nothing about; never cited."""


def _sentence(text: str) -> str:
    return text.rstrip(lexicon.FULL_STOP)


def _lines(parts: Iterable[str | None]) -> str:
    return "\n".join(part for part in parts if part)


def policy_texts(policy: Policy) -> dict[str, str]:
    """Write out a policy field by field."""
    unknown = lexicon.UNKNOWN
    return {
        "about": lexicon.POLICY_ABOUT.format(
            title=policy.title,
            summary=policy.summary,
            issuer=lexicon.LIST_COMMA.join(policy.issuer) or unknown,
            doc_no=policy.doc_no or unknown,
            issued=policy.issued or unknown,
            level=policy.level,
            region=policy.region,
        ),
        "provisions": _lines(policy.provisions),
        "eligibility": _lines([policy.applies_to, *policy.eligibility]),
        "how_to_apply": policy.how_to_apply or "",
        "validity": policy.validity_note,
        "unverified": policy.unverified or "",
    }


def scenario_texts(scenario: Scenario, catalogs: Catalogs) -> dict[str, str]:
    """Write out a scenario field by field."""
    none = lexicon.NONE
    names = [
        lexicon.INDICATOR_REFERENCE.format(name=catalogs.indicators[i].name, id=i)
        for i in scenario.expected_indicators
        if i in catalogs.indicators
    ]
    return {
        "about": lexicon.SCENARIO_ABOUT.format(
            name=scenario.name,
            industry=scenario.industry,
            module=scenario.module,
            description=_sentence(scenario.description),
            pains=lexicon.LIST_COMMA.join(scenario.pain_points),
            summary=scenario.summary,
        ),
        "needs": lexicon.SCENARIO_NEEDS.format(
            data=_sentence(scenario.data_prerequisites),
            level=scenario.min_level or lexicon.SCENARIO_NO_LEVEL,
            gate=lexicon.SCENARIO_GATE.format(gate=scenario.dimension_gate) if scenario.dimension_gate else "",
        ),
        "configuration": lexicon.SCENARIO_CONFIGURATION.format(
            hardware=scenario.hardware or none,
            software=scenario.software or none,
            algorithm=scenario.algorithm or none,
            model_type=scenario.model_type,
            services=scenario.services or none,
            partner=scenario.partner_category or none,
        ),
        "effort": lexicon.SCENARIO_EFFORT.format(
            effort=scenario.effort, duration=scenario.duration, basis=scenario.duration_basis or lexicon.UNKNOWN
        ),
        "value": lexicon.SCENARIO_VALUE.format(
            indicators=lexicon.LIST_COMMA.join(names) or none,
            effect=_sentence(scenario.business_effect or none),
            benefit=scenario.economic_benefit or lexicon.SCENARIO_NO_BENEFIT,
        ),
        "evidence": _lines(f"{s.note or ''} {s.url}".strip() for s in scenario.evidence),
    }


def _record(  # noqa: PLR0913 -- each is a part of the record
    *,
    document: str,
    kind: Kind,
    title: str,
    aliases: tuple[str, ...],
    texts: dict[str, str],
    labels: dict[str, str],
    questions: UnitQuestions | None,
    plain: str,
    version: str,
) -> Iterator[Passage]:
    by_field = questions.by_field() if questions else {}
    fields = [name for name, text in texts.items() if text]
    for index, name in enumerate(fields):
        yield Passage(
            id=f"{document}#{name}",
            document=document,
            clause=labels[name],
            kind=kind,
            title=title,
            display=texts[name],
            raw=texts[name],
            path=(title,),
            parent=None if name == "about" else f"{document}#about",
            previous=f"{document}#{fields[index - 1]}" if index else None,
            next=f"{document}#{fields[index + 1]}" if index + 1 < len(fields) else None,
            plain=plain if name == "about" else None,
            questions=tuple(by_field.get(name, ())),
            aliases=aliases,
            version=version,
        )


def _standard(data: Path, catalogs: Catalogs, questions: dict[str, UnitQuestions]) -> Iterator[Passage]:
    for unit in standard.parse((data / "standard.txt").read_text(encoding="utf-8")):
        passage = unit.passage
        asked = questions.get(passage.id.partition("#")[2])
        indicator = None
        if passage.kind is Kind.INDICATOR:
            indicator = catalogs.indicators.get(passage.clause.rpartition(" ")[2])
        yield replace(
            passage,
            title=indicator.name if indicator else passage.title,
            aliases=indicator.aliases if indicator else (),
            plain=asked.plain if asked else None,
            questions=asked.by_field()["about"] if asked else (),
        )


def builtin(data: Path, catalogs: Catalogs) -> list[Passage]:
    """Make the passages of everything the package ships.

    Args:
        data: The folder of data files.
        catalogs: The records read from it.

    Returns:
        Passages in reading order, documents one after the other.
    """
    questions = load_questions(data)
    passages = list(_standard(data, catalogs, questions))
    for policy in catalogs.policies.values():
        passages += _record(
            document=policy.id,
            kind=Kind.POLICY,
            title=policy.title,
            aliases=policy.aliases,
            texts=policy_texts(policy),
            labels=lexicon.POLICY_FIELDS,
            questions=questions.get(policy.id),
            plain=policy.summary,
            version=catalogs.compiled,
        )
    for scenario in catalogs.scenarios.values():
        passages += _record(
            document=scenario.id,
            kind=Kind.SCENARIO,
            title=scenario.name,
            aliases=scenario.aliases,
            texts=scenario_texts(scenario, catalogs),
            labels=lexicon.SCENARIO_FIELDS,
            questions=questions.get(scenario.id),
            plain=scenario.summary,
            version=catalogs.compiled,
        )
    for fact in catalogs.facts.values():
        passages.append(
            Passage(
                id=f"{STANDARD}#fact:{fact.id}",
                document=STANDARD,
                clause=fact.cites[0],
                kind=Kind.FACT,
                title=fact.id,
                display=fact.answer,
                questions=fact.questions,
                version=standard.VERSION,
            )
        )
    for absent in catalogs.absent.values():
        passages.append(
            Passage(
                id=f"{ABSENT}#{absent.id}",
                document=ABSENT,
                clause=absent.id,
                kind=Kind.ABSENT,
                title=absent.topic,
                display=absent.say,
                questions=absent.questions,
            )
        )
    return passages
