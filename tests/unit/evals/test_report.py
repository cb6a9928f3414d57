"""Grades summed up by hand and by the report, and what it writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from evals.cases import Case
from evals.evaluators import Grade
from evals.report import BARS, percentile, share, summary, table, write

if TYPE_CHECKING:
    from pathlib import Path


def made(number: int, expect: str = "answer", dataset: str = "one", **got: Any) -> Grade:
    case = Case.model_validate(
        {"id": f"{dataset}-{number}", "text": "问", "voice": "it", "kind": "k", "expect": expect, "dataset": dataset}
    )
    known: dict[str, Any] = {
        "first": None,
        "among": None,
        "facts": None,
        "cited": None,
        "verbatim": (0, 0),
        "declined": False,
        "right": True,
        "seconds": number / 100,
        "labels": (),
        "text": "答",
    }
    return Grade(case=case, **{**known, **got})


GRADES = [
    made(1, first=True, among=True, facts=True, cited=True, verbatim=(2, 2)),
    made(2, first=False, among=True, cited=True, verbatim=(1, 2)),
    made(3, "correct", first=False, among=False, facts=False, cited=False, declined=True),
    made(4, first=True, among=True, cited=True, verbatim=(1, 1)),
    made(5, "decline", "two", declined=True),
    made(6, "decline", "two", declined=False, verbatim=(1, 1)),
    made(7, "chat", "two"),
]


def test_a_share_counts_only_what_applies() -> None:
    assert share([True, None, False, None, True]) == pytest.approx(2 / 3)
    assert share([None, None]) is None
    assert share([]) is None


def test_the_summary_counts_as_one_would_by_hand() -> None:
    assert summary(GRADES) == {
        "first citation is gold": 0.5,
        "gold among citations": 0.75,
        "required facts present": 0.5,
        "to be declined and declined": 0.5,
        "answerable and wrongly declined": 0.25,
        "answers with a citation": 0.75,
        "citations verbatim": pytest.approx(5 / 6),
    }


def test_every_measure_has_its_bar() -> None:
    assert set(summary(GRADES)) == set(BARS)


@pytest.mark.parametrize(
    ("values", "part", "expected"),
    [([5.0, 1.0, 3.0], 0.5, 3.0), ([5.0, 1.0, 3.0], 0.95, 5.0), ([1.0], 0.0, 1.0), ([1.0], 1.0, 1.0), ([], 0.95, 0.0)],
)
def test_percentiles(values: list[float], part: float, expected: float) -> None:
    assert percentile(values, part) == expected


def test_the_table_names_each_dataset_and_marks_what_misses_its_bar() -> None:
    console = Console(width=200, record=True, force_terminal=True)
    with console.capture() as captured:
        console.print(table(GRADES))
    lines = {line.split("│")[1].strip(): line for line in captured.get().splitlines() if "│" in line}
    assert "one" in captured.get()
    assert "two" in captured.get()
    wrongly = lines["answerable and wrongly declined"]
    assert "≤ 0.03" in wrongly
    assert "\x1b[31m0.250" in wrongly
    assert lines["first citation is gold"].rstrip(" │\x1b[0m").endswith("-")


def test_the_report_holds_the_summary_and_every_grade(tmp_path: Path) -> None:
    path = write(GRADES, tmp_path / "reports")
    first, *rest = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert first["summary"]["gold among citations"] == 0.75
    assert [line["id"] for line in rest] == [g.case.id for g in GRADES]
    assert rest[2]["declined"] is True
    assert rest[0]["answer"] == "答"
