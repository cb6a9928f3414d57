"""What WeChat tells a server, read from the XML it posts.

The fields are those of the pages about receiving messages and events under developers.weixin.qq.com/doc/service/guide.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal
from xml.parsers import expat

from pydantic import BaseModel, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_ID: Final = 128
"""Characters of an id, or of a key of the menu."""
LONGEST_URL: Final = 4096
"""Characters."""
MOST_ELEMENTS: Final = 256
DEEPEST: Final = 8
"""Elements inside each other."""

MessageKind = Literal["text", "choice", "voice", "image", "video", "location", "link"]
MenuKind = Literal["tap", "view", "scan", "subscribe", "unsubscribe"]
NoticeKind = Literal["template_sent", "notice_popup", "notice_changed", "notice_sent"]
Kind = Literal[MessageKind, MenuKind, NoticeKind, "unknown"]

_MESSAGES: Final[dict[str, Kind]] = {
    "text": "text",
    "voice": "voice",
    "image": "image",
    "video": "video",
    "shortvideo": "video",
    "location": "location",
    "link": "link",
}
_EVENTS: Final[dict[str, Kind]] = {
    "click": "tap",
    "scancode_push": "tap",
    "scancode_waitmsg": "tap",
    "view": "view",
    "scan": "scan",
    "subscribe": "subscribe",
    "unsubscribe": "unsubscribe",
    "templatesendjobfinish": "template_sent",
    "subscribe_msg_popup_event": "notice_popup",
    "subscribe_msg_change_event": "notice_changed",
    "subscribe_msg_sent_event": "notice_sent",
}
_TEXTS: Final[dict[Kind, tuple[str, ...]]] = {
    "text": ("Content",),
    "voice": ("Recognition",),
    "location": ("Label",),
    "link": ("Title", "Description"),
    "tap": ("ScanResult",),
    "template_sent": ("Status",),
}
_URLS: Final[dict[Kind, str]] = {"image": "PicUrl", "link": "Url", "view": "EventKey"}
_LISTS: Final = frozenset(
    f"/xml/{name}/List" for name in ("SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent", "SubscribeMsgSentEvent")
)
_FIELDS: Final = {
    f"/xml/{path}": path.rpartition("/")[2]
    for path in (
        *("ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "MsgId", "MsgID", "Encrypt"),
        *("Content", "bizmsgmenuid", "Recognition", "MediaId", "PicUrl", "Title", "Description", "Url", "Status"),
        *("Label", "Location_X", "Location_Y", "ScanCodeInfo/ScanResult"),
    )
}

_OPENING = re.compile(rb"(?:<\?xml[ \t\r\n][^<>?]{0,100}\?>)?[ \t\r\n]*<xml[ \t\r\n]*>")
"""How a post begins; a DOCTYPE, and with it entities, could only stand before the root."""
_TOKEN = re.compile(rf"[!-~]{{1,{LONGEST_ID}}}")
_SECONDS = re.compile(r"[0-9]{1,10}")
_CODE = re.compile(r"-?[0-9]{1,9}")
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?")


class Refused(Exception):
    """A request that isn't taken.

    Args:
        status: The HTTP status to answer with: 400 what can't be read, 403 what doesn't come from WeChat, isn't fresh
            or isn't for us, 413 what is too large.
        reason: In English, for logs; it holds nothing of what was posted.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status, self.reason = status, reason


class Grant(BaseModel, frozen=True, hide_input_in_errors=True):
    """What a user or WeChat said about one template of a notice.

    ``accepted`` says that the user wants it, or that WeChat delivered it; ``message_id``, ``error_code`` (0 is none)
    and ``error`` belong to notices sent.
    """

    template_id: str
    accepted: bool
    message_id: str | None = None
    error_code: int | None = None
    error: str = ""


class Incoming(BaseModel, frozen=True, hide_input_in_errors=True):
    """A message or an event.

    Attributes:
        user: The openid it comes from.
        account: The account's ``gh_`` id.
        kind: ``choice`` is a text that came from tapping an entry of a menu message, ``tap`` an entry of the account's
            menu that asks for something, ``view`` one that opens a page.
        name: The message's type or the event's name as WeChat wrote it.
        sent_at: In UTC.
        message_id: Of a message, or of the template message that ``template_sent`` is about.
        text: What was written or recognised, a place's label, a link's title and description, what was scanned by an
            entry of the menu, how sending a template message ended (``success`` or what failed).
        choice: The entry of the menu message.
        event_key: The menu's key; of ``scan`` and ``subscribe`` the code's scene, without ``qrscene_``; of ``view`` the
            address.
        media_id: Of a picture, a recording or a film.
        place: Latitude and longitude in degrees.
        url: Of a picture, a link, or the page opened.
        grants: What the event says about notices.
    """

    user: str = Field(repr=False)
    account: str
    kind: Kind
    name: str
    sent_at: datetime
    message_id: str | None = None
    text: str = Field("", repr=False)
    choice: str | None = None
    event_key: str | None = Field(None, repr=False)
    media_id: str | None = None
    place: tuple[float, float] | None = Field(None, repr=False)
    url: str | None = Field(None, repr=False)
    grants: tuple[Grant, ...] = ()
    key_number: int = Field(0, exclude=True, repr=False)

    def key(self, app_id: str) -> str:
        """Name it: a repeated post has the same key, and nothing else has.

        ``app:user:MsgId`` for a message and ``app:user:CreateTime:Event:EventKey`` for an event, case kept. Colons and
        percent signs before the last part of an event's are escaped. An event about a template message or notices has
        no key and is told by those. A last part over 128 characters becomes its SHA-512, which is longer than that.
        """
        if self.message_id and self.kind != "template_sent":
            return ":".join(_escaped(part) for part in (app_id, self.user, self.message_id))
        about = self.message_id or ",".join(map(_about, self.grants)) or self.event_key or ""
        if len(about) > LONGEST_ID:
            about = f"sha512-{hashlib.sha512(about.encode()).hexdigest()}"
        seconds = str(int(self.sent_at.timestamp()))
        return ":".join([*(_escaped(part) for part in (app_id, self.user, seconds, self.name)), about])


