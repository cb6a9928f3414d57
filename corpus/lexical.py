"""The embedded retrieval core: BM25 over three channels of terms, pure numpy."""

from __future__ import annotations

import logging
import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import jieba
import numpy as np
import zhconv

from corpus.english import FUNCTION_WORDS
from corpus.sounds import Sounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

jieba.setLogLevel(logging.WARNING)

K1, B = 1.2, 0.5
CHANNELS = {"characters": 0.4, "bigrams": 0.3, "words": 0.3}
"""The weight of each channel in the sum, as measured on public Chinese question sets."""

HEARD = 0.4
"""Weight of a word that sounds like a misspelt one."""
RARE, COMMON = 1, 4
"""Documents up to which a pair of characters counts as misspelt, and from which one can be meant."""

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_RUN = re.compile(r"[a-z0-9]+|[\u3400-\u4dbf\u4e00-\u9fff]+")
_PLURAL = 3
"""Length above which a word ending in s may be a plural."""


_AS_WRITTEN = str.maketrans({"\U00020bb6": "\u55f0", "\u63fe": "\u6435", "\u5556": "\u5649"})
"""Rare characters, and the Cantonese ones they were made from."""


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Fold width, case and script: full-width to half-width, Traditional to Simplified, no zero-width characters.

    Cantonese characters that the tables of Traditional ones turn into rare others stay as people write them.
    """
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
    return str(zhconv.convert(folded, "zh-hans")).translate(_AS_WRITTEN)


class Lexicon:
    """Words the index and the questions put to it are treated with.

    Args:
        stop_words: Words left out of the word channel.
        stop_characters: Characters left out of the character channel.
        fillers: Phrases stripped from questions.
        words: Words of the field that segmentation must keep whole.
        synonyms: For each word people use, the words of the sources it stands for.
        rewrites: Turns of dialect and frequent misspellings, with what they are written as; in this order.
        english: English terms with their Chinese ones.
    """

    def __init__(  # noqa: PLR0913 -- each is a list of words of its own
        self,
        *,
        stop_words: Iterable[str] = (),
        stop_characters: Iterable[str] = (),
        fillers: Iterable[str] = (),
        words: Iterable[str] = (),
        synonyms: Mapping[str, tuple[str, ...]] | None = None,
        rewrites: Sequence[Mapping[str, str]] = (),
        english: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.stop_words, self.stop_characters = frozenset(stop_words), frozenset(stop_characters)
        self.fillers = tuple(sorted(fillers, key=len, reverse=True))
        self.words, self.synonyms, self.english = tuple(words), synonyms or {}, english or {}
        self._places = {word: place for place, word in enumerate(self.synonyms)}
        self._sizes = {len(word) for word in self.synonyms}
        self._rewrites = [(_any_of(table), table) for table in rewrites if table]
        self._english = _any_of(self.english, r"(?<![a-z0-9])(?:{})(?![a-z0-9])") if self.english else None

    def strip(self, query: str) -> str:
        """Normalise a question, write it in standard words and take its filler out.

        A question that is nothing but filler stays as it is.
        """
        text = self.rewritten(normalise(query))
        stripped = text
        for filler in self.fillers:
            stripped = stripped.replace(filler, " ")
        return stripped if runs(stripped) else text

    def rewritten(self, text: str) -> str:
        """Write turns of dialect and frequent misspellings of a normalised text in standard words."""
        for pattern, table in self._rewrites:
            text = pattern.sub(_replacing(table), text)
        return text

    def related(self, text: str) -> list[str]:
        """Return the words of the sources that a question's own words stand for."""
        parts = {text[i : i + size] for size in self._sizes for i in range(len(text) - size + 1)}
        known = sorted(parts & self._places.keys(), key=self._places.__getitem__)
        found = [other for word in known for other in self.synonyms[word]]
        if self._english is not None:
            found += [term for word in self._english.findall(text) for term in self.english[word]]
        return list(dict.fromkeys(found))


def _replacing(table: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: table[match.group(0)]


def _any_of(table: Mapping[str, object], form: str = "{}") -> re.Pattern[str]:
    longest = sorted(map(re.escape, table), key=len, reverse=True)
    return re.compile(form.format("|".join(longest)))


def runs(text: str) -> list[str]:
    """Split normalised text into runs of Chinese characters and of Latin letters or digits.

    English function words are left out, and plurals lose their s.
    """
    found: list[str] = []
    for run in _RUN.findall(text):
        if run[0].isascii():
            if run in FUNCTION_WORDS:
                continue
            found.append(run[:-1] if len(run) > _PLURAL and run[-1] == "s" and run[-2] != "s" else run)
        else:
            found.append(run)
    return found


def _is_pair(term: str) -> bool:
    return len(term) == 2 and not term[0].isascii()  # noqa: PLR2004 -- a pair


def _is_latin(run: str) -> bool:
    return run[0].isascii()


def characters(text: str, lexicon: Lexicon) -> list[str]:
    """Return single characters and Latin words, stop characters left out."""
    terms: list[str] = []
    for run in runs(text):
        terms.extend([run] if _is_latin(run) else [c for c in run if c not in lexicon.stop_characters])
    return terms


def bigrams(text: str, lexicon: Lexicon) -> list[str]:  # noqa: ARG001 -- the three channels share one signature
    """Return pairs of neighbouring characters and Latin words."""
    terms: list[str] = []
    for run in runs(text):
        terms.extend([run] if _is_latin(run) or len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)])
    return terms


