"""Passage retrieval on CMRC 2018: our recipe and LlamaIndex's defaults, the same paragraphs, questions and run.

Each of the 4,221 questions of ``dev.json`` and ``trial.json`` is put to an index over all 1,104 paragraphs; the
paragraph it was written for is the one right answer. Ours is the lexical index with the package's stop words, fillers
and words of the field, without expected questions and synonyms. LlamaIndex's retrievers get one node a paragraph and
are asked for ten; everything else is as it comes. What a retriever returns is taken in its order, whatever the scores.
R@1 and R@5 are the shares of questions whose paragraph is first or among five, MRR@10 the mean of one over its rank, 0
beyond ten. Milliseconds a question are the mean over all of them, one at a time, tokenising included, on one core,
after fifty questions to warm up.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from llama_index.core import SimpleKeywordTableIndex
from llama_index.core.llms import MockLLM
from llama_index.core.schema import TextNode
from llama_index.retrievers.bm25 import BM25Retriever

from assistant.bootstrap import DATA
from corpus.catalogs import load_lexicon
from corpus.lexical import LexicalIndex, Lexicon
from evals.bench.measures import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from evals.bench.measures import Options

    Retriever = Callable[[str], Sequence[int]]

FILES = ("dev.json", "trial.json")
DEPTH = 10
WARM_UP = 50
R1_BAR, MRR_BAR = 0.975, 0.984
BM25, KEYWORDS = "LlamaIndex BM25Retriever", "LlamaIndex SimpleKeywordTableIndex"


@dataclass(frozen=True, slots=True)
class Questions:
    """Paragraphs, and questions with the number of the paragraph each was written for."""

    paragraphs: tuple[str, ...]
    asked: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How well a retriever did; milliseconds are a question's mean, seconds the build."""

    r1: float
    r5: float
    mrr: float
    milliseconds: float
    seconds: float


def read(folder: Path) -> Questions:
    """Read both files; a paragraph that stands in them twice counts once.

    Raises:
        OSError: A file is missing.
    """
    paragraphs: dict[str, int] = {}
    asked = []
    for name in FILES:
        for article in json.loads((folder / name).read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                row = paragraphs.setdefault(paragraph["context"], len(paragraphs))
                asked += [(qa["question"], row) for qa in paragraph["qas"]]
    return Questions(tuple(paragraphs), tuple(asked))


def recipe() -> Lexicon:
    """Return the package's lexicon without synonyms, dialect and English."""
    whole = load_lexicon(DATA)
    return Lexicon(
        stop_words=whole.stop_words,
        stop_characters=whole.stop_characters,
        fillers=whole.fillers,
        words=whole.words,
    )


def ours(paragraphs: Sequence[str]) -> Retriever:
    """Index with our recipe."""
    index = LexicalIndex.build([[(text, 1.0)] for text in paragraphs], recipe())

    def retrieve(question: str) -> Sequence[int]:
        scores = index.score(question)
        deep = min(DEPTH, len(scores))
        top = np.argpartition(-scores, deep - 1)[:deep]
        return [int(row) for row in top[np.argsort(-scores[top], kind="stable")]]

    return retrieve


def bm25(paragraphs: Sequence[str]) -> Retriever:
    """Index with LlamaIndex's BM25 retriever as it comes."""
    nodes: Any = [TextNode(text=text, id_=str(row)) for row, text in enumerate(paragraphs)]
    retriever = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=DEPTH)
    return lambda question: [int(found.node.node_id) for found in retriever.retrieve(question)]


def keywords(paragraphs: Sequence[str]) -> Retriever:
    """Index with LlamaIndex's keyword table, the default that needs no model."""
    nodes: Any = [TextNode(text=text, id_=str(row)) for row, text in enumerate(paragraphs)]
    # The simple mode calls no model, but one must be named lest it look for OpenAI's.
    index = SimpleKeywordTableIndex(nodes, llm=MockLLM())
    retriever = index.as_retriever(retriever_mode="simple", num_chunks_per_query=DEPTH)
    return lambda question: [int(found.node.node_id) for found in retriever.retrieve(question)]


def evaluate(build: Callable[[Sequence[str]], Retriever], questions: Questions) -> Score:
    """Build a retriever and put every question to it."""
    started = time.perf_counter()
    retrieve = build(questions.paragraphs)
    seconds = time.perf_counter() - started
    for text, _ in questions.asked[:WARM_UP]:
        retrieve(text)
    ranks = []
    spent = 0.0
    for text, gold in questions.asked:
        began = time.perf_counter()
        found = list(retrieve(text))[:DEPTH]
        spent += time.perf_counter() - began
        ranks.append(found.index(gold) + 1 if gold in found else 0)
    count = max(len(ranks), 1)
    return Score(
        r1=sum(rank == 1 for rank in ranks) / count,
        r5=sum(0 < rank <= 5 for rank in ranks) / count,  # noqa: PLR2004 -- R@5
        mrr=sum(1 / rank for rank in ranks if rank) / count,
        milliseconds=spent / count * 1000,
        seconds=seconds,
    )


def measure(options: Options) -> list[Measure]:
    """Compare retrieval on CMRC 2018."""
    if options.cmrc is None:
        note = "CMRC 2018 isn't there: name its folder with --cmrc"
        return [
            Measure("CMRC 2018 R@1", None, bar=R1_BAR, at_most=False, note=note),
            Measure("CMRC 2018 MRR@10", None, bar=MRR_BAR, at_most=False, note=note),
        ]
    questions = read(options.cmrc)
    mine = evaluate(ours, questions)
    others = {BM25: evaluate(bm25, questions), KEYWORDS: evaluate(keywords, questions)}
    size = f"{len(questions.asked):,} questions, {len(questions.paragraphs):,} paragraphs"

    def beside(part: str) -> dict[str, float]:
        return {name: getattr(score, part) for name, score in others.items()}

    return [
        Measure("CMRC 2018 R@1", mine.r1, bar=R1_BAR, at_most=False, beside=beside("r1"), note=size),
        Measure("CMRC 2018 R@5", mine.r5, at_most=False, beside=beside("r5")),
        Measure("CMRC 2018 MRR@10", mine.mrr, bar=MRR_BAR, at_most=False, beside=beside("mrr")),
        Measure("CMRC 2018 a question", mine.milliseconds, "ms", beside=beside("milliseconds"), note="mean"),
        Measure("CMRC 2018 build", mine.seconds, "s", beside=beside("seconds")),
    ]
