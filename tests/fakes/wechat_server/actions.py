"""What users do, as WeChat tells of it: one function for every kind of post, and the XML they become."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.fakes.wechat_server.people import Trigger

Value = str | int | float | dict[str, Any] | list[Any]
"""Text becomes CDATA, numbers stand as they are, a list repeats its element."""


@dataclass(frozen=True)
class Action:
    """Something a user does, or that happens to what we sent them.

    Attributes:
        user: The openid.
        name: MsgType, or Event.
        fields: Elements beside the four every post begins with, in order.
        event: Whether it is an event; a message has a MsgId.
        trigger: The window it opens.
        grants: Consents it gives or takes back, by template.
        scene: What a scanned code stands for.
        visible: Whether the user would see that no answer came.
    """

    user: str
    name: str
    fields: dict[str, Value] = field(default_factory=dict)
    event: bool = False
    trigger: Trigger | None = None
    grants: dict[str, bool] = field(default_factory=dict)
    scene: str = ""
    visible: bool = True

    def xml(self, account: str, created: int, message_id: str | None) -> str:
        """Return the post's XML; ``created`` is in seconds since 1970."""
        head: dict[str, Value] = {"ToUserName": account, "FromUserName": self.user, "CreateTime": created}
        kind: dict[str, Value] = {"MsgType": "event", "Event": self.name} if self.event else {"MsgType": self.name}
        tail = {} if message_id is None else {"MsgId": int(message_id) if message_id.isdigit() else message_id}
        return element("xml", head | kind | self.fields | tail)


def element(name: str, value: Value) -> str:
    """Return an XML element; text is kept as it is in CDATA, also where it holds the mark that ends one."""
    if isinstance(value, list):
        return "".join(element(name, one) for one in value)
    if isinstance(value, dict):
        inner = "".join(element(*item) for item in value.items())
    elif isinstance(value, str):
        inner = f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>"
    else:
        inner = str(value)
    return f"<{name}>{inner}</{name}>"


def text(user: str, content: str) -> Action:
    """Write something."""
    return Action(user, "text", {"Content": content}, trigger="message")


def choose(user: str, content: str, choice: str) -> Action:
    """Tap an item of a menu message: its text arrives with the item's id."""
    return Action(user, "text", {"Content": content, "bizmsgmenuid": choice}, trigger="tap")


def voice(user: str, media_id: str = "voice-1", recognition: str | None = None, form: str = "amr") -> Action:
    """Say something; ``recognition`` is what WeChat heard, empty where it heard nothing, None where it is off."""
    heard = {} if recognition is None else {"Recognition": recognition}
    return Action(user, "voice", {"MediaId": media_id, "Format": form, **heard}, trigger="message")


def image(user: str, media_id: str = "image-1", url: str = "http://mmbiz.qpic.cn/1") -> Action:
    """Send a picture."""
    return Action(user, "image", {"PicUrl": url, "MediaId": media_id}, trigger="message")


def video(user: str, media_id: str = "video-1", *, short: bool = False) -> Action:
    """Send a film."""
    fields: dict[str, Value] = {"MediaId": media_id, "ThumbMediaId": f"{media_id}-thumb"}
    return Action(user, "shortvideo" if short else "video", fields, trigger="message")


def location(user: str, latitude: float, longitude: float, label: str = "") -> Action:
    """Send a place."""
    fields: dict[str, Value] = {"Location_X": latitude, "Location_Y": longitude, "Scale": 20, "Label": label}
    return Action(user, "location", fields, trigger="message")


def link(user: str, title: str, description: str, url: str) -> Action:
    """Share a page."""
    return Action(user, "link", {"Title": title, "Description": description, "Url": url}, trigger="message")


def message(user: str, name: str, fields: Mapping[str, Value] | None = None) -> Action:
    """Send a message of any type, such as one that is not known yet."""
    return Action(user, name, dict(fields or {}), trigger="message")


