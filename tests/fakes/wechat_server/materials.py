"""Temporary files, codes to scan, and the ticket that pages are signed with."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from tests.fakes.wechat_server.codes import Refusal
from tests.fakes.wechat_server.world import MEDIA_LIFE, Media, Scene

if TYPE_CHECKING:
    from tests.fakes.wechat_server.calls import Call
    from tests.fakes.wechat_server.world import World

MEGABYTE = 1024 * 1024
SIZES = {"image": 10 * MEGABYTE, "voice": 2 * MEGABYTE, "video": 10 * MEGABYTE, "thumb": 64 * 1024}
"""Bytes a file may have; today's, which allow more for a picture than the old ones."""
LONGEST_CODE = 30 * 24 * 3600
SHORTEST_CODE = 60
TICKET_LIFE = timedelta(seconds=7200)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f8"
    "0f0001010100b138f6140000000049454e44ae426082"
)


def ticket(world: World, call: Call) -> dict[str, Any]:
    """GET /cgi-bin/ticket/getticket; the same for as long as it is good."""
    if call.query.get("type") not in {"jsapi", "wx_card"}:
        raise Refusal(40097)
    now = world.clock()
    if world.ticket is None or now >= world.ticket[1]:
        world.ticket = (f"kgt8ON7yVITDhtdwci0qeW{secrets.token_urlsafe(48)}", now + TICKET_LIFE)
    left = int((world.ticket[1] - now).total_seconds())
    return {"errcode": 0, "errmsg": "ok", "ticket": world.ticket[0], "expires_in": left}


def keep(world: World, kind: str, data: bytes, media_type: str) -> str:
    """Keep a file for three days and return its id."""
    media_id = secrets.token_urlsafe(48)
    world.media[media_id] = Media(kind, data, media_type, world.clock() + MEDIA_LIFE)
    return media_id


def upload(world: World, call: Call) -> dict[str, Any]:
    """POST /cgi-bin/media/upload."""
    kind = call.query.get("type")
    if kind not in SIZES:
        raise Refusal(40004)
    if call.file is None or not call.file.data:
        raise Refusal(41005)
    if len(call.file.data) > SIZES[kind]:
        raise Refusal(40009)
    media_id = keep(world, kind, call.file.data, call.file.media_type)
    return {"type": kind, "media_id": media_id, "created_at": int(world.clock().timestamp())}


def download(world: World, call: Call) -> Response:
    """GET /cgi-bin/media/get."""
    media = world.file(call.query.get("media_id"))
    name = f'attachment; filename="{call.query["media_id"]}.{media.media_type.partition("/")[2]}"'
    return Response(media.data, media_type=media.media_type, headers={"content-disposition": name})


def code(world: World, call: Call) -> dict[str, Any]:
    """POST /cgi-bin/qrcode/create."""
    if not world.account.verified:
        raise Refusal(48001)
    given = call.data
    action, info = given.get("action_name"), given.get("action_info")
    scene = info.get("scene") if isinstance(info, dict) else None
    if not isinstance(scene, dict) or action not in {
        "QR_SCENE",
        "QR_STR_SCENE",
        "QR_LIMIT_SCENE",
        "QR_LIMIT_STR_SCENE",
    }:
        raise Refusal(40053)
    value = scene.get("scene_str" if "STR" in action else "scene_id")
    if "STR" in action:
        good = isinstance(value, str) and 1 <= len(value) <= 64
    else:
        good = isinstance(value, int) and 1 <= value <= (100_000 if "LIMIT" in action else 2**32 - 1)
    if not good:
        raise Refusal(40053)
    lasting = "LIMIT" in action
    seconds = given.get("expire_seconds", SHORTEST_CODE)
    if not lasting and (not isinstance(seconds, int) or not 1 <= seconds <= LONGEST_CODE):
        raise Refusal(40097)
    number = f"gQ{secrets.token_urlsafe(64)}=="
    until = None if lasting else world.clock() + timedelta(seconds=seconds)
    world.scenes[number] = Scene(str(value), until)
    answer: dict[str, Any] = {"ticket": number, "url": f"http://weixin.qq.com/q/{secrets.token_urlsafe(15)}"}
    return answer if lasting else answer | {"expire_seconds": seconds}


def picture(world: World, call: Call) -> Response:
    """GET /cgi-bin/showqrcode: a picture, not of the code itself."""
    if call.query.get("ticket") not in world.scenes:
        return Response(status_code=404)
    return Response(PIXEL, media_type="image/png")
