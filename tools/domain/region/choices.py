"""Towns and industries of a filter: one of them, several any of which will do, or some that are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Kind = Literal["town", "industry"]

FIELDS: Mapping[Kind, tuple[str, str, str]] = {
    "town": ("town", "towns", "except_towns"),
    "industry": ("industry", "industries", "except_industries"),
}
"""The fields for one, for several and for those left out."""


def wanted(kind: Kind, given: Mapping[str, Any]) -> list[str]:
    """Return those a filter asks for.

    Args:
        kind: Which.
        given: The filter's values.
    """
    one, several, _ = FIELDS[kind]
    return [str(given[one])] if given.get(one) else list(given.get(several) or ())


def left_out(kind: Kind, given: Mapping[str, Any]) -> list[str]:
    """Return those a filter leaves out.

    Args:
        kind: Which.
        given: The filter's values.
    """
    return list(given.get(FIELDS[kind][2]) or ())


def fields(kind: Kind, those: Iterable[str], out: Iterable[str] = ()) -> dict[str, Any]:
    """Return the values that ask for some or, where there are none, leave some out.

    Args:
        kind: Which.
        those: Those asked for.
        out: Those left out.
    """
    one, several, besides = FIELDS[kind]
    found = list(dict.fromkeys(those))
    if len(found) == 1:
        return {one: found[0]}
    if found:
        return {several: found}
    gone = list(dict.fromkeys(out))
    return {besides: gone} if gone else {}


def joined(kind: Kind, kept: Mapping[str, Any], new: Iterable[str]) -> dict[str, Any]:
    """Return the values that ask for some beside those there are.

    Args:
        kind: Which.
        kept: The filter so far.
        new: Those that come to it.
    """
    those = list(new)
    if out := left_out(kind, kept):
        return fields(kind, (), [one for one in out if one not in those])
    return fields(kind, [*wanted(kind, kept), *those])


def without(kind: Kind, kept: Mapping[str, Any], gone: Iterable[str]) -> dict[str, Any]:
    """Return the values that leave some out.

    Args:
        kind: Which.
        kept: The filter so far.
        gone: Those that are to go.
    """
    out = list(gone)
    had = wanted(kind, kept)
    rest = [one for one in had if one not in out]
    return fields(kind, rest, [] if rest else [*left_out(kind, kept), *out])


def replaced(kept: Mapping[str, Any], kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a filter with other values of one kind.

    Args:
        kept: The filter so far.
        kind: Which.
        values: Its values anew.
    """
    return {**{name: value for name, value in kept.items() if name not in FIELDS[kind]}, **values}
