"""The menu of the official account."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.wechat import menu, wording
from tools.catalog import BY_NAME, CATALOG

if TYPE_CHECKING:
    from tools.kit.tool import Role

ADDRESS = "https://shuzhi.example.cn"
ROLES: list[frozenset[Role]] = [
    frozenset({"enterprise"}),
    frozenset({"operator"}),
    frozenset({"enterprise", "operator"}),
]
PUBLIC_GROUPS = {tool.wording.menu for tool in CATALOG if tool.wording.menu and "enterprise" in tool.roles}


def leaves(made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [leaf for branch in made for leaf in branch["sub_button"]]


def assert_fits(made: list[dict[str, Any]]) -> None:
    assert 1 <= len(made) <= 3
    for branch in made:
        assert 1 <= len(branch["name"]) <= 4
        assert 1 <= len(branch["sub_button"]) <= 5
    for leaf in leaves(made):
        assert 1 <= len(leaf["name"]) <= 8
        assert len(leaf.get("key", "").encode()) <= 128
        assert ("key" in leaf) is (leaf["type"] == "click")


def test_the_menu_of_our_catalog_fits_and_names_tools() -> None:
    made = menu.buttons(CATALOG, ADDRESS)
    assert_fits(made)
    assert [branch["name"] for branch in made] == ["查政策", "做诊断", "我的"]
    keys = [leaf["key"] for leaf in leaves(made) if leaf["type"] == "click"]
    assert len(keys) == len(set(keys)) == 14
    assert all("enterprise" in BY_NAME[key].roles for key in keys)
    assert {"search_sources", "match_policies", "start_diagnosis", "show_tickets", "hand_off"} <= set(keys)


def test_one_entry_opens_our_page_whatever_the_address_ends_in() -> None:
    for address in (ADDRESS, f"{ADDRESS}/"):
        views = [leaf for leaf in leaves(menu.buttons(CATALOG, address)) if leaf["type"] == "view"]
        assert views == [{"type": "view", "name": "我的主页", "url": f"{ADDRESS}/h5"}]


def test_every_group_for_enterprises_has_a_branch_and_every_word_in_the_tables_is_used() -> None:
    assert {group for _, _, groups in wording.MENU_BRANCHES for group in groups} == PUBLIC_GROUPS
    named = {name for _, first, _ in wording.MENU_BRANCHES for name in first} | set(wording.MENU_TITLES)
    assert named <= BY_NAME.keys()


def test_every_tool_of_a_public_group_has_a_title_that_fits() -> None:
    for tool in CATALOG:
        if tool.wording.menu in PUBLIC_GROUPS:
            assert len(wording.MENU_TITLES.get(tool.name, tool.wording.title)) <= 8, tool.name


def test_what_has_no_room_is_named_and_operators_tools_are_not() -> None:
    missing = menu.left_out(CATALOG, menu.buttons(CATALOG, ADDRESS))
    assert "list_scenarios" in missing
    assert not {"find_enterprises", "show_overview"} & set(missing)


def test_operators_tools_stay_out_even_where_a_branch_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "MENU_BRANCHES", (("查政策", ("show_overview",), ("看全局", "查一查")),))
    keys = {leaf.get("key") for leaf in leaves(menu.buttons(CATALOG, ADDRESS))}
    assert not {"show_overview", "find_enterprises", "compare_enterprises"} & keys
    assert "read_clause" in keys


@given(
    added=st.lists(
        st.tuples(
            st.sampled_from([*sorted(PUBLIC_GROUPS), "看全局", "新的一组", None]),
            st.text(min_size=0, max_size=14),
            st.sampled_from(ROLES),
        ),
        max_size=30,
    ),
    before=st.booleans(),
)
def test_no_new_tool_breaks_the_menu(added: list[tuple[str | None, str, frozenset[Role]]], *, before: bool) -> None:
    new = [
        replace(
            CATALOG[0],
            name=f"added_{number}",
            roles=roles,
            wording=replace(CATALOG[0].wording, menu=group, title=title),
        )
        for number, (group, title, roles) in enumerate(added)
    ]
    made = menu.buttons([*new, *CATALOG] if before else [*CATALOG, *new], ADDRESS)
    assert_fits(made)
    assert len(leaves(made)) == 15
    assert {"show_tickets", "hand_off", "match_policies"} <= {leaf.get("key") for leaf in leaves(made)}


def test_the_menu_of_no_tools_still_opens_the_page() -> None:
    assert menu.buttons([], ADDRESS) == [
        {"name": "我的", "sub_button": [{"type": "view", "name": "我的主页", "url": f"{ADDRESS}/h5"}]}
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MENU_BRANCHES", (("五个字的名", (), ("查一查",)),)),
        ("MENU_BRANCHES", tuple((str(number), (), ("查一查",)) for number in range(4))),
        ("MENU_TITLES", {"read_clause": "九个字的名字放不下了"}),
        ("MENU_TITLES", {"read_clause": ""}),
        ("MENU_PAGE", "九个字的名字放不下了"),
    ],
)
def test_words_of_the_menu_that_do_not_fit_are_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    monkeypatch.setattr(wording, name, value)
    with pytest.raises(ValueError, match=r"characters|branches"):
        menu.buttons(CATALOG, ADDRESS)


@pytest.mark.parametrize("address", ["", "shuzhi.example.cn", "ftp://x", "https://" + "x" * 1020])
def test_an_address_no_phone_could_open_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        menu.buttons(CATALOG, address)


def test_menus_are_compared_as_people_see_them() -> None:
    ours = menu.buttons(CATALOG, ADDRESS)
    theirs = json.loads(json.dumps(ours))
    for branch in theirs:
        branch["type"] = ""
        for leaf in branch["sub_button"]:
            leaf["sub_button"] = []
    assert menu.same(ours, theirs)
    listed = [{**branch, "sub_button": {"list": branch["sub_button"]}} for branch in theirs]
    assert menu.same(ours, listed)
    theirs[0]["sub_button"][0]["name"] = "别的"
    assert not menu.same(ours, theirs)
    assert not menu.same(ours, [])
    assert not menu.same(ours, list(reversed(listed)))
