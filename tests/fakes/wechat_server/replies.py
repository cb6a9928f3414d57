"""Whether an answer to a post is one WeChat understands, read with a parser of its own."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from xml.parsers import expat

from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException

if TYPE_CHECKING:
    from tests.fakes.wechat_server.actions import Action
    from tests.fakes.wechat_server.world import Account

LONGEST = 2048
"""Bytes of a text."""
TEXTS = ("ToUserName", "FromUserName", "MsgType", "Content")
"""Elements whose text is to stand in CDATA."""
REPLIES = frozenset({"text", "image", "voice", "video", "music", "news", "transfer_customer_service"})


class Unreadable(Exception):
    """WeChat makes nothing of an answer."""


@dataclass(frozen=True)
class Answer:
    """What came back.

    Attributes:
        kind: A reply for the user, an acknowledgement, or nothing WeChat understands.
        text: A text reply's words.
        fields: A reply's elements.
        problem: What is wrong with it.
    """

    kind: Literal["reply", "accepted", "refused"]
    text: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    problem: str | None = None


def read(status: int, body: bytes, action: Action, account: Account) -> Answer:
    """Return what WeChat makes of an answer."""
    if status != 200:
        return Answer("refused", problem=f"status {status}")
    if body in {b"", b"success"}:
        return Answer("accepted")
    try:
        fields = _reply(body, action, account)
    except Unreadable as problem:
        return Answer("refused", problem=str(problem))
    return Answer("reply", fields.get("Content"), fields)


def _reply(body: bytes, action: Action, account: Account) -> dict[str, str]:
    fields, bare = elements(body)
    if "Encrypt" in fields:
        if account.mode == "plain":
            msg = "encrypted, although posts are plain"
            raise Unreadable(msg)
        fields, bare = elements(_opened(fields, account))
    elif account.mode == "safe":
        msg = "plain, although posts are encrypted"
        raise Unreadable(msg)
    if (fields.get("ToUserName"), fields.get("FromUserName")) != (action.user, account.name):
        msg = "sender and receiver are not those of the post, swapped"
        raise Unreadable(msg)
    if not fields.get("CreateTime", "").isdigit():
        msg = "no CreateTime"
        raise Unreadable(msg)
    if fields.get("MsgType") not in REPLIES:
        msg = "no MsgType WeChat knows"
        raise Unreadable(msg)
    if fields["MsgType"] == "text" and not 0 < len(fields.get("Content", "").encode()) <= LONGEST:
        msg = f"Content is empty or over {LONGEST} bytes"
        raise Unreadable(msg)
    if bare & set(TEXTS):
        msg = f"not in CDATA: {', '.join(sorted(bare & set(TEXTS)))}"
        raise Unreadable(msg)
    return fields


def _opened(envelope: dict[str, str], account: Account) -> bytes:
    try:
        crypto = WeChatCrypto(account.token, account.aes_key, account.app_id)
        given = (envelope["MsgSignature"], envelope["TimeStamp"], envelope["Nonce"])
        opened: str = crypto.decrypt_message({"Encrypt": envelope["Encrypt"]}, *given)
    except InvalidSignatureException:
        msg = "the signature is wrong"
        raise Unreadable(msg) from None
    except InvalidAppIdException:
        msg = "encrypted for another account"
        raise Unreadable(msg) from None
    except (ValueError, LookupError, struct.error) as error:
        msg = f"can't be decrypted: {type(error).__name__}"
        raise Unreadable(msg) from None
    return opened.encode()


def elements(xml: bytes) -> tuple[dict[str, str], set[str]]:
    """Return the text of each element below the root, and which of them has text outside CDATA.

    Raises:
        Unreadable: It is no XML, its root is not ``xml``, or it declares entities.
    """
    fields: dict[str, str] = {}
    bare: set[str] = set()
    path: list[str] = []
    quoted = False

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name)
        if path[0] != "xml":
            msg = f"the root is {name}"
            raise Unreadable(msg)
        if len(path) == 2:
            fields[name] = ""

    def end(name: str) -> None:
        path.pop()

    def words(data: str) -> None:
        if len(path) >= 2:
            fields[path[1]] += data
            if not quoted and data.strip():
                bare.add(path[1])

    def quote(*, on: bool) -> None:
        nonlocal quoted
        quoted = on

    def refuse(*declared: object) -> None:
        msg = "declares a document type"
        raise Unreadable(msg)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    parser.StartCdataSectionHandler = lambda: quote(on=True)
    parser.EndCdataSectionHandler = lambda: quote(on=False)
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as error:
        msg = f"no XML: {error}"
        raise Unreadable(msg) from None
    return fields, bare
