"""The standard is parsed into every unit it has, and no character of its body is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus.passages import Kind, Modality
from corpus.standard import modality, parse

TEXT = (Path(__file__).parents[3] / "corpus" / "data" / "standard.txt").read_text(encoding="utf-8")
UNITS = parse(TEXT)
PASSAGES = [unit.passage for unit in UNITS]
ITEMS = [p for p in PASSAGES if p.kind is Kind.ITEM and not p.clause.startswith("附录")]


def by_clause(clause: str) -> list[str]:
    return [p.display for p in PASSAGES if p.clause == clause]


def test_every_kind_of_unit_is_counted() -> None:
    kinds = Counter(p.kind for p in PASSAGES)
    assert kinds[Kind.TERM] == 4
    assert kinds[Kind.ABBREVIATION] == 14
    assert kinds[Kind.FRONT_MATTER] == 3
    assert kinds[Kind.CHAPTER] == 8
    assert kinds[Kind.CLASS] == 6
    assert kinds[Kind.SUBCLASS] == 15
    assert kinds[Kind.ENTRY] == 39
    assert kinds[Kind.INDICATOR] == 44
    assert sum(p.clause == "附录1" and p.kind is Kind.ITEM for p in PASSAGES) == 6


def test_requirements_by_group_chapter_and_modality() -> None:
    assert len(ITEMS) == 193
    assert len({p.parent for p in ITEMS}) == 34
    assert Counter(p.clause[0] for p in ITEMS) == {"6": 89, "7": 41, "8": 63}
    assert Counter(p.modality for p in ITEMS) == {Modality.SHALL: 163, Modality.SHOULD: 25, None: 5}


def test_every_character_of_the_body_lands_in_exactly_one_unit() -> None:
    covered = [0] * len(TEXT)
    for unit in UNITS:
        for start, end in unit.spans:
            for index in range(start, end):
                covered[index] += 1
    contents, body = TEXT.index("目 次"), TEXT.index("前 言\n\n本文件")
    for index, character in enumerate(TEXT):
        if character.strip():
            assert covered[index] == (0 if contents <= index < body else 1), TEXT[index - 20 : index + 20]


def test_ids_are_unique_and_neighbours_lead_from_first_to_last() -> None:
    by_id = {p.id: p for p in PASSAGES}
    assert len(by_id) == len(PASSAGES)
    current, seen = PASSAGES[0], 1
    while current.next:
        assert by_id[current.next].previous == current.id
        current, seen = by_id[current.next], seen + 1
    assert seen == len(PASSAGES)


@pytest.mark.parametrize(
    ("clause", "start"),
    [
        ("8.3.1 b)", "平台应支持对企业开展数字化成熟度诊断"),
        ("8.2.2 第2项", "企业初诊服务能力："),
        ("8.2.3 第1项", "平台应建立产品、技术与运营之间的联动协同机制"),
        ("8.2.3 c)", "平台应建立运营团队与行业专家之间的协同工作机制"),
        ("6.1.1.2 c)", "应采用高密度AI训练专用服务器"),
        ("4 AGV", "AGV：智能搬运机器人"),
        ("附录2 e.1.2", "净推荐值：客户忠诚度"),
    ],
)
def test_units_are_found_by_the_label_people_cite(clause: str, start: str) -> None:
    assert any(text.startswith(start) for text in by_clause(clause))


def test_display_mends_what_the_page_broke_and_keeps_the_words() -> None:
    entry = next(p for p in PASSAGES if p.id.endswith("附录2 b.1/3"))
    assert entry.display.endswith("预测故障概率的准确率提升。")
    assert not any(mark in p.display for p in PASSAGES for mark in ("**", "● "))
    for passage in PASSAGES:
        lines = passage.display.split("\n")
        raw = "".join(passage.raw.replace("**", "").split())
        assert all("".join(line.split()) in raw or passage.kind is Kind.INDICATOR for line in lines), passage.id


def test_terms_carry_their_notes_and_sources() -> None:
    large_model = by_clause("3.2")[0]
    assert "注：大模型的参数" in large_model
    assert "[来源：GB/T 45288.1—2025, 3.1]" in large_model


def test_path_lists_the_headings_above() -> None:
    item = next(p for p in PASSAGES if p.clause == "6.1.1.1 a)")
    assert item.path == ("6 平台技术能力要求", "6.1 人工智能基础云平台", "6.1.1 平台基础设施", "6.1.1.1 算力基础设施")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("应支持负载均衡。", Modality.SHALL),
        ("宜采用国产化设施，并应登记。", Modality.SHOULD),
        ("提供应用、供应链、响应与应急服务。", None),
        ("适应变化的反应能力", None),
    ],
)
def test_modality_reads_the_verb_not_the_character(text: str, expected: Modality | None) -> None:
    assert modality(text) is expected


def test_a_text_without_the_standards_parts_is_refused() -> None:
    with pytest.raises(ValueError, match="目次"):
        parse("随便一段文字")
