"""The evaluation questions and their gold answers."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

DATASETS = Path(__file__).parent / "datasets"


class Case(BaseModel):
    """One question.

    Attributes:
        id: Unique over all datasets.
        text: What a person asks.
        voice: Who asks, such as an owner, an operator or a voice message.
        kind: What is asked for.
        expect: Whether it is to be answered, declined, corrected, or is small talk.
        gold: Groups of acceptable citations; every group must be cited, any member will do.
        facts: What must stand in the answer; ``|`` separates alternatives.
        before: Earlier messages of the conversation.
        dataset: The file it stands in.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    text: str
    voice: str
    kind: str
    expect: Literal["answer", "decline", "correct", "chat"]
    gold: tuple[tuple[str, ...], ...] = ()
    facts: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    dataset: str


def load(folder: Path = DATASETS) -> list[Case]:
    """Read all datasets.

    Args:
        folder: Where they lie.

    Raises:
        ValueError: Two cases share an id.
    """
    cases = [
        Case(**record, dataset=path.stem)
        for path in sorted(folder.glob("*.yaml"))
        for record in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    ids = [case.id for case in cases]
    if len(ids) != len(set(ids)):
        msg = "case ids are not unique"
        raise ValueError(msg)
    return cases
