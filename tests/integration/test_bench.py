"""Each measurement of the bench runs on little data and prints its numbers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evals.bench import __main__ as bench
from evals.bench import cmrc, planning, scale, terminal
from evals.bench.measures import Measure, Options
from evals.bench.processes import in_child, memory

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPHS = {
    "dev.json": {
        "猫在屋顶上睡觉。它很舒服。": ["猫在哪里睡觉？"],
        "长江流入东海。": ["长江流到哪里？", "哪条江流入东海？"],
    },
    "trial.json": {"李白是唐代诗人。他写了静夜思。": ["静夜思是谁写的？"]},
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "cmrc"
    folder.mkdir()
    for name, paragraphs in PARAGRAPHS.items():
        data = [{"paragraphs": [{"context": c, "qas": [{"question": q} for q in qs]}]} for c, qs in paragraphs.items()]
        (folder / name).write_text(json.dumps({"data": data}), encoding="utf-8")
    return folder


def named(measures: list[Measure]) -> dict[str, float]:
    return {m.name: m.value for m in measures if m.value is not None}


def report(reports: Path) -> dict[str, float | None]:
    return {m["name"]: m["value"] for m in json.loads((reports / "bench.json").read_text(encoding="utf-8"))["measures"]}


def test_retrieval_is_compared_on_the_same_questions(corpus: Path, tmp_path: Path) -> None:
    measures = cmrc.measure(Options(tmp_path, corpus))
    found = named(measures)
    assert found["CMRC 2018 R@1"] == found["CMRC 2018 R@5"] == found["CMRC 2018 MRR@10"] == 1.0
    r1 = measures[0]
    assert set(r1.beside) == {cmrc.BM25, cmrc.KEYWORDS}
    assert r1.reached
    assert "4 questions, 3 paragraphs" in r1.note


def test_ranks_are_scored_as_defined() -> None:
    questions = cmrc.Questions(("a", "b", "c"), (("first", 0), ("third", 2), ("never", 1)))
    orders = {"first": [0, 1, 2], "third": [0, 1, 2], "never": [0, 2]}
    score = cmrc.evaluate(lambda _: orders.__getitem__, questions)
    assert (score.r1, score.r5, score.mrr) == pytest.approx((1 / 3, 2 / 3, (1 + 1 / 3) / 3))


def test_the_large_index_is_built_loaded_and_queried(corpus: Path, tmp_path: Path) -> None:
    found = named(scale.measure(Options(tmp_path, corpus, passages=50)))
    assert found["50 passages: size on disk"] > 0.1
    assert found["50 passages: all channels p95"] >= found["50 passages: all channels p50"] > 0
    assert found["50 passages: Ranker.rank p95"] > 0


def test_without_cmrc_passages_are_made_of_the_package_itself(corpus: Path) -> None:
    assert scale.material(corpus)[0][:2] == ["猫在屋顶上睡觉。", "它很舒服。"]
    pool, questions = scale.material(None)
    assert len(pool) > 500
    assert len(questions) > 200


def test_made_passages_are_the_same_every_time_and_of_the_length_asked() -> None:
    pool = ["一二三四五。", "六七八九十一二三四五六七八九十。", "短。"]
    passages = scale.made(pool, 40, 30)
    assert [p.display for p in passages] == [p.display for p in scale.made(pool, 40, 30)]
    assert all(30 <= len(p.display) <= 40 for p in passages)
    assert len({p.id for p in passages}) == 40


def test_imports_are_added_up_by_package() -> None:
    log = "import time: self [us] | cumulative | imported package\nimport time:       100 |        100 |   a.b\n"
    log += "import time:       50 |        900 | a\nimport time:     2000 |       2000 | c\n"
    assert terminal.imports(log) == (0.00215, [("c", 0.002), ("a", 0.00015)])


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        terminal.run(("/bin/sh", "-c", "echo gone >&2; exit 3"), {"PATH": str(tmp_path)})


def test_the_terminal_the_turns_and_the_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ["--runs", "1", "--cases", "3", "--reports", str(tmp_path)]
    bench.main([*(part for name in ("terminal", "turns", "serving") for part in ("--only", name)), *small])
    values = report(tmp_path)
    assert len(values) == 9
    assert all(value is not None and value > 0 for value in values.values())
    assert "shuzhi ask, cold, median" in capsys.readouterr().out


def test_what_is_not_there_is_said_to_be_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench.main(["--only", "cmrc", "--cmrc", str(tmp_path / "nowhere"), "--reports", str(tmp_path)])
    assert set(report(tmp_path).values()) == {None}
    assert "skipped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("measure", "reached", "ratio"),
    [
        (Measure("a", 4.0, "ms", 5.0), True, 0.8),
        (Measure("a", 6.0, "ms", 5.0), False, 1.2),
        (Measure("a", 0.9, bar=0.9, at_most=False), True, 1.0),
        (Measure("a", 0.8, bar=1.0, at_most=False), False, 0.8),
        (Measure("a", 3.0, "ms"), None, None),
        (Measure("a", None, "ms", 5.0), None, None),
    ],
)
def test_a_measure_knows_its_bar(measure: Measure, reached: bool | None, ratio: float | None) -> None:  # noqa: FBT001
    assert measure.reached is reached
    assert measure.ratio == (None if ratio is None else pytest.approx(ratio))


def test_beside_is_a_ratio() -> None:
    assert Measure("a", 0.9, beside={"b": 0.3, "c": 0.0}).ratios == {"b": pytest.approx(3.0), "c": None}


def test_a_child_is_a_process_of_its_own() -> None:
    here, there = memory(), in_child(memory)
    assert 0 < there["rss"] <= there["peak"]
    assert there != here


def test_planning_plans_just_what_is_due_and_nothing_twice(tmp_path: Path) -> None:
    measures = planning.measured(f"sqlite:///{tmp_path / 'shuzhi.db'}", "SQLite", planning.SQLITE_BAR, 200)
    assert all(m.reached for m in measures)
    seconds, share, memory_used, again = (m.value for m in measures)
    assert (share, again) == (1.0, 0)
    assert seconds
    assert memory_used
    assert "240 planned" in measures[0].note
