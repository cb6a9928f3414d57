"""One immutable generation of everything that has been read: passages, records and their index."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from corpus.catalogs import Catalogs
from corpus.passages import Kind, Modality, Passage
from corpus.retrieval import Ranker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from corpus.lexical import Lexicon
    from corpus.passages import Hit

FORMAT = 2
"""Raised whenever what ``build`` writes changes, so that older folders are built anew."""

_TUPLES = {"path", "questions", "aliases"}


def dump(passage: Passage) -> str:
    """Write a passage as one line of JSON."""
    defaults = {f.name: f.default for f in fields(Passage)}
    return json.dumps({k: v for k, v in asdict(passage).items() if v != defaults[k]}, ensure_ascii=False)


def parse(line: str) -> Passage:
    """Read a passage from a line ``dump`` wrote."""
    values: dict[str, Any] = json.loads(line)
    values["kind"] = Kind(values["kind"])
    if "modality" in values:
        values["modality"] = Modality(values["modality"])
    for name in _TUPLES & values.keys():
        values[name] = tuple(values[name])
    return Passage(**values)


class Generation:
    """Passages, catalogs and index that belong together.

    Args:
        name: Its id, by which the manifest names it.
        passages: All passages, documents one after the other.
        catalogs: The typed records.
        ranker: The index over the passages.
    """

    def __init__(self, name: str, passages: Sequence[Passage], catalogs: Catalogs, ranker: Ranker) -> None:
        self.id, self.passages, self.catalogs, self._ranker = name, tuple(passages), catalogs, ranker
        self._by_id = {passage.id: passage for passage in passages}
        self._by_clause: dict[tuple[str, str], list[Passage]] = {}
        self._children: dict[str, list[Passage]] = {}
        for passage in passages:
            self._by_clause.setdefault((passage.document, passage.clause), []).append(passage)
            if passage.parent:
                self._children.setdefault(passage.parent, []).append(passage)

    @classmethod
    def build(cls, folder: Path, passages: Sequence[Passage], catalogs: Catalogs, lexicon: Lexicon) -> Generation:
        """Index passages and write everything into an empty folder, whose name is the generation's id."""
        ranker = Ranker.build(passages, lexicon)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "passages.jsonl").write_text("\n".join(map(dump, passages)), encoding="utf-8")
        (folder / "catalogs.json").write_text(catalogs.model_dump_json(), encoding="utf-8")
        ranker.save(folder)
        mapped = Ranker.load(folder, passages, lexicon)  # maps what was written instead of holding it twice
        return cls(folder.name, passages, catalogs, mapped)

    @classmethod
    def load(cls, folder: Path, lexicon: Lexicon) -> Generation:
        """Read what ``build`` wrote."""
        lines = (folder / "passages.jsonl").read_text(encoding="utf-8").split("\n")
        passages = [parse(line) for line in lines if line]
        catalogs = Catalogs.model_validate_json((folder / "catalogs.json").read_text(encoding="utf-8"))
        return cls(folder.name, passages, catalogs, Ranker.load(folder, passages, lexicon))

    @property
    def lexicon(self) -> Lexicon:
        """Words the index treats specially."""
        return self._ranker.index.lexicon

    def get(self, passage_id: str) -> Passage | None:
        """Return a passage by its id."""
        return self._by_id.get(passage_id)

    def find(self, document: str, clause: str) -> Sequence[Passage]:
        """Return the passages a citation label names, in reading order."""
        return self._by_clause.get((document, clause), ())

    def children(self, passage_id: str) -> Sequence[Passage]:
        """Return the passages directly below one, in reading order."""
        return self._children.get(passage_id, ())

    def rank(self, query: str, limit: int, dense: Mapping[str, float] | None = None) -> list[Hit]:
        """Rank passages for a question.

        Args:
            query: As a person wrote it.
            limit: How many hits at the most.
            dense: Similarities of passages by id from an embedding model, 0 to 1.
        """
        return self._ranker.rank(query, limit, dense)