class Post:
    """What stands in a post: the fields that matter by their names, and the entries of its lists."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.entries: list[dict[str, str]] = []
        self._paths = [""]
        self._text: list[str] = []
        self._elements = 0
        self._is_leaf = False

    def start(self, name: str, _: dict[str, str]) -> None:
        """Open an element."""
        self._elements += 1
        if self._elements > MOST_ELEMENTS or len(self._paths) > DEEPEST:
            raise Refused(400, "the post has too many parts")
        path = f"{self._paths[-1]}/{name}"
        self._paths.append(path)
        self._text, self._is_leaf = [], True
        if path in _LISTS:
            self.entries.append({})

    def data(self, text: str) -> None:
        """Take a piece of text."""
        self._text.append(text)

    def end(self, name: str) -> None:
        """Close an element."""
        path = self._paths.pop()
        if path in _FIELDS:
            self._keep(self.fields, _FIELDS[path])
        elif self._paths[-1] in _LISTS:
            self._keep(self.entries[-1], name)
        self._is_leaf = False

    def _keep(self, fields: dict[str, str], name: str) -> None:
        if name in fields or not self._is_leaf:
            raise Refused(400, "a field of the post can be read in two ways")
        fields[name] = "".join(self._text).strip()


def read(body: bytes) -> Post:
    """Read a post, known to be WeChat's or not.

    Raises:
        Refused: 400.
    """
    if not _OPENING.match(body):
        raise Refused(400, "the post does not begin as WeChat's do")
    post, parser = Post(), expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = post.start, post.end
    parser.CharacterDataHandler = post.data
    try:
        parser.Parse(body, True)  # noqa: FBT003 -- the library takes it by place
    except expat.ExpatError:
        raise Refused(400, "the post is not well-formed XML in UTF-8") from None
    return post


def meaning(post: Post) -> Incoming:
    """Say what a post means.

    Raises:
        Refused: 400, a field is missing, too long or not of its kind.
    """
    said = post.fields
    kind_of_post = _token(said, "MsgType")
    is_event = kind_of_post.lower() == "event"
    name = _token(said, "Event") if is_event else kind_of_post
    kind = (_EVENTS if is_event else _MESSAGES).get(name.lower(), "unknown")
    seconds = said.get("CreateTime", "")
    if not _SECONDS.fullmatch(seconds):
        raise Refused(400, "CreateTime is not a time")
    id_field = "MsgID" if is_event else "MsgId"
    has_id = kind == "template_sent" if is_event else kind != "unknown" or bool(said.get(id_field))
    event_key = _short(said, "EventKey", LONGEST_URL if kind in {"view", "unknown"} else LONGEST_ID)
    if event_key and kind == "subscribe":
        event_key = event_key.removeprefix("qrscene_") or None
    choice = _short(said, "bizmsgmenuid") if kind == "text" else None
    return Incoming(
        user=_token(said, "FromUserName"),
        account=_token(said, "ToUserName"),
        kind="choice" if choice else kind,
        name=name,
        sent_at=datetime.fromtimestamp(int(seconds), UTC),
        message_id=_token(said, id_field) if has_id else None,
        text="\n".join(said[field] for field in _TEXTS.get(kind, ()) if said.get(field)),
        choice=choice,
        event_key=event_key if is_event else None,
        media_id=_short(said, "MediaId") if kind in {"voice", "image", "video"} else None,
        place=_place(said) if kind == "location" else None,
        url=_short(said, _URLS[kind], LONGEST_URL) if kind in _URLS else None,
        grants=tuple(_grant(kind, entry) for entry in post.entries) if kind.startswith("notice_") else (),
    )


def _grant(kind: Kind, entry: dict[str, str]) -> Grant:
    template_id = _token(entry, "TemplateId")
    if kind != "notice_sent":
        return Grant(template_id=template_id, accepted=_token(entry, "SubscribeStatusString").lower() == "accept")
    code = entry.get("ErrorCode", "")
    if not _CODE.fullmatch(code):
        raise Refused(400, "ErrorCode is not a number")
    return Grant(
        template_id=template_id,
        accepted=int(code) == 0,
        message_id=_token(entry, "MsgID") if entry.get("MsgID") else None,
        error_code=int(code),
        error=_short(entry, "ErrorStatus") or "",
    )


def _place(said: dict[str, str]) -> tuple[float, float]:
    degrees = [said.get(field, "") for field in ("Location_X", "Location_Y")]
    if not all(_DEGREES.fullmatch(part) for part in degrees):
        raise Refused(400, "a location is not in degrees")
    latitude, longitude = map(float, degrees)
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 -- degrees
        raise Refused(400, "a location is not on the earth")
    return latitude, longitude


def _token(fields: Mapping[str, str], name: str) -> str:
    value = fields.get(name, "")
    if not _TOKEN.fullmatch(value):
        raise Refused(400, f"{name} is missing or is none")
    return value


def _short(fields: Mapping[str, str], name: str, longest: int = LONGEST_ID) -> str | None:
    value = fields.get(name) or None
    if value and len(value) > longest:
        raise Refused(400, f"{name} is too long")
    return value


def _escaped(part: str) -> str:
    return part.replace("%", "%25").replace(":", "%3A")


def _about(grant: Grant) -> str:
    return f"{grant.template_id} {grant.message_id or ''} {grant.accepted}"