def words(text: str, lexicon: Lexicon) -> list[str]:
    """Return words as jieba's search mode cuts them, stop words left out."""
    return [
        word
        for run in runs(text)
        for word in ([run] if _is_latin(run) else jieba.cut_for_search(run))
        if word not in lexicon.stop_words
    ]


_TERMS = {"characters": characters, "bigrams": bigrams, "words": words}


@lru_cache(maxsize=256)
def _question(query: str, lexicon: Lexicon) -> tuple[str, Mapping[str, Counter[str]]]:
    """Strip a question and count its terms by channel, once for ranking and coverage."""
    text = lexicon.strip(query)
    return text, {name: Counter(terms(text, lexicon)) for name, terms in _TERMS.items()}


@lru_cache(maxsize=16384)
def _cut(channel: str, word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Cut a related word into a channel's terms; they recur from question to question."""
    return tuple(_TERMS[channel](word, lexicon))


class Channel:
    """One inverted index: for each term the passages that hold it, with ready-made BM25 scores.

    Args:
        vocabulary: Row of each term.
        starts: Where each term's postings begin; one longer than the vocabulary.
        rows: Passage numbers of all postings.
        scores: BM25 scores of all postings.
        size: How many passages there are.
    """

    def __init__(
        self,
        vocabulary: dict[str, int],
        starts: NDArray[np.int64],
        rows: NDArray[np.int32],
        scores: NDArray[np.float32],
        size: int,
    ) -> None:
        self.vocabulary, self.starts, self.rows, self.scores, self.size = vocabulary, starts, rows, scores, size

    @classmethod
    def build(cls, documents: Iterable[Mapping[str, float]]) -> Channel:
        """Index documents given as weighted term counts."""
        vocabulary: dict[str, int] = {}
        terms: list[NDArray[np.int32]] = []
        counts: list[NDArray[np.float32]] = []
        lengths: list[float] = []
        for document in documents:
            ids = np.fromiter((vocabulary.setdefault(t, len(vocabulary)) for t in document), np.int32, len(document))
            terms.append(ids)
            counts.append(np.fromiter(document.values(), np.float32, len(document)))
            lengths.append(sum(document.values()))
        size = len(lengths)
        if not vocabulary:
            empty = np.zeros(0, np.int32)
            return cls({}, np.zeros(1, np.int64), empty, np.zeros(0, np.float32), size)
        length = np.asarray(lengths, np.float32)
        norm = K1 * (1 - B + B * length / max(float(length.mean()), 1e-9))
        rows = np.repeat(np.arange(size, dtype=np.int32), [len(t) for t in terms])
        term = np.concatenate(terms)
        tf = np.concatenate(counts)
        order = np.argsort(term, kind="stable")
        term, rows, tf = term[order], rows[order], tf[order]
        frequency = np.bincount(term, minlength=len(vocabulary))
        idf = np.log1p((size - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        scores = idf[term] * tf * (K1 + 1) / (tf + norm[rows])
        starts = np.concatenate([[0], np.cumsum(frequency)]).astype(np.int64)
        return cls(vocabulary, starts, rows, scores.astype(np.float32), size)

    def score(self, terms: Mapping[str, float]) -> NDArray[np.float32]:
        """Score every passage against weighted query terms."""
        total = np.zeros(self.size, np.float32)
        for term, weight in terms.items():
            row = self.vocabulary.get(term)
            if row is not None:
                span = slice(self.starts[row], self.starts[row + 1])
                total[self.rows[span]] += weight * self.scores[span]
        return total

    def frequency(self, term: str) -> int:
        """Return how many documents hold a term."""
        row = self.vocabulary.get(term)
        return 0 if row is None else int(self.starts[row + 1] - self.starts[row])

    def rarity(self, term: str) -> float:
        """Return a term's inverse document frequency; a term never seen is the rarest."""
        frequency = self.frequency(term)
        return math.log1p((self.size - frequency + 0.5) / (frequency + 0.5))

    def held(self, term: str, documents: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell for each document whether it holds a term."""
        row = self.vocabulary.get(term)
        if row is None:
            return np.zeros(len(documents), np.bool_)
        span = self.rows[self.starts[row] : self.starts[row + 1]]
        at = np.minimum(span.searchsorted(documents), len(span) - 1)
        found: NDArray[np.bool_] = span[at] == documents
        return found

    def save(self, folder: Path, name: str) -> None:
        """Write the arrays and the vocabulary."""
        for part in ("starts", "rows", "scores"):
            np.save(folder / f"{name}.{part}.npy", getattr(self, part))
        (folder / f"{name}.terms").write_text("\n".join(self.vocabulary), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, name: str, size: int) -> Channel:
        """Read what ``save`` wrote, mapping the arrays instead of copying them."""
        # Plain arrays over the maps: slicing a memmap costs more than what is done with the slice.
        starts, rows, scores = (
            np.asarray(np.load(folder / f"{name}.{part}.npy", mmap_mode="r")) for part in ("starts", "rows", "scores")
        )
        text = (folder / f"{name}.terms").read_text(encoding="utf-8")
        return cls({t: i for i, t in enumerate(text.split("\n"))} if text else {}, starts, rows, scores, size)


class LexicalIndex:
    """Three channels over the same documents, summed by weight.

    Args:
        channels: The index of each channel.
        lexicon: Words treated specially.
        size: How many documents there are.
    """

    def __init__(self, channels: Mapping[str, Channel], lexicon: Lexicon, size: int) -> None:
        self.channels, self.lexicon, self.size = channels, lexicon, size
        self._sounds: Sounds | None = None
        for word in lexicon.words:
            jieba.add_word(word)

    @classmethod
    def build(cls, documents: Sequence[Sequence[tuple[str, float]]], lexicon: Lexicon) -> LexicalIndex:
        """Index documents.

        Args:
            documents: For each document its fields as (text, weight); a weight multiplies the field's term counts.
            lexicon: Words treated specially.
        """
        for word in lexicon.words:
            jieba.add_word(word)
        prepared = [[(normalise(text), weight) for text, weight in fields if text] for fields in documents]
        channels = {}
        for name, terms in _TERMS.items():
            channels[name] = Channel.build(_count(fields, terms, lexicon) for fields in prepared)
        return cls(channels, lexicon, len(documents))

    def score(self, query: str, *, expand: float = 0.0) -> NDArray[np.float32]:
        """Score every document against a question.

        Args:
            query: As a person wrote it.
            expand: Weight of synonyms relative to the words themselves; 0 leaves them out.

        Returns:
            One score a document, higher is better, 0 where no term matches.
        """
        text, counts = _question(query, self.lexicon)
        total = np.zeros(self.size, np.float32)
        extra = [(word, expand) for word in self.lexicon.related(text)] if expand else []
        extra += [(word, HEARD) for word in self._heard(text)]
        for name, weight in CHANNELS.items():
            terms = counts[name]
            weighted: dict[str, float] = dict(terms)
            for word, share in extra:
                for term in _cut(name, word, self.lexicon):
                    if term not in terms:
                        weighted[term] = max(weighted.get(term, 0.0), share)
            total += weight * self.channels[name].score(weighted)
        return total

    def _heard(self, text: str) -> list[str]:
        """Return known words that sound like pairs of characters nobody has written so."""
        channel = self.channels["bigrams"]
        strange = [pair for pair in bigrams(text, self.lexicon) if _is_pair(pair) and channel.frequency(pair) <= RARE]
        if not strange:
            return []
        if self._sounds is None:
            known = (term for term in channel.vocabulary if _is_pair(term) and channel.frequency(term) >= COMMON)
            self._sounds = Sounds(known)
        found: list[str] = []
        for pair in strange:
            alike = sorted(self._sounds.like(pair), key=channel.frequency, reverse=True)
            found += [word for word in alike if set(word) & set(pair)][:1] or alike[:1]
        return found

    def coverage(self, query: str, documents: Sequence[int] | NDArray[np.int64]) -> list[float]:
        """Return for each document which share of the query's terms it holds, weighted by rarity, 0 to 1."""
        _, counts = _question(query, self.lexicon)
        wanted = np.asarray(documents, np.int64)
        held, total = np.zeros(len(wanted)), 0.0
        for name in ("bigrams", "words"):
            channel = self.channels[name]
            for term in counts[name]:
                rarity = channel.rarity(term)
                total += rarity
                held += rarity * channel.held(term, wanted)
        return [float(share) for share in held / (total or 1.0)]

    def save(self, folder: Path, name: str) -> None:
        """Write all channels into a folder."""
        for channel, index in self.channels.items():
            index.save(folder, f"{name}.{channel}")

    @classmethod
    def load(cls, folder: Path, name: str, lexicon: Lexicon, size: int) -> LexicalIndex:
        """Read what ``save`` wrote."""
        return cls({c: Channel.load(folder, f"{name}.{c}", size) for c in CHANNELS}, lexicon, size)


def _count(fields: Iterable[tuple[str, float]], terms: object, lexicon: Lexicon) -> dict[str, float]:
    counts: dict[str, float] = {}
    for text, weight in fields:
        for term in terms(text, lexicon):  # type: ignore[operator]
            counts[term] = counts.get(term, 0.0) + weight
    return counts
