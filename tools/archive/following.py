"""Goes on about the facts that were just kept or shown: which is wrong, what is right, who put it on file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain.archive import further
from tools.kit.tool import Focus
from tools.wording import archive as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Catalogs
    from corpus.surveys import ArchiveField


def spoken_of(
    tool: str, facts: Mapping[str, Any], fields: Mapping[str, ArchiveField], arguments: Mapping[str, Any]
) -> Focus:
    """Return a focus that tells which facts were spoken of; values of persons, and of others' firms, stay out of it.

    Args:
        tool: The tool that spoke of them.
        facts: Their values by field, in the order they were shown in.
        fields: The archive's fields, by key.
        arguments: What the tool was called with.
    """
    names = wording.LIST_COMMA.join(fields[key].name for key in facts)
    values = {key: value for key, value in facts.items() if value is not None and not fields[key].personal}
    own = {} if "enterprise" in arguments or not values else {"facts": values}
    return Focus(tool=tool, arguments={**arguments, **own}, question=names)


def goes_on(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Read what a message wants of the facts that were just spoken of; None where it is about something else.

    Args:
        text: Normalised text.
        focus: What was done.
        catalogs: The typed records.
    """
    fields = catalogs.archive.by_key
    keys = {field.name: key for key, field in fields.items()}
    shown = [keys[name] for name in focus.question.split(wording.LIST_COMMA) if name in keys]
    facts = focus.arguments.get("facts") or {}
    meant = further(text, shown, facts, fields)
    if meant is None:
        return None
    whose = {name: value for name, value in focus.arguments.items() if name == "enterprise"}
    names = wording.LIST_COMMA.join(fields[key].name for key in meant.fields)
    if meant.wish == "all":
        return "show_archive", {**whose, "part": "all"}
    if meant.wish == "see":
        return "show_archive", {**whose, "part": "all", "question": names}
    if meant.wish == "history":
        return "show_archive", {**whose, "part": "history", "question": names if len(meant.fields) == 1 else text}
    if meant.wish == "ask":
        return "keep_facts", {**whose, "question": wording.NOT_RIGHT.format(names=names)}
    return "keep_facts", {**whose, "facts": meant.facts, "question": text}
