"""The datasets are sound, and replies made by hand get the grades they deserve."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import DATA
from assistant.messages import Reply
from corpus import catalogs, sources
from corpus.passages import STANDARD, Kind, Passage
from evals import cases
from evals.cases import Case
from evals.evaluators import fold, grade, label_of
from tools.kit.tool import Citation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evals.evaluators import Grade

EXPECTED = {"answer", "decline", "correct", "chat"}
NO_PASSAGES = {"STD-TISC-0106", "目次"}
"""Named beside gold that can be cited: the standard among the policies is an alias, the contents are no passage."""
TRACE = Passage(
    id="s#8.3.2 a", document=STANDARD, clause="8.3.2 a)", kind=Kind.ITEM, title="企业档案", display="a) 档案应可追溯；"
)


class Shelf:
    """A library of one passage, as the grader looks quotes up."""

    def find(self, document: str, clause: str) -> Sequence[Passage]:
        return [TRACE] if (document, clause) == (TRACE.document, TRACE.clause) else []


def case(**given: object) -> Case:
    known = {"id": "x-1", "text": "?", "voice": "it", "kind": "clause", "expect": "answer", "dataset": "made"}
    return Case.model_validate({**known, **given})


def cite(clause: str, quote: str = "档案应可追溯", document: str = STANDARD) -> Citation:
    return Citation(document=document, clause=clause, quote=quote)


def graded(asked: Case, text: str = "", *citations: Citation, declined: bool = False) -> Grade:
    reply = Reply(id="r", text=text, citations=citations, declined=declined, seconds=0.01)
    return grade(asked, reply, Shelf())  # type: ignore[arg-type]  # only ``find`` is asked


@cache
def labels() -> frozenset[str]:
    own = sources.builtin(DATA, catalogs.load(DATA))
    return frozenset(label_of(p.document, p.clause) for p in own)


# --- the datasets -----------------------------------------------------------------------------------------------------


def test_ids_are_unique_and_questions_are_there() -> None:
    loaded = cases.load()
    assert len({c.id for c in loaded}) == len(loaded)
    assert all(c.text.strip() and c.expect in EXPECTED for c in loaded)


@pytest.mark.parametrize("dataset", sorted({c.dataset for c in cases.load()}))
def test_gold_citations_are_in_the_corpus(dataset: str) -> None:
    groups = [(c.id, group) for c in cases.load() if c.dataset == dataset for group in c.gold]
    assert not [(name, label) for name, group in groups for label in group if label not in labels() | NO_PASSAGES]
    assert not [name for name, group in groups if not labels() & set(group)]


def test_what_is_to_be_answered_can_be_graded() -> None:
    ungradable = [c.id for c in cases.load() if c.expect in {"answer", "correct"} and not c.gold and not c.facts]
    assert not ungradable
    assert not [c.id for c in cases.load() if c.gold and not all(c.gold)]


def test_there_are_as_many_as_the_bars_speak_of() -> None:
    loaded = cases.load()
    assert sum(c.dataset.startswith(("standard", "appendix")) for c in loaded) >= 150
    assert sum(c.expect in {"decline", "correct"} for c in loaded) >= 60
    assert sum(c.dataset == "policies" for c in loaded) >= 60


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    record = "- {id: a-1, text: '?', voice: it, kind: clause, expect: chat}\n"
    (tmp_path / "one.yaml").write_text(record, encoding="utf-8")
    assert [c.dataset for c in cases.load(tmp_path)] == ["one"]
    (tmp_path / "two.yaml").write_text(record, encoding="utf-8")
    with pytest.raises(ValueError, match="unique"):
        cases.load(tmp_path)


# --- grading ----------------------------------------------------------------------------------------------------------


def test_a_gold_clause_may_come_first_or_later() -> None:
    asked = case(gold=[["8.3.2 a)", "8.3.2"]])
    first = graded(asked, "", cite("8.3.2 a)"), cite("7.1"))
    later = graded(asked, "", cite("7.1"), cite("8.3.2"))
    neither = graded(asked, "", cite("7.1"))
    assert [(g.first, g.among) for g in (first, later, neither)] == [(True, True), (False, True), (False, False)]


def test_every_group_of_gold_must_be_cited() -> None:
    asked = case(gold=[["8.3.1"], ["8.3.2", "8.3.2 a)"]])
    half = graded(asked, "", cite("8.3.1"))
    whole = graded(asked, "", cite("8.3.1"), cite("8.3.2 a)"))
    assert (half.first, half.among) == (True, False)
    assert (whole.first, whole.among) == (True, True)


def test_an_answer_without_citations_is_a_miss() -> None:
    bare = graded(case(gold=[["8.3.1"]]), "8.3.1")
    assert (bare.first, bare.among, bare.cited) == (False, False, False)


def test_other_documents_are_named_by_their_id() -> None:
    assert label_of("POL-01", "要点") == "POL-01"
    assert label_of(STANDARD, "8.3.1") == "8.3.1"
    assert graded(case(gold=[["POL-01"]]), "", cite("要点", document="POL-01")).first


@pytest.mark.parametrize(
    ("facts", "text", "right"),
    [
        (["12个月"], "不少于 12 个月。", True),
        (["12个月"], "不少于１２个月", True),
        (["12个月|一年"], "一年", True),
        (["12个月", "每年"], "12个月", False),
        (["12个月"], "6个月", False),
    ],
)
def test_facts_count_whatever_their_width_and_spacing(facts: list[str], text: str, right: bool) -> None:  # noqa: FBT001
    assert graded(case(facts=facts), text).facts is right


def test_folding_leaves_letters_and_figures() -> None:
    assert fold("（A）１００ %，OK!") == "a100ok"


def test_quotes_are_checked_word_by_word() -> None:
    found = graded(case(), "", cite("8.3.2 a)"), cite("8.3.2 a)", "档案可以追溯"), cite("8.3.2 b)"))
    assert found.verbatim == (1, 3)


@pytest.mark.parametrize(
    ("expect", "declined", "right"),
    [("decline", True, True), ("decline", False, False), ("answer", True, False), ("correct", False, True)],
)
def test_declining_is_right_only_where_it_is_due(expect: str, declined: bool, right: bool) -> None:  # noqa: FBT001
    assert graded(case(expect=expect), declined=declined).right is right


def test_measures_that_do_not_apply_are_left_open() -> None:
    refused = graded(case(expect="decline", gold=[]), "没有")
    assert (refused.first, refused.among, refused.facts, refused.cited) == (None, None, None, None)
    assert refused.verbatim == (0, 0)
