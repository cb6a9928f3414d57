"""What a conversation is about: the unit its focus rests on, and what a message turns to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.planner import Subject
from tools.domain.indicators import following
from tools.kit import lexicon
from tools.kit.references import number

if TYPE_CHECKING:
    from tools.kit.ports import Library
    from tools.kit.tool import Focus


def names_another(library: Library, text: str, document: str) -> bool:
    """Tell whether a message names another record than the one of an id.

    Args:
        library: What has been read.
        text: Normalised text.
        document: Id of a policy, scenario or indicator.
    """
    if document in (indicators := library.catalogs.indicators):
        return following.names_another(text, document, indicators)
    return any(name in text for record, names in library.catalogs.names.items() if record != document for name in names)


def placed(library: Library, focus: Focus | None, text: str) -> tuple[Focus | None, str]:
    """Turn to the policy or scenario of a list that a message speaks of by its place.

    Args:
        library: What has been read.
        focus: What the conversation was about.
        text: Normalised text.

    Returns:
        What it is about now, and what is said of it.
    """
    match = lexicon.PLACED.match(text)
    if match is None or focus is None:
        return focus, text
    place = number(match[1]) - 1
    listed = [f"{s.arguments['scenario']}#about" for s in focus.offered if "scenario" in s.arguments]
    passages = listed or focus.passages
    found = library.get(passages[place]) if 0 <= place < len(passages) else None
    if found is None or found.kind not in {"policy", "scenario"}:
        return focus, text
    return focus.model_copy(update={"passages": (found.id,)}), match[2]


def subject_of(library: Library, focus: Focus | None) -> Subject | None:
    """Return the unit a conversation is about; None where it is about none."""
    passage = library.get(focus.passages[0]) if focus and focus.passages else None
    if passage is None:
        return None
    parent = library.get(passage.parent) if passage.parent else None
    group = parent.clause if parent is not None and passage.kind == "item" else passage.clause
    around = [library.get(name) if name else None for name in (passage.previous, passage.next)]
    labels = [p.clause if p and p.document == passage.document else None for p in around]
    return Subject(passage.document, passage.clause, group, passage.kind, (labels[0], labels[1]))
