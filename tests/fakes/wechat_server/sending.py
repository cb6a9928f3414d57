"""Messages we send: customer-service messages and the typing sign, notices, template messages."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.fakes.wechat_server.actions import Action, notice_sent, template_sent
from tests.fakes.wechat_server.codes import Refusal
from tests.fakes.wechat_server.world import Send

if TYPE_CHECKING:
    from tests.fakes.wechat_server.calls import Call
    from tests.fakes.wechat_server.people import Person
    from tests.fakes.wechat_server.world import World

LONGEST = 2048
"""Bytes of a text."""
LENGTHS = {
    "thing": 20,
    "number": 32,
    "letter": 32,
    "symbol": 5,
    "character_string": 32,
    "time": 32,
    "date": 32,
    "amount": 32,
    "phone_number": 17,
    "car_number": 8,
    "name": 20,
    "phrase": 5,
    "const": 20,
}
"""Characters a notice's value may have, by the kind its key begins with."""
MEDIA = {"image": "image", "voice": "voice", "video": "video"}
TYPING_LASTS, TYPING_AFTER = timedelta(seconds=15), timedelta(seconds=30)

_numbers = count(3_487_542_469_355_618_313)
KINDS = {
    "/cgi-bin/message/custom/send": "",
    "/cgi-bin/message/subscribe/bizsend": "notice",
    "/cgi-bin/message/template/send": "template",
}


def record(world: World, call: Call, code: int | None) -> None:
    """Record that we were asked to send something, and what was answered."""
    if call.path in KINDS:
        try:
            data = call.data
        except Refusal:
            data = {}
        kind = KINDS[call.path] or str(data.get("msgtype", ""))
        world.sends.append(Send(call.path, str(data.get("touser", "")), kind, data, world.clock(), code))


def outcome(world: World, call: Call, answer: object) -> Action | None:
    """Return the event that tells what became of a notice or template message that was accepted."""
    user = call.user or ""
    if KINDS.get(call.path) == "notice":
        return notice_sent(user, str(call.data["template_id"]), next(_numbers))
    if KINDS.get(call.path) == "template" and isinstance(answer, dict):
        blocked = world.people.of(user).blocks
        return template_sent(user, answer["msgid"], "failed:user block" if blocked else "success")
    return None


def custom(world: World, call: Call) -> dict[str, Any]:
    """POST /cgi-bin/message/custom/send."""
    _verified(world)
    data = call.data
    person = world.people.known(data.get("touser"))
    kind = data.get("msgtype")
    body = data.get(kind) if isinstance(kind, str) else None
    if not isinstance(kind, str) or kind not in READERS:
        raise Refusal(40008)
    if not isinstance(body, dict):
        raise Refusal(47001)
    words = READERS[kind](world, kind, body)
    if person.following is None:
        raise Refusal(43004)
    if not person.following:
        raise Refusal(45015)
    person.allowances.spend(world.clock())
    person.typing_until = None
    world.show(person.openid, "service", kind, words, data)
    return {"errcode": 0, "errmsg": "ok"}


def typing(world: World, call: Call) -> dict[str, Any]:
    """POST /cgi-bin/message/custom/typing."""
    _verified(world)
    person = world.people.known(call.data.get("touser"))
    now = world.clock()
    command = call.data.get("command")
    if command not in {"Typing", "CancelTyping"}:
        raise Refusal(45072)
    if not person.following:
        raise Refusal(45015)
    if command == "CancelTyping":
        person.typing_until = None
    else:
        if person.acted_at is None or now - person.acted_at > TYPING_AFTER:
            raise Refusal(45080)
        if person.typing_until is not None and now < person.typing_until:
            raise Refusal(45081)
        person.typing_until = now + TYPING_LASTS
    return {"errcode": 0, "errmsg": "ok"}


