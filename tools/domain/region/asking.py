"""What is asked of a comparison or of the overview: some rows or figures, another side, who stands behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.domain.region import lexicon
from tools.domain.region.names import may_be_name

Side = Literal["first", "second"]


@dataclass(frozen=True, slots=True)
class Swap:
    """Another enterprise in the place of one of two.

    Attributes:
        name: The other one, as it is called.
        side: The one it replaces, where that is told by its place.
        gone: The one it replaces, where that is named.
    """

    name: str
    side: Side | None = None
    gone: str = ""


def swapped(text: str) -> Swap | None:
    """Read which enterprise is to stand in the place of one of the two just compared; None where none is.

    Args:
        text: Normalised words.
    """
    said = text.strip()
    if match := lexicon.SWAP.match(said):
        side: Side | None = "first" if match["first"] else "second" if match["second"] else None
        found = Swap(match["name"].strip(), side, (match["gone"] or "").strip())
    elif match := lexicon.AGAINST.match(said):
        found = Swap((match["name"] or match["other"]).strip())
    else:
        return None
    row = any(pattern.fullmatch(lexicon.OF_BOTH.sub("", found.name)) for _, pattern in lexicon.ASPECTS)
    return found if may_be_name(found.name) and not row else None


def aspects_asked(text: str) -> tuple[str, ...]:
    """Return the rows of a comparison that words ask for, in the order of the rows.

    Args:
        text: Normalised words.
    """
    return tuple(name for name, pattern in lexicon.ASPECTS if pattern.search(text))


def names_both(after: str) -> bool:
    """Tell whether what is called by less than its name is said to be two, such as by what follows it.

    Args:
        after: Normalised words that follow it.
    """
    return lexicon.BOTH.match(after) is not None


def place_asked(text: str) -> int | None:
    """Return whether a message asks of the first of a list just shown (0) or of the last (-1), and of nothing else.

    Args:
        text: Normalised words.
    """
    match = lexicon.PLACED.fullmatch(text.strip())
    return None if match is None else 0 if match["first"] else -1


def asks_of_pair(text: str) -> bool:
    """Tell whether words ask something of two enterprises that were just compared.

    Args:
        text: Normalised words.
    """
    return lexicon.OF_PAIR.search(text) is not None


def figures_asked(text: str) -> tuple[str, ...]:
    """Return the figures of the overview that words ask for; none where they ask for the whole.

    Args:
        text: Normalised words.
    """
    compares = lexicon.AGAINST_BEFORE.search(text) is not None
    if lexicon.GENERAL.search(text) or not (compares or lexicon.COUNTS_ASKED.search(text)):
        return ()
    found: list[str] = []
    rest = lexicon.AGAINST_BEFORE.sub(" ", text)
    for name, pattern in lexicon.FIGURES:
        if pattern.search(rest) and not (name == "total" and found):
            found.append(name)
            rest = pattern.sub(" ", rest)
    return tuple(found) or (("changes",) if compares else ())


def of_other_lists(text: str) -> bool:
    """Tell whether words ask of the demand pool or the catalog, which the overview only counts.

    Args:
        text: Normalised words.
    """
    return lexicon.OTHER_LISTS.search(text) is not None


def ticket_kind_named(text: str) -> str | None:
    """Return the kind of ticket that words name."""
    return next((name for name, pattern in lexicon.TICKET_KINDS_NAMED if pattern.search(text)), None)


def asks_who(text: str) -> Literal["tickets", "enterprises"] | None:
    """Tell whether words ask who stands behind a figure: whose tickets, or which enterprises.

    Args:
        text: Normalised words.
    """
    if figures_asked(text)[:1] in {("towns",), ("industries",)}:
        return None
    of_tickets = lexicon.OF_TICKETS.search(text) is not None
    if of_tickets and (lexicon.WHO_ASKED.search(text) or lexicon.LISTED.search(text)):
        return "tickets"
    return "enterprises" if lexicon.WHO_ASKED.search(text) else None
