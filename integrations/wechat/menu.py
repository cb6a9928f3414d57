"""The menu of the official account, made from the catalog; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.wechat import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tools.kit.tool import Tool

MOST_BRANCHES, MOST_LEAVES = 3, 5
LONGEST_BRANCH, LONGEST_LEAF = 4, 8
"""Characters of a title before a phone cuts it off."""
LONGEST_ADDRESS = 1024
"""Bytes."""
PATH = "/h5"
"""The page the menu opens, on the platform's address."""


def buttons(catalog: Sequence[Tool], address: str) -> list[dict[str, Any]]:
    """Make the menu as WeChat takes it: three branches of five at the most; a key is a tool's name.

    A tool belongs to the branch of its group. Those the branch names come first, then the others in the catalog's
    order, as far as there is room; one whose title is too long, and that has no shorter one, stays out.

    Args:
        catalog: The tools there are; those for operators alone stay out.
        address: The platform's address, with or without a slash at its end.

    Raises:
        ValueError: A title of the menu's own or the address is longer than WeChat allows, or the address is none.
    """
    page = f"{address.rstrip('/')}{PATH}"
    if not page.startswith(("https://", "http://")) or len(page.encode()) > LONGEST_ADDRESS:
        msg = f"not an address a menu can open: {page[:80]!r}"
        raise ValueError(msg)
    if len(wording.MENU_BRANCHES) > MOST_BRANCHES:
        msg = f"{len(wording.MENU_BRANCHES)} branches, of which there may be {MOST_BRANCHES}"
        raise ValueError(msg)
    for title in wording.MENU_TITLES.values():
        _checked(title, LONGEST_LEAF)
    view = {"type": "view", "name": _checked(wording.MENU_PAGE, LONGEST_LEAF), "url": page}
    public = {tool.name: tool for tool in catalog if "enterprise" in tool.roles}
    last = len(wording.MENU_BRANCHES) - 1
    made: list[dict[str, Any]] = []
    for place, (title, _, _) in enumerate(wording.MENU_BRANCHES):
        own = [view] if place == last else []
        leaves = [
            {"type": "click", "name": short, "key": tool.name}
            for tool in _members(public, place)
            if (short := _short(tool)) is not None
        ]
        if leaves or own:
            leaves = [*leaves[: MOST_LEAVES - len(own)], *own]
            made.append({"name": _checked(title, LONGEST_BRANCH), "sub_button": leaves})
    return made


def left_out(catalog: Sequence[Tool], menu: Sequence[Mapping[str, Any]]) -> list[str]:
    """Name the tools for enterprises that belong to a group and have no place in a menu, in the catalog's order."""
    shown = {leaf.get("key") for branch in menu for leaf in branch.get("sub_button", ())}
    return [
        tool.name for tool in catalog if tool.wording.menu and "enterprise" in tool.roles and tool.name not in shown
    ]


def same(ours: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether two menus are the same to people; WeChat adds empty fields to what it was given."""
    return [_essence(branch) for branch in ours] == [_essence(branch) for branch in theirs]


def _members(public: Mapping[str, Tool], place: int) -> Iterator[Tool]:
    _, first, groups = wording.MENU_BRANCHES[place]
    elsewhere = {name for _, named, _ in wording.MENU_BRANCHES for name in named}
    yield from (public[name] for name in first if name in public)
    for group in groups:
        yield from (tool for tool in public.values() if tool.wording.menu == group and tool.name not in elsewhere)


def _short(tool: Tool) -> str | None:
    title = wording.MENU_TITLES.get(tool.name, tool.wording.title)
    return title if 0 < len(title) <= LONGEST_LEAF else None


def _checked(title: str, longest: int) -> str:
    if not 0 < len(title) <= longest:
        msg = f"a menu's title of {len(title)} characters, of which there may be {longest}: {title!r}"
        raise ValueError(msg)
    return title


def _essence(button: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: button[name] for name in ("type", "name", "key", "url") if button.get(name)}
    leaves = button.get("sub_button") or ()
    if isinstance(leaves, dict):  # as the query for the menu in use gives it
        leaves = leaves.get("list") or ()
    return kept | ({"sub_button": [_essence(leaf) for leaf in leaves]} if leaves else {})
