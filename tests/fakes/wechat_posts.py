"""Posts as WeChat makes them, signed and encrypted by wechatpy."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
APP, TOKEN = "wx2c2769f8efd9abc2", "spamtest"
KEY, OLD_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"
USER, ACCOUNT = "oyORnuP8q7ou2gfYjqLzSIWZf0rs", "gh_10f6c3c3ac5a"


def signature(*parts: str) -> str:
    signer = WeChatSigner()
    signer.add_data(*parts)
    return str(signer.signature)


def asked(*sealed: str, token: str = TOKEN, at: datetime = NOW, **others: str) -> dict[str, str]:
    """The parameters of a post's address, signed by wechatpy."""
    timestamp, nonce = str(int(at.timestamp())), "1320562132"
    query = {"timestamp": timestamp, "nonce": nonce, "signature": signature(token, timestamp, nonce)}
    if sealed:
        query |= {"encrypt_type": "aes", "msg_signature": signature(token, timestamp, nonce, *sealed)}
    return query | others


def fields(xml: bytes | str) -> dict[str, str]:
    """What the elements inside the root hold."""
    return {element.tag: element.text or "" for element in ET.fromstring(xml)}


def cdata(value: str) -> str:
    return f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>"


def post(kind: str = "text", inner: str = "", **others: str) -> bytes:
    said = {"ToUserName": ACCOUNT, "FromUserName": USER, "CreateTime": "1409735668", "MsgType": kind}
    if kind != "event":
        said["MsgId"] = "6054768590064713728"
    elements = "".join(f"<{name}>{cdata(value)}</{name}>" for name, value in (said | others).items())
    return f"<xml>{elements}{inner}</xml>".encode()


def event(name: str, inner: str = "", **others: str) -> bytes:
    return post("event", inner, Event=name, **others)


def notice(about: str, *entries: dict[str, str]) -> bytes:
    """An event about notices: ``popup``, ``change`` or ``sent``."""
    lists = "".join(
        f"\n<List>{''.join(f'<{name}>{cdata(value)}</{name}>' for name, value in entry.items())}</List>"
        for entry in entries
    )
    wrapper = f"SubscribeMsg{about.title()}Event"
    return event(f"subscribe_msg_{about}_event", f"<{wrapper}>{lists}</{wrapper}>")


def sealed(body: bytes | str, key: str = KEY, app: str = APP) -> tuple[dict[str, str], bytes]:
    """A post in safe mode, encrypted by wechatpy."""
    made = WeChatCrypto(TOKEN, key, app).encrypt_message(body, "1320562132", "1")
    secret = fields(made)["Encrypt"]
    return asked(secret), f"<xml><ToUserName>{ACCOUNT}</ToUserName><Encrypt>{cdata(secret)}</Encrypt></xml>".encode()
