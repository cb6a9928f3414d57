"""The expected questions are enough, told apart, and none of the evaluation's."""

from __future__ import annotations

from corpus.passages import Kind, Passage
from evals.questions import check, findings


def passage(name: str, *questions: str, kind: Kind = Kind.CLAUSE) -> Passage:
    return Passage(name, "document", name, kind, name, name, questions=questions)


def test_the_package_has_enough_questions_and_none_twice() -> None:
    found = findings()
    assert found.few == []
    assert found.repeated == []
    assert found.alike == []
    assert found.total > 8000


def test_hardly_any_evaluation_question_is_an_expected_one() -> None:
    assert len(findings().leaked) <= 3


def test_too_few_and_repeated_questions_are_found() -> None:
    found = check([passage("a", "要不要加密", "x1", "x2"), passage("b", "要不要加密？", "y")], ["Y!"])
    assert [line.split(":")[0] for line in found.few] == ["b"]
    assert len(found.repeated) == 1
    assert found.leaked == ["Y!"]


def test_questions_alike_but_for_a_figure_are_not_the_same() -> None:
    first, second = (
        "第6章一共有多少条要求是平台运营方非做不可的呀请说清楚",
        "第7章一共有多少条要求是平台运营方非做不可的呀请说清楚",
    )
    assert check([passage("a", first), passage("b", second)], []).alike == []
    assert len(check([passage("a", first + "吗"), passage("b", first + "么")], []).alike) == 1
