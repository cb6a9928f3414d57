"""WeChat's error codes: what they are called in an answer, and the exception that carries one there."""

from __future__ import annotations

import secrets
import time

MESSAGES = {
    -1: "system error",
    0: "ok",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40004: "invalid media type",
    40007: "invalid media_id",
    40008: "invalid message type",
    40009: "invalid image size",
    40013: "invalid appid",
    40014: "invalid access_token",
    40016: "invalid button size",
    40017: "invalid button type",
    40018: "invalid button name size",
    40019: "invalid button key size",
    40020: "invalid button url size",
    40023: "invalid sub button size",
    40024: "invalid sub button type",
    40025: "invalid sub button name size",
    40026: "invalid sub button key size",
    40027: "invalid sub button url size",
    40029: "invalid code",
    40030: "invalid refresh_token",
    40037: "invalid template_id",
    40053: "invalid action info",
    40066: "invalid url",
    40097: "invalid args",
    40125: "invalid appsecret",
    40164: "invalid ip",
    40201: "invalid url",
    40202: "invalid action",
    40203: "invalid check_operator",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41005: "media data missing",
    41006: "media_id missing",
    41008: "missing code",
    42001: "access_token expired",
    43001: "require GET method",
    43002: "require POST method",
    43004: "require subscribe",
    43101: "user refuse to accept the msg",
    44002: "empty post data",
    44004: "empty content",
    45002: "content size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit, must slower, retry next minute",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    45072: "invalid command",
    45080: "no interaction in the last 30 seconds",
    45081: "already in typing status",
    46003: "menu no exist",
    47001: "data format error",
    47003: "argument invalid!",
    48001: "api unauthorized",
    48006: "forbid to clear quota because of reaching the limit",
    50002: "user limited",
}


class Refusal(Exception):
    """WeChat says no.

    Attributes:
        code: The ``errcode``.
        detail: Words after the usual ones.
    """

    def __init__(self, code: int, detail: str = "") -> None:
        super().__init__(f"errcode {code}")
        self.code = code
        self.detail = detail

    def answer(self) -> dict[str, object]:
        """Return the body, with an id of the request in it as the real one has."""
        words = " ".join(filter(None, [MESSAGES.get(self.code, "scripted"), self.detail]))
        rid = f"{int(time.time()):08x}-{secrets.token_hex(4)}-{secrets.token_hex(4)}"
        return {"errcode": self.code, "errmsg": f"{words} rid: {rid}"}