def notice(world: World, call: Call) -> dict[str, Any]:
    """POST /cgi-bin/message/subscribe/bizsend; followed or not, a consent is spent unless it is a lasting one."""
    _verified(world)
    person, template_id = _addressed(world, call)
    words = []
    for name, value in _values(call.data).items():
        limit = LENGTHS.get(name.rstrip("0123456789"))
        if limit is None or not value or len(value) > limit or "\n" in value:
            raise Refusal(47003, f"data.{name}.value invalid")
        words.append(value)
    if template_id not in person.lasting:
        if not person.consents[template_id]:
            raise Refusal(43101)
        person.consents[template_id] -= 1
    world.show(person.openid, "notice", "notice", "\n".join(words), call.data)
    return {"errcode": 0, "errmsg": "ok"}


def template(world: World, call: Call) -> dict[str, Any]:
    """POST /cgi-bin/message/template/send; a repeated ``client_msg_id`` is answered alike and shown once."""
    _verified(world)
    person, _ = _addressed(world, call)
    values = _values(call.data)
    if not person.following:
        raise Refusal(43004)
    key = (person.openid, str(call.data.get("client_msg_id") or next(_numbers)))
    if key not in world.template_ids:
        world.template_ids[key] = next(_numbers)
        if not person.blocks:
            world.show(person.openid, "template", "template", "\n".join(values.values()), call.data)
    return {"errcode": 0, "errmsg": "ok", "msgid": world.template_ids[key]}


def _verified(world: World) -> None:
    if not world.account.verified:
        raise Refusal(48001)


def _addressed(world: World, call: Call) -> tuple[Person, str]:
    person = world.people.known(call.data.get("touser"))
    template_id = call.data.get("template_id")
    known = world.account.templates
    if not isinstance(template_id, str) or not template_id or (known is not None and template_id not in known):
        raise Refusal(40037)
    return person, template_id


def _values(data: dict[str, Any]) -> dict[str, str]:
    given = data.get("data")
    if not isinstance(given, dict) or not given:
        raise Refusal(47003, "data")
    for name, item in given.items():
        if not isinstance(item, dict) or not isinstance(item.get("value"), (str, int, float)):
            raise Refusal(47003, f"data.{name}.value is empty")
    return {name: str(item["value"]) for name, item in given.items()}


def _text(world: World, kind: str, body: dict[str, Any]) -> str:
    content = body.get("content")
    if not isinstance(content, str) or not content:
        raise Refusal(44004)
    if len(content.encode()) > LONGEST:
        raise Refusal(45002)
    return content


def _media(world: World, kind: str, body: dict[str, Any]) -> str:
    media_id = body.get("media_id")
    if not media_id:
        raise Refusal(41006)
    if world.file(media_id).kind != MEDIA[kind]:
        raise Refusal(40007)
    return str(body.get("title", ""))


def _menu(world: World, kind: str, body: dict[str, Any]) -> str:
    items = body.get("list")
    if not isinstance(items, list) or not items:
        raise Refusal(47001)
    for item in items:
        if not isinstance(item, dict) or not item.get("content") or not item.get("id"):
            raise Refusal(47001)
    words = [body.get("head_content"), *(item["content"] for item in items), body.get("tail_content")]
    content = "\n".join(str(word) for word in words if word)
    if len(content.encode()) > LONGEST:
        raise Refusal(45002)
    return content


def _news(world: World, kind: str, body: dict[str, Any]) -> str:
    articles = body.get("articles")
    if not isinstance(articles, list) or len(articles) != 1:
        raise Refusal(45008)
    article = articles[0]
    return "\n".join(str(article[name]) for name in ("title", "description", "url") if article.get(name))


def _card(world: World, kind: str, body: dict[str, Any]) -> str:
    if kind == "miniprogrampage":
        world.file(body.get("thumb_media_id"))
    return str(body.get("title", "")) or json.dumps(body, ensure_ascii=False)


READERS = {
    "text": _text,
    "image": _media,
    "voice": _media,
    "video": _media,
    "msgmenu": _menu,
    "news": _news,
    "link": _card,
    "miniprogrampage": _card,
    "music": _card,
}