def subscribe(user: str, scene: str | None = None, ticket: str = "gQH47joAAAAAAAAAASxodHRw") -> Action:
    """Follow the account, by a code where a scene is given."""
    fields: dict[str, Value] = {"EventKey": ""}
    if scene is not None:
        fields = {"EventKey": f"qrscene_{scene}", "Ticket": ticket}
    return Action(user, "subscribe", fields, event=True, trigger="follow", scene=scene or "")


def unsubscribe(user: str) -> Action:
    """Stop following."""
    return Action(user, "unsubscribe", {"EventKey": ""}, event=True, visible=False)


def scan(user: str, scene: str, ticket: str = "gQH47joAAAAAAAAAASxodHRw") -> Action:
    """Scan a code as a follower."""
    return Action(user, "SCAN", {"EventKey": scene, "Ticket": ticket}, event=True, trigger="scan", scene=scene)


def click(user: str, key: str) -> Action:
    """Tap the account's menu."""
    return Action(user, "CLICK", {"EventKey": key}, event=True, trigger="tap")


def view(user: str, url: str, menu_id: int = 410418124) -> Action:
    """Open a page from the account's menu; this opens no window."""
    return Action(user, "VIEW", {"EventKey": url, "MenuId": menu_id}, event=True, visible=False)


def scancode(user: str, key: str, result: str, *, waiting: bool = False) -> Action:
    """Scan any code from the account's menu."""
    info = {"ScanType": "qrcode", "ScanResult": result}
    name = "scancode_waitmsg" if waiting else "scancode_push"
    return Action(user, name, {"EventKey": key, "ScanCodeInfo": info}, event=True, trigger="tap")


def template_sent(user: str, message_id: int | str, status: str = "success") -> Action:
    """Tell what became of a template message."""
    fields: dict[str, Value] = {"MsgID": int(message_id), "Status": status}
    return Action(user, "TEMPLATESENDJOBFINISH", fields, event=True, visible=False)


def notice_popup(user: str, choices: Mapping[str, bool], scene: int = 1) -> Action:
    """Answer the question whether notices may be sent, template by template; each yes is good for one."""
    answers = [
        {"TemplateId": t, "SubscribeStatusString": _status(yes), "PopupScene": scene} for t, yes in choices.items()
    ]
    name = "subscribe_msg_popup_event"
    given = {template: True for template, yes in choices.items() if yes}
    return Action(user, name, {"SubscribeMsgPopupEvent": {"List": answers}}, event=True, grants=given, visible=False)


def notice_changed(user: str, *templates: str) -> Action:
    """Refuse notices in WeChat's own settings."""
    answers = [{"TemplateId": template, "SubscribeStatusString": "reject"} for template in templates]
    fields: dict[str, Value] = {"SubscribeMsgChangeEvent": {"List": answers}}
    taken = dict.fromkeys(templates, False)
    return Action(user, "subscribe_msg_change_event", fields, event=True, grants=taken, visible=False)


def notice_sent(user: str, template: str, message_id: int | str, code: int = 0, status: str = "success") -> Action:
    """Tell what became of a notice."""
    sent = {"TemplateId": template, "MsgID": int(message_id), "ErrorCode": code, "ErrorStatus": status}
    fields: dict[str, Value] = {"SubscribeMsgSentEvent": {"List": [sent]}}
    return Action(user, "subscribe_msg_sent_event", fields, event=True, visible=False)


def event(user: str, name: str, fields: Mapping[str, Value] | None = None) -> Action:
    """Cause an event of any type, such as one that is not known yet; it opens no window."""
    return Action(user, name, dict(fields or {}), event=True, visible=False)


def _status(yes: bool) -> str:  # noqa: FBT001 - it is the value
    return "accept" if yes else "reject"


KINDS: dict[str, Callable[..., Action]] = {
    function.__name__: function
    for function in (
        text,
        choose,
        voice,
        image,
        video,
        location,
        link,
        message,
        subscribe,
        unsubscribe,
        scan,
        click,
        view,
        scancode,
        template_sent,
        notice_popup,
        notice_changed,
        notice_sent,
        event,
    )
}
"""Every function above by its name, for whoever describes an action in JSON."""
