"""Opens the recogniser: reads the example sentences, and trains or loads the model made from them."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from assistant.guesses import ABOUT
from assistant.intents import Recogniser, features, lexicon, model, names
from assistant.intents.features import Features, Masks
from assistant.intents.model import Example, LinearModel
from corpus.catalogs import load_questions
from corpus.lexical import normalise
from corpus.records import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from assistant.calls import Call, Step
    from assistant.guesses import Guess
    from corpus.catalogs import Catalogs
    from corpus.lexical import Lexicon
    from tools.kit.tool import Focus, Role, Tool

UTTERANCES = Path(str(resources.files("tools"))) / "utterances"
SAID_BY: Mapping[str, Role | None] = {"match": None, "enterprise": "enterprise", "operator": "operator"}
"""Who says the sentences of a list; None is anybody."""
QUESTIONS = 4000
"""Expected questions of the library that are read beside the sentences, so that questions stay questions."""
SIGNS = {"indicator": "Ⓘ", "scenario": "Ⓢ", "policy": "Ⓟ"}

log = structlog.get_logger(__name__)


class Lazy:
    """A recogniser that is made at the first message, once the library is there.

    Args:
        make: Makes it.
    """

    def __init__(self, make: Callable[[], Recogniser]) -> None:
        self._make = make
        self._made: Recogniser | None = None

    def steps(self, text: str, focus: Focus | None, role: Role, pending: str | None = None) -> tuple[Step, ...]:
        """Return what a message clearly asks for, request by request."""
        return self.recogniser().steps(text, focus, role, pending)

    def knowing(self, firms: Sequence[str], role: Role) -> Recogniser:
        """Return the same for a message that may name enterprises of these names, from this role."""
        return self.recogniser().knowing(firms, role)

    def guess(self, text: str, role: Role) -> Guess:
        """Return what a normalised text is for by the model alone."""
        return self.recogniser().guess(text, role)

    def follow(self, text: str, focus: Focus | None) -> Call | None:
        """Read a follow-up on the last answer."""
        return self.recogniser().follow(text, focus)

    def told(self, text: str, role: Role) -> tuple[Step, ...]:
        """Return the answer to a message that only tells something; nothing where it asks for anything."""
        return self.recogniser().told(text, role)

    def likely(self, text: str, role: Role) -> tuple[Step, ...]:
        """Return what a message is likeliest for, where the sources hardly speak of it."""
        return self.recogniser().likely(text, role)

    def recogniser(self) -> Recogniser:
        """Return the recogniser, making it where it is not there yet."""
        if self._made is None:
            self._made = self._make()
        return self._made


def utterances(folder: Path = UTTERANCES) -> dict[str, dict[str, tuple[str, ...]]]:
    """Read the example sentences of every tool.

    Returns:
        By tool, those it is for: from anybody (``match``), from an ``enterprise`` or an ``operator``; and those it is
        not for (``never``).
    """
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        record = read(path)
        found[path.stem] = {key: tuple(map(str, record.get(key) or ())) for key in (*SAID_BY, "never")}
    return found


def masks_of(catalogs: Catalogs, words: Lexicon) -> Masks:
    """Mask the names of the catalogs."""
    kinds = {
        SIGNS["indicator"]: [n for i in catalogs.indicators.values() for n in (i.name, *i.aliases)],
        SIGNS["scenario"]: [n for s in catalogs.scenarios.values() for n in (s.name, *s.aliases)],
        SIGNS["policy"]: [n for p in catalogs.policies.values() for n in (p.title, *p.aliases)],
    }
    return Masks({sign: map(normalise, names) for sign, names in kinds.items()}, words.rewritten)


def concepts(folder: Path = UTTERANCES) -> dict[str, re.Pattern[str]]:
    """Read the concepts: the many ways to say one thing."""
    return {name: re.compile(words) for name, words in read(folder / "words" / "concepts.yaml").items()}


def examples(
    reads: Features,
    sentences: Mapping[str, Mapping[str, Iterable[str]]],
    asked: Iterable[str],
    catalog: Mapping[str, Tool],
) -> list[Example]:
    """Make the examples the model learns from.

    Args:
        reads: Turns messages into features.
        sentences: Those of every tool, as ``utterances`` reads them.
        asked: Questions to the sources.
        catalog: The tools there are, by name; what only one role may use, only that role says.
    """
    made = []
    for name, record in sentences.items():
        roles = catalog[name].roles if name in catalog else frozenset()
        only = next(iter(roles)) if len(roles) == 1 else None
        for said, by in SAID_BY.items():
            made += [Example(reads.of(normalise(text), by or only), name) for text in record[said]]
        if name not in ABOUT:
            made += [Example(reads.of(normalise(text), only), name, against=True) for text in record["never"]]
    made += [Example(reads.of(normalise(text)), "search_sources") for text in asked]
    return made


def some_questions(data: Path, most: int = QUESTIONS) -> list[str]:
    """Return a fixed sample of the library's expected questions."""
    every = {q for record in load_questions(data).values() for group in record.by_field().values() for q in group}
    return sorted(every, key=lambda q: hashlib.sha256(q.encode()).digest())[:most]


def open_recogniser(
    data: Path, folder: Path, catalogs: Catalogs, words: Lexicon, catalog: Mapping[str, Tool]
) -> Recogniser:
    """Open the recogniser; the model is trained where no file holds the one these sentences make.

    Args:
        data: The folder of data files.
        folder: Where the trained model is kept.
        catalogs: The typed records.
        words: The lexicon, for dialect and misspellings.
        catalog: The tools there are, by name.
    """
    reads = Features(masks_of(catalogs, words), concepts(), words.words)
    path = folder / f"intents-{_digest(data)}.npz"
    try:
        made = _loaded(path)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        made = LinearModel.train(examples(reads, utterances(), some_questions(data), catalog))
        _keep(made, path)
    return Recogniser(made, reads, catalog, catalogs)


@lru_cache(maxsize=1)
def _loaded(path: Path) -> LinearModel:
    """Load a trained model, once in a process: it is never changed, and large."""
    return LinearModel.load(path)


def _digest(data: Path) -> str:
    """Name what the model is made from: sentences, questions, names and the code that reads them."""
    code = (Path(__file__), *(Path(str(module.__file__)) for module in (features, lexicon, model, names)))
    records = (data / f"{name}.yaml" for name in ("indicators", "scenarios", "policies", "synonyms", "lexicon"))
    read = [*sorted(UTTERANCES.rglob("*.yaml")), *sorted((data / "questions").glob("*.yaml")), *records, *code]
    whole = hashlib.sha256()
    for path in read:
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()[:16]


def _keep(made: LinearModel, path: Path) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    made.save(draft)
    draft.replace(path)
    for old in path.parent.glob("intents-*.npz"):
        if old != path:
            old.unlink(missing_ok=True)
    log.info("intents_trained", labels=len(made.labels))
