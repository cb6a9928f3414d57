"""The account's menu: checked as WeChat checks it, kept, and told in both of its shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fakes.wechat_server.codes import Refusal

if TYPE_CHECKING:
    from tests.fakes.wechat_server.calls import Call
    from tests.fakes.wechat_server.world import World

KEYED = frozenset(
    {
        "click",
        "scancode_push",
        "scancode_waitmsg",
        "pic_sysphoto",
        "pic_photo_or_album",
        "pic_weixin",
        "location_select",
    }
)
OTHERS = frozenset({"media_id", "view_limited", "article_id", "article_view_limited"})
OK = {"errcode": 0, "errmsg": "ok"}

Codes = tuple[int, int, int, int, int]
TOP: Codes = (40016, 40017, 40018, 40019, 40020)
SUB: Codes = (40023, 40024, 40025, 40026, 40027)
"""Codes of what is wrong with buttons of a level: their number, a type, a name, a key, an address."""


def create(world: World, call: Call) -> dict[str, Any]:
    """POST /cgi-bin/menu/create."""
    buttons = _some(call.data.get("button"), 3, TOP)
    for button in buttons:
        _named(button, 16, TOP)
        if button.get("sub_button"):
            for below in _some(button["sub_button"], 5, SUB):
                _named(below, 60, SUB)
                _does(below, SUB)
        else:
            _does(button, TOP)
    world.menu = {"button": [dict(button) | {"sub_button": button.get("sub_button", [])} for button in buttons]}
    return OK


def get(world: World, call: Call) -> dict[str, Any]:
    """GET /cgi-bin/menu/get."""
    if world.menu is None:
        raise Refusal(46003)
    return {"menu": world.menu}


def current(world: World, call: Call) -> dict[str, Any]:
    """GET /cgi-bin/get_current_selfmenu_info."""
    if world.menu is None:
        return {"is_menu_open": 0}
    buttons = []
    for button in world.menu["button"]:
        shown = {name: value for name, value in button.items() if name != "sub_button"}
        if button["sub_button"]:
            shown["sub_button"] = {"list": button["sub_button"]}
        buttons.append(shown)
    return {"is_menu_open": 1, "selfmenu_info": {"button": buttons}}


def delete(world: World, call: Call) -> dict[str, Any]:
    """GET /cgi-bin/menu/delete."""
    world.menu = None
    return OK


def _some(buttons: Any, most: int, codes: Codes) -> list[dict[str, Any]]:
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= most:
        raise Refusal(codes[0])
    if not all(isinstance(button, dict) for button in buttons):
        raise Refusal(47001)
    return buttons


def _named(button: dict[str, Any], longest: int, codes: Codes) -> None:
    name = button.get("name")
    if not isinstance(name, str) or not 1 <= len(name.encode()) <= longest:
        raise Refusal(codes[2])


def _does(button: dict[str, Any], codes: Codes) -> None:
    kind = button.get("type")
    if kind in KEYED:
        if not 1 <= len(str(button.get("key", "")).encode()) <= 128:
            raise Refusal(codes[3])
    elif kind in {"view", "miniprogram"}:
        if not 1 <= len(str(button.get("url", "")).encode()) <= 1024:
            raise Refusal(codes[4])
    elif kind not in OTHERS:
        raise Refusal(codes[1])
