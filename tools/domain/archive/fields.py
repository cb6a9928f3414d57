"""The fields of an enterprise's archive as the package ships them, for rules and words that see no library."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.surveys import load_archive

if TYPE_CHECKING:
    from corpus.surveys import Archive


@cache
def archive() -> Archive:
    """Return the fields of ``corpus/data/archive.yaml``, read once."""
    return load_archive(Path(str(resources.files("corpus"))) / "data")
