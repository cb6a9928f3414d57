"""The knowledge tools over the package's library: what they say, cite and decline."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from assistant.bootstrap import DATA
from corpus.library import Library
from tools.catalog import BY_NAME
from tools.kit.tool import ToolContext
from tools.knowledge.records import validity

if TYPE_CHECKING:
    from corpus.reading import Reading
    from tools.knowledge.draft import Answer

TODAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return Library(DATA, tmp_path_factory.mktemp("var")).current()


async def run(library: Reading, name: str, **arguments: str) -> Answer:
    asked = arguments.get("question", "")
    context = ToolContext("enterprise", "c", "v", "m", TODAY, cast("Any", library), question=asked)
    return cast("Answer", await BY_NAME[name].run(context, arguments))


def clauses(answer: Answer) -> list[str]:
    return [citation.clause for citation in answer.citations]


async def test_a_whole_clause_lists_every_item_with_its_modality(library: Reading) -> None:
    answer = await run(library, "read_clause", clause="8.4.2", aspect="list")
    assert "共 5 项" in answer.text
    assert "3项用“应”（必须），2项用“宜”（建议）" in answer.text
    assert clauses(answer) == ["8.4.2", *(f"8.4.2 {letter})" for letter in "abcde")]


@pytest.mark.parametrize(
    ("clause", "start"),
    [("6.1.3 a)", "是必须做到的"), ("6.1.1.1 a)", "不是硬性要求"), ("8.2.1 a)", "原文没有用“应”或“宜”")],
)
async def test_modality_is_answered_first(library: Reading, clause: str, start: str) -> None:
    assert (await run(library, "read_clause", clause=clause, aspect="modality")).text.startswith(start)


@pytest.mark.parametrize(
    ("loose", "label"),
    [
        ("8.3.1b", "8.3.1 b)"),
        ("8.2.2 第3项", "8.2.2 第3项"),
        ("8.3.1 最后一项", "8.3.1 e)"),
        ("附录二 a.1.2", "附录2 a.1.2"),
    ],
)
async def test_loosely_written_clauses_are_found(library: Reading, loose: str, label: str) -> None:
    assert clauses(await run(library, "read_clause", clause=loose))[0] == label


@pytest.mark.parametrize("clause", ["8.5", "9.1", "8.3.1 h)", "附录3", "8.2.2 第7项", "附录2 g.1"])
async def test_what_the_standard_does_not_have_is_said_to_be_missing(library: Reading, clause: str) -> None:
    answer = await run(library, "read_clause", clause=clause)
    assert answer.declined
    assert answer.text.startswith("标准里没有")


async def test_a_misprint_is_shown_beside_the_formula_it_spoils(library: Reading) -> None:
    answer = await run(library, "read_clause", clause="附录2 a.1.2")
    assert "更正读法" in answer.text
    assert "原文有误" in answer.text
    assert "（转型前能耗/转型后能耗）/转型前能耗×100%" in answer.citations[0].quote


async def test_an_indicator_without_a_formula_says_so(library: Reading) -> None:
    assert "不是标准原文" in (await run(library, "read_clause", clause="附录2 e.1.2")).text


async def test_two_topics_are_compared_side_by_side(library: Reading) -> None:
    answer = await run(library, "compare", first="微调", second="强化学习")
    assert clauses(answer)[:2] == ["3.3", "3.1"]


async def test_a_word_in_many_clauses_is_asked_about(library: Reading) -> None:
    answer = await run(library, "search_sources", question="培训")
    assert answer.topic == "question"
    assert not answer.declined
    assert len(answer.suggestions) >= 3
    assert all(s.tool == "read_clause" for s in answer.suggestions)


@pytest.mark.parametrize(
    "question", ["国务院2025年11月16日印发的中小企业数字化转型专项行动计划能申报吗", "那个数字化转型三年行动计划讲什么"]
)
async def test_unreliable_claims_are_refused_with_the_record_to_rely_on(library: Reading, question: str) -> None:
    answer = await run(library, "search_sources", question=question)
    assert answer.declined
    assert "无法证实" in answer.text
    assert answer.citations[0].document == "CN-EMPOWER-2025-2027"


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (date(2026, 4, 1), "还不能申报"),
        (date(2026, 5, 1), "还有 24 天"),
        (date(2026, 5, 25), "还有 0 天"),
        (date(2026, 5, 26), "已经结束"),
    ],
)
def test_a_policy_is_open_only_on_the_days_its_window_says(library: Reading, day: date, part: str) -> None:
    policy = library.catalogs.policies["CN-GIANT-2026"]
    now = datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)
    assert part in validity(policy, now, None)


def test_no_policy_without_a_window_is_ever_called_open(library: Reading) -> None:
    for policy in library.catalogs.policies.values():
        if policy.apply_from is None and policy.apply_until is None:
            assert "现在可以申报" not in validity(policy, TODAY, None), policy.id
            assert policy.open_on(TODAY.date()) is not True


async def test_unverified_facts_are_marked(library: Reading) -> None:
    answer = await run(library, "read_policy", policy="GZ-SUBSIDY-2025", aspect="provisions")
    assert "150万元" in answer.text
    assert "未核实" in answer.text


async def test_a_document_number_nobody_verified_is_not_given(library: Reading) -> None:
    answer = await run(library, "search_sources", question="中小企业数字化转型指南的文号是多少")
    assert answer.declined
    assert "没有核到" in answer.text


async def test_a_scenario_never_promises_a_figure(library: Reading) -> None:
    answer = await run(library, "search_sources", question="皮具外观检测上了能降多少不良率")
    assert answer.declined
    assert "实测" in answer.text
    assert "%" not in answer.text


@pytest.mark.parametrize("field", ["policies", "scenarios"])
async def test_every_record_can_be_read_by_its_id_in_every_aspect(library: Reading, field: str) -> None:
    tool = {"policies": "read_policy", "scenarios": "read_scenario"}[field]
    parameter = {"policies": "policy", "scenarios": "scenario"}[field]
    aspects = BY_NAME[tool].schema["properties"]["aspect"]["enum"]
    for record in getattr(library.catalogs, field):
        for aspect in aspects:
            answer = await run(library, tool, **{parameter: record, "aspect": aspect})
            assert answer.citations, (record, aspect)
            assert {c.document for c in answer.citations} == {record}


async def test_every_unit_of_the_standard_can_be_read_by_its_label(library: Reading) -> None:
    labels = {
        p.clause
        for p in library.passages
        if p.document.startswith("T/ISC") and not p.id.startswith("T/ISC 0106—2026#fact")
    }
    for label in labels:
        answer = await run(library, "read_clause", clause=label)
        assert not answer.declined, label
        assert label in clauses(answer), label
        for citation in answer.citations:
            assert any(citation.quote in p.display for p in library.find(citation.document, citation.clause))
