"""An index over 50,000 passages: time to build, size on disk, growth of memory, and time a query takes.

The passages stand beside the package's own, as an operator's uploads do, and go through the real ``Ranker``. Each is
sentences drawn at random, with a fixed seed, from CMRC 2018's paragraphs, or from the package's sources where CMRC
isn't there, until it has about 177 characters. The index is built in one fresh process and loaded in another, which
maps its arrays from disk. Growth is resident memory (10^6 bytes, mapped pages included) after, less before, with the
passages, the lexicon and the segmenter's dictionary already in memory: they are there whatever the index. After the
queries it has also what these touched. A query is timed alone, on one core, after fifty to warm up: over all channels
(``LexicalIndex.score``, tokenising included, and the ten best picked out), and through ``Ranker.rank``: synonyms,
sounds, and the coverage of eight hits. Queries are 500 of CMRC's questions and another 500, or half of the evaluation
questions each.
"""

from __future__ import annotations

import gc
import random
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import jieba
import numpy as np

from assistant.bootstrap import DATA
from corpus import catalogs, sources
from corpus.passages import Kind, Passage
from corpus.retrieval import Ranker
from evals import cases
from evals.bench import cmrc
from evals.bench.measures import Measure
from evals.bench.processes import MEGABYTE, in_child, memory
from evals.report import percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from evals.bench.measures import Options

CHARACTERS, SHORTEST = 177, 8
QUERIES, WARM_UP, DEPTH, HITS = 500, 50, 10, 8
SEED = 20181123
MILLISECONDS_BAR, MEGABYTES_BAR = 5.0, 400.0

_SENTENCE = re.compile(r"[^\u3002\uff01\uff1f!?;\uff1b\n]+[\u3002\uff01\uff1f!?;\uff1b]?")


def sentences(texts: Sequence[str]) -> list[str]:
    """Cut texts into sentences, each once, in their order."""
    found = (match.group(0).strip() for text in texts for match in _SENTENCE.finditer(text))
    return list(dict.fromkeys(sentence for sentence in found if sentence))


def made(pool: Sequence[str], count: int, characters: int = CHARACTERS) -> list[Passage]:
    """Make passages of random sentences, the same ones every time.

    Args:
        pool: Sentences to draw from.
        count: How many passages.
        characters: About how long each is.
    """
    draw = random.Random(SEED)  # noqa: S311 -- nothing secret
    passages = []
    for number in range(count):
        parts: list[str] = []
        while (length := sum(map(len, parts))) < characters:
            # A long sentence is cut, so that the mean stays where it should be.
            parts.append(draw.choice(pool)[: max(characters - length, SHORTEST)])
        document = f"document {number // 100}"
        passages.append(
            Passage(
                id=f"{document}#{number}",
                document=document,
                clause=str(number % 100),
                kind=Kind.UPLOAD,
                title=document,
                display="".join(parts),
            )
        )
    return passages


def material(folder: Path | None) -> tuple[list[str], list[str]]:
    """Return sentences to make passages of, and questions to ask."""
    if folder is None:
        own = sources.builtin(DATA, catalogs.load(DATA))
        return sentences([p.display for p in own]), [case.text for case in cases.load()]
    read = cmrc.read(folder)
    return sentences(read.paragraphs), [question for question, _ in read.asked]


def everything(folder: Path | None, count: int) -> list[Passage]:
    """Return the package's passages and as many made ones."""
    own = sources.builtin(DATA, catalogs.load(DATA))
    return [*own, *made(material(folder)[0], count)]


def build(folder: Path, corpus: Path | None, count: int) -> dict[str, float]:
    """Build and save the index; called in a process of its own."""
    passages, lexicon = everything(corpus, count), catalogs.load_lexicon(DATA)
    jieba.initialize()
    gc.collect()
    before = memory()
    started = time.perf_counter()
    ranker = Ranker.build(passages, lexicon)
    seconds = time.perf_counter() - started
    after = memory()
    folder.mkdir(parents=True, exist_ok=True)
    ranker.save(folder)
    return {
        "seconds": seconds,
        "growth": after["rss"] - before["rss"],
        "peak": memory()["peak"] - before["rss"],
        "disk": sum(file.stat().st_size for file in folder.iterdir()) / MEGABYTE,
        "characters": sum(len(p.display) for p in passages[-count:]) / max(count, 1),
    }


def query(folder: Path, corpus: Path | None, count: int) -> dict[str, float]:
    """Load the index and query it; called in a process of its own."""
    passages, lexicon = everything(corpus, count), catalogs.load_lexicon(DATA)
    questions = material(corpus)[1]
    jieba.initialize()
    gc.collect()
    before = memory()
    started = time.perf_counter()
    ranker = Ranker.load(folder, passages, lexicon)
    seconds = time.perf_counter() - started
    loaded = memory()
    random.Random(SEED).shuffle(questions)  # noqa: S311 -- nothing secret
    size = min(QUERIES + WARM_UP, len(questions) // 2)

    def channels(text: str) -> None:
        scores = ranker.index.score(text)
        top = np.argpartition(-scores, min(DEPTH, len(scores)) - 1)[:DEPTH]
        np.argsort(-scores[top], kind="stable")

    # Others each time, so that nothing remembered from the first helps the second.
    plain = timed(channels, questions[:size])
    full = timed(lambda text: ranker.rank(text, HITS), questions[size : 2 * size])
    return {
        "seconds": seconds,
        "growth": loaded["rss"] - before["rss"],
        "growth after queries": memory()["rss"] - before["rss"],
        "anonymous": memory()["anonymous"] - before["anonymous"],
        **{f"channels p{part}": percentile(plain, part / 100) for part in (50, 95)},
        **{f"rank p{part}": percentile(full, part / 100) for part in (50, 95)},
        "rank worst": max(full),
    }


def timed(call: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Return the milliseconds each question takes, once the first have warmed up."""
    spent = []
    for number, text in enumerate(questions):
        began = time.perf_counter()
        call(text)
        if number >= min(WARM_UP, len(questions) // 2):
            spent.append((time.perf_counter() - began) * 1000)
    return spent


def measure(options: Options) -> list[Measure]:
    """Build, load and query the large index."""
    folder, size = options.folder / "scale", f"{options.passages:,} passages"
    built = in_child(build, folder, options.cmrc, options.passages)
    found = in_child(query, folder, options.cmrc, options.passages)
    source = "CMRC 2018" if options.cmrc else "the package's sources"
    results = [
        Measure("build", built["seconds"], "s", note=f"{built['characters']:.0f} characters each, from {source}"),
        Measure("size on disk", built["disk"], "MB"),
        Measure("memory growth, built", built["growth"], "MB", note=f"at its peak {built['peak']:.0f} MB"),
        Measure("load", found["seconds"], "s"),
        Measure("memory growth, loaded", found["growth"], "MB", MEGABYTES_BAR, note="arrays mapped"),
        Measure(
            "memory growth, after queries",
            found["growth after queries"],
            "MB",
            MEGABYTES_BAR,
            note=f"of it {found['anonymous']:.0f} MB not mapped from a file",
        ),
        Measure("all channels p50", found["channels p50"], "ms"),
        Measure("all channels p95", found["channels p95"], "ms", MILLISECONDS_BAR),
        Measure("Ranker.rank p50", found["rank p50"], "ms"),
        Measure(
            "Ranker.rank p95",
            found["rank p95"],
            "ms",
            MILLISECONDS_BAR,
            note=f"worst {found['rank worst']:.1f} ms",
        ),
    ]
    return [replace(m, name=f"{size}: {m.name}") for m in results]
