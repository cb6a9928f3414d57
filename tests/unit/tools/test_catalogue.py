"""The catalog of scenarios checked, edited and exchanged as a table."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import DATA
from corpus import catalogs
from tools.domain import catalogue
from tools.domain.catalogue import lexicon
from tools.domain.catalogue.changing import changes_in
from tools.domain.catalogue.meaning import candidates
from tools.scenarios.editing import read_edit
from tools.scenarios.locating import sides

KNOWN = catalogs.load(DATA)
SCENARIOS = KNOWN.scenarios
HEADER = "编号,场景名称,周期,投入\n"


def imported(text: str) -> catalogue.Import:
    return catalogue.imported(catalogue.rows_in(text), SCENARIOS, KNOWN.indicators)


def faults(**changes: Any) -> list[tuple[str, str]]:
    values = {**SCENARIOS["SC-QC-001"].model_dump(mode="json"), **changes}
    return [(f.field, f.problem) for f in catalogue.checked(values, KNOWN.indicators)[1]]


def test_every_scenario_of_the_package_is_valid() -> None:
    for scenario in SCENARIOS.values():
        record, wrong = catalogue.checked(scenario.model_dump(mode="json"), KNOWN.indicators)
        assert (record, wrong) == (scenario, ())


def test_what_is_exported_changes_nothing_when_imported() -> None:
    found = imported("\ufeff" + catalogue.csv_of(SCENARIOS.values()))
    assert (found.changes, found.same, found.faults) == ((), len(SCENARIOS), ())


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"industry": "农业"}, ("industry", "choice")),
        ({"effort": "超重"}, ("effort", "choice")),
        ({"min_level": "L9"}, ("min_level", "level")),
        ({"dimension_gate": "D7≥10"}, ("dimension_gate", "gate")),
        ({"dimension_gate": "D2≥101"}, ("dimension_gate", "gate")),
        ({"duration": "三天"}, ("duration", "duration")),
        ({"duration": "12—5 周"}, ("duration", "duration")),
        ({"expected_indicators": ["b.9.9"]}, ("expected_indicators", "indicator")),
        ({"name": ""}, ("name", "required")),
        ({"hardware": None}, ("hardware", "unrecorded")),
        ({"name": "长" * 41}, ("name", "length")),
        ({"evidence": [{"url": "没有"}]}, ("evidence", "url")),
        ({"economic_benefit": "省30%", "evidence": []}, ("economic_benefit", "figure")),
        ({"id": "X-1"}, ("id", "id")),
    ],
)
def test_what_may_not_stand_in_a_field(changes: dict[str, Any], fault: tuple[str, str]) -> None:
    assert faults(**changes) == [fault]


def test_a_figure_with_a_source_may_stand() -> None:
    assert faults(economic_benefit="省30%", evidence=[{"url": "https://example.com/a"}]) == []


def test_an_import_names_the_line_of_each_fault_and_changes_nothing() -> None:
    found = imported(HEADER + "SC-QC-001,冲压焊接件外观缺陷检测,6-10周,中\nSC-QC-002,装配错漏与扭矩防错,三天,超重\n")
    assert found.changes == ()
    assert [(f.line, f.fault.field, f.fault.problem) for f in found.faults] == [
        (3, "effort", "choice"),
        (3, "duration", "duration"),
    ]


def test_an_import_says_what_would_change() -> None:
    found = imported(HEADER + "SC-QC-001,冲压焊接件外观缺陷检测,6-10周,中\n")
    assert [(c.record.id, c.fields, c.record.duration) for c in found.changes] == [
        ("SC-QC-001", ("duration",), "6—10 周")
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("编号,场景名称,不认识\nSC-QC-001,a,b\n", "field"),
        ("编号,周期,工期\nSC-QC-001,5—12 周,5—12 周\n", "field"),
        (HEADER + "SC-QC-999,没有的,5-12周,中\n", "unknown"),
        (HEADER + 2 * "SC-QC-001,冲压焊接件外观缺陷检测,6-10周,中\n", "id"),
    ],
)
def test_tables_that_are_refused(text: str, problem: str) -> None:
    assert {f.fault.problem for f in imported(text).faults} == {problem}


TABLE = "编号,周期\nSC-QC-001,8-12周"


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        f"导入这张场景表：\n{TABLE}",
        f"先别入库，帮我查查格式：{TABLE}",
        f"你看下这张表\r\n{TABLE}\r\n有没有问题".replace("\n", "\r\n"),
        f"{TABLE}\n\n",
    ],
)
def test_a_table_is_found_among_words(text: str) -> None:
    assert catalogue.table_in(text) == TABLE


def test_the_words_around_a_table_are_left() -> None:
    assert catalogue.apart(f"你看下这张：{TABLE}\n有没有问题") == (TABLE, "你看下这张： 有没有问题")


@pytest.mark.parametrize("text", ["编号,周期", "导入，周期改成八周", "先看编号,再看周期\n谢谢", "第一行\n第二行,周期"])
def test_words_are_no_table(text: str) -> None:
    assert not catalogue.table_in(text)


def test_new_scenarios_get_numbers_of_their_own() -> None:
    rows = catalogue.rows_of([SCENARIOS["SC-QC-001"]])
    at = rows[0].index("编号")
    new = [[*rows[1]], [*rows[1]]]
    for number, row in enumerate(new):
        row[at], row[rows[0].index("场景名称")] = "", f"新场景{number}"
    found = catalogue.imported([rows[0], *new], SCENARIOS, KNOWN.indicators, taken=["SC-QC-080"])
    assert [c.record.id for c in found.changes] == ["SC-QC-081", "SC-QC-082"]


@given(st.sampled_from(sorted(SCENARIOS)), st.sampled_from(sorted(set(lexicon.COLUMNS) - {"id"})))
def test_a_cell_reads_back_as_the_field_it_was_written_from(scenario: str, field: str) -> None:
    record = SCENARIOS[scenario]
    read = catalogue.value_of(field, catalogue.text_of(record, field))
    assert read == record.model_dump(mode="json")[field]


@given(st.text(max_size=300))
def test_no_text_breaks_the_import(text: str) -> None:
    found = imported(HEADER + text)
    assert not (found.faults and found.changes)


@given(st.text(min_size=1, max_size=20))
def test_no_cell_is_a_formula(name: str) -> None:
    row = catalogue.rows_of([SCENARIOS["SC-QC-001"].model_copy(update={"name": name})])[1]
    assert not any(cell.startswith(lexicon.FORMULA) for cell in row)


def test_edits_lie_over_the_package() -> None:
    new = {**SCENARIOS["SC-QC-001"].model_dump(mode="json"), "id": "SC-QC-200"}
    laid = catalogue.effective(SCENARIOS, {"SC-QC-002": None, "SC-QC-200": new})
    assert "SC-QC-002" not in laid
    assert list(laid)[-1] == "SC-QC-200"
    assert laid["SC-QC-001"] is SCENARIOS["SC-QC-001"]


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("周期：8—16 周；投入：重", {"duration": "8—16 周", "effort": "重"}),
        ("把工期改成8-16周", {"duration": "8-16周"}),
        ("把SC-QC-001的周期改成8-16周，投入改成重", {"duration": "8-16周", "effort": "重"}),
        ("痛点：漏检、返工；数据准备：样本", {"pain_points": "漏检、返工", "data_prerequisites": "样本"}),
        ("把模块从服务改到营销", {"module": "营销"}),
        ("等级门槛从L2降到L1", {"min_level": "L1"}),
        ("等级门槛从L2改到L3", {"min_level": "L3"}),
        ("去掉SC-QC-018的分维门槛", {"dimension_gate": ""}),
        ("你好", {}),
        ("编号：SC-QC-009", {}),
    ],
)
def test_changes_are_read_out_of_words(words: str, fields: dict[str, str]) -> None:
    assert {c.field: c.value for c in changes_in(words)} == fields


@pytest.mark.parametrize(
    ("words", "action", "scenario"),
    [
        ("下架空压站群控优化", "withdraw", "空压站群控优化（SC-EN-071）"),
        ("恢复 sc-qc-024", "restore", "宝石分级辅助识别（SC-QC-024）"),
        ("把智能排产的周期改成8—16周", "change", "智能排产（SC-MF-063）"),
        ("去掉sc-qc-018的分维门槛", "change", "灌装与包装视觉检测（SC-QC-018）"),
        ("撤销刚才对sc-qc-014的改动", "change", "成品外观与线迹检测（SC-QC-014）"),
        ("新增一个场景：皮边涂布检测，行业皮革皮具", "add", "皮边涂布检测"),
        ("改场景", "change", None),
    ],
)
def test_a_request_to_edit_says_what_and_which(words: str, action: str, scenario: str | None) -> None:
    found = read_edit(words, KNOWN)
    assert (found["action"], found.get("scenario")) == (action, scenario)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("智能排产和小批快反工序排程有什么区别", ("SC-MF-063", "SC-MF-012")),
        ("先做轻量化mes报工还是先做智能排产?", ("SC-MF-062", "SC-MF-063")),
        ("冷链温湿度监控与批次追溯", ("SC-WL-046", "批次追溯")),
        ("这两个场景哪个好", ()),
    ],
)
def test_the_sides_of_a_comparison_are_read_out_of_words(words: str, found: tuple[str, ...]) -> None:
    assert sides(SCENARIOS, words) == found


def test_names_are_found_by_id_whole_part_and_likeness() -> None:
    def ids(name: str) -> list[str]:
        return [s.id for s in candidates(SCENARIOS, name)]

    assert ids("sc-mf-063") == ids("智能排产") == ["SC-MF-063"]
    assert ids("装载线路优化") == ["SC-WL-048"]
    assert ids("") == []
    assert len(ids("批次追溯")) > 1


def test_a_cell_that_begins_as_a_formula_does_in_full_width_is_guarded() -> None:
    for cell in ("＝1+1", "＋1", "－1", "＠A1", "\n=1"):
        assert catalogue.guarded(cell) == f"'{cell}"
    assert catalogue.guarded("上线＝可用") == "上线＝可用"
