"""What the package ships as passages: plain sentences that keep to their unit, records field by field."""

from __future__ import annotations

import re

from assistant.bootstrap import DATA
from corpus import catalogs, sources
from corpus.passages import STANDARD, Kind, Modality

CATALOGS = catalogs.load(DATA)
PASSAGES = sources.builtin(DATA, CATALOGS)
UNITS = [p for p in PASSAGES if p.document == STANDARD and p.kind is not Kind.FACT]


def test_every_unit_says_in_one_plain_sentence_what_it_means() -> None:
    assert [p.id for p in UNITS if not p.plain] == []
    assert [p.id for p in UNITS if p.plain and len(p.plain) > 70] == []


def test_plain_sentences_keep_the_modality() -> None:
    mild = re.compile(r"建议(?!生成|、)|最好|不强制")
    for passage in UNITS:
        if passage.modality is Modality.SHOULD:
            assert mild.search(passage.plain or ""), passage.id
        if passage.modality is Modality.SHALL:
            assert not re.search(r"最好|不强制", passage.plain or ""), passage.id


def test_plain_sentences_add_no_figure() -> None:
    for passage in UNITS:
        if passage.kind in {Kind.ITEM, Kind.INDICATOR, Kind.TERM}:
            added = set(re.findall(r"\d+", passage.plain or "")) - set(re.findall(r"\d+", passage.display))
            assert not added, passage.id


def test_policies_and_scenarios_become_passages_field_by_field() -> None:
    fields = {p.id for p in PASSAGES}
    for policy in CATALOGS.policies.values():
        assert {f"{policy.id}#about", f"{policy.id}#provisions", f"{policy.id}#validity"} <= fields
        assert (f"{policy.id}#unverified" in fields) == bool(policy.unverified)
    for scenario in CATALOGS.scenarios.values():
        assert {f"{scenario.id}#{name}" for name in ("about", "needs", "configuration", "effort", "value")} <= fields


def test_the_standard_is_no_policy_of_its_own() -> None:
    assert len(CATALOGS.policies) == 39
    assert not any("0106" in p.document for p in PASSAGES if p.kind is Kind.POLICY)


def test_every_reference_between_records_leads_somewhere() -> None:
    labels = {p.clause for p in UNITS}
    for fact in CATALOGS.facts.values():
        assert set(fact.cites) <= labels, fact.id
    for absent in CATALOGS.absent.values():
        assert all(c in labels or c in CATALOGS.policies or c in CATALOGS.scenarios for c in absent.cites), absent.id
    for claim in CATALOGS.unreliable_claims:
        assert set(claim.instead) <= set(CATALOGS.policies), claim.id
    for policy in CATALOGS.policies.values():
        assert policy.replaced_by is None or policy.replaced_by in CATALOGS.policies
    for scenario in CATALOGS.scenarios.values():
        assert set(scenario.expected_indicators) <= set(CATALOGS.indicators), scenario.id
