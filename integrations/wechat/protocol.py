"""How WeChat and a server know each other: signatures, encryption, passive replies.

As developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html says. Nothing here reads a clock or a network.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from wechatpy.crypto.base import WeChatCipher

from integrations.wechat.incoming import Grant, Incoming, Kind, Refused, meaning, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

__all__ = ["LARGEST_POST", "SUCCESS", "Gate", "Grant", "Incoming", "Kind", "Refused"]

SUCCESS: Final = "success"
"""What a post is answered with that has no passive reply."""
FRESH_FOR: Final = timedelta(minutes=10)
"""How far a post's time may lie from ours."""
LARGEST_POST: Final = 64 * 1024
"""Bytes; in compatible mode a message stands in a post twice, once in base64."""
LONGEST_REPLY: Final = 2048
"""Bytes in UTF-8 of a passive reply's text."""

_SIGNATURE = re.compile(r"[0-9a-f]{40}")
_SECONDS = re.compile(r"[0-9]{1,10}")
_NONCE = re.compile(r"[!-~]{1,128}")
_ECHO = re.compile(r"[!#-%(-;=?-~]{1,128}")
"""Printable, and nothing a browser could take for markup."""
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't carry, escaped or not."""
_BLOCK, _PADDED_TO, _RANDOM = 16, 32, 16


class Gate:
    """Checks and opens what is posted, and seals replies.

    A post in compatible mode carries the message plainly and encrypted; only the encrypted part is read. Where a key is
    given, plain posts are refused, so that nobody who saw one signature can post words of their own under it; during a
    change of mode ``safe_only=False`` takes them too.

    Args:
        app_id: The account's AppID, which stands in every encrypted post.
        token: What posts are signed with.
        aes_keys: EncodingAESKeys of 43 characters, the present one first, then those still taken.
        safe_only: Refuse plain posts; by default where there is a key.

    Raises:
        ValueError: The AppID or the token is empty, a key isn't one, or plain posts are refused without a key.
    """

    def __init__(self, app_id: str, token: str, aes_keys: Sequence[str] = (), *, safe_only: bool | None = None) -> None:
        if not app_id or not token:
            message = "an AppID and a token are needed"
            raise ValueError(message)
        if safe_only and not aes_keys:
            message = "plain posts can be refused only where there is a key"
            raise ValueError(message)
        self._app_id, self._token = app_id.encode(), token.encode()
        self._ciphers = [WeChatCipher(_key(key)) for key in aes_keys]
        self._safe_only = bool(aes_keys) if safe_only is None else safe_only

    def echo(self, query: Mapping[str, str], now: datetime) -> str:
        """Answer WeChat's question whether this server is ours; it is asked plainly in every mode.

        Raises:
            Refused: 403.
        """
        timestamp, nonce = _fresh(query, now)
        self._check(query.get("signature", ""), timestamp, nonce)
        echo = query.get("echostr", "")
        if not _ECHO.fullmatch(echo):
            raise Refused(403, "there is nothing to echo")
        return echo

    def open(self, query: Mapping[str, str], body: bytes, now: datetime) -> Incoming:
        """Check a post and read it.

        The same post may come again and is opened again: WeChat repeats what wasn't answered in time.

        Args:
            query: The parameters of its address.
            body: At most 64 KB.
            now: The time it arrived.

        Raises:
            Refused: 413 too large; 403 not signed, not fresh, not encrypted though it has to be, or not for us; 400 not
                what WeChat posts.
        """
        if len(body) > LARGEST_POST:
            raise Refused(413, "the post is too large")
        timestamp, nonce = _fresh(query, now)
        if _is_encrypted(query):
            sealed = read(body).fields.get("Encrypt", "").encode()
            self._check(query.get("msg_signature", ""), timestamp, nonce, sealed)
            content, number = self._decrypted(sealed)
            return meaning(read(content)).model_copy(update={"key_number": number})
        if self._safe_only:
            raise Refused(403, "the post is not encrypted")
        self._check(query.get("signature", ""), timestamp, nonce)
        return meaning(read(body))

    def seal(self, incoming: Incoming, text: str, query: Mapping[str, str], now: datetime) -> tuple[str, str]:
        """Write a passive reply, encrypted as the post was: with the key that opened it, while keys change.

        Args:
            incoming: What is answered.
            text: Characters that XML can't carry are left out.
            query: The parameters of the post's address.
            now: The time of the reply.

        Returns:
            A body and its media type.

        Raises:
            ValueError: The text is empty or over 2,048 bytes, or the post was encrypted and there is no key.
        """
        words = _FORBIDDEN.sub("", text)
        if not words.strip() or len(words.encode()) > LONGEST_REPLY:
            message = f"a passive reply has 1 to {LONGEST_REPLY} bytes"
            raise ValueError(message)
        seconds = str(int(now.timestamp()))
        body = (
            f"<xml><ToUserName>{_cdata(incoming.user)}</ToUserName>"
            f"<FromUserName>{_cdata(incoming.account)}</FromUserName>"
            f"<CreateTime>{seconds}</CreateTime><MsgType>{_cdata('text')}</MsgType>"
            f"<Content>{_cdata(words)}</Content></xml>"
        )
        if _is_encrypted(query):
            nonce = query.get("nonce", "")
            sealed = self._encrypted(body.encode(), secrets.token_bytes(_RANDOM), incoming.key_number)
            signature = self._signature(seconds, nonce, sealed)
            body = (
                f"<xml><Encrypt>{_cdata(sealed.decode())}</Encrypt><MsgSignature>{_cdata(signature)}</MsgSignature>"
                f"<TimeStamp>{seconds}</TimeStamp><Nonce>{_cdata(nonce)}</Nonce></xml>"
            )
        return body, "application/xml"

    @staticmethod
    def seal_nothing() -> tuple[str, str]:
        """Acknowledge a post without a reply, in every mode: a body and its media type."""
        return SUCCESS, "text/plain"

    def _signature(self, timestamp: str, nonce: str, *more: bytes) -> str:
        parts = sorted((self._token, timestamp.encode(), nonce.encode(), *more))
        return hashlib.sha1(b"".join(parts)).hexdigest()  # noqa: S324 -- WeChat signs with it

    def _check(self, given: str, timestamp: str, nonce: str, *more: bytes) -> None:
        if not _SIGNATURE.fullmatch(given) or not hmac.compare_digest(given, self._signature(timestamp, nonce, *more)):
            raise Refused(403, "the signature is not WeChat's")

    def _encrypted(self, content: bytes, random: bytes, number: int = 0) -> bytes:
        if not self._ciphers:
            message = "there is no key to encrypt with"
            raise ValueError(message)
        frame = random + len(content).to_bytes(4, "big") + content + self._app_id
        padding = _PADDED_TO - len(frame) % _PADDED_TO
        return base64.b64encode(self._ciphers[number].encrypt(frame + bytes([padding]) * padding))

    def _decrypted(self, sealed: bytes) -> tuple[bytes, int]:
        """Return what is sealed, and the number of the key that opens it."""
        if not self._ciphers:
            raise Refused(403, "there is no key to decrypt with")
        try:
            blocks = base64.b64decode(sealed, validate=True)
        except ValueError:
            blocks = b""
        if not blocks or len(blocks) % _BLOCK:
            raise Refused(400, "what is encrypted is not whole")
        reason = "no key decrypts the post"
        for number, cipher in enumerate(self._ciphers):
            content, app_id = _unframed(cipher.decrypt(blocks))
            if hmac.compare_digest(app_id, self._app_id):
                return content, number
            if app_id:
                reason = "the post is for another account"
        raise Refused(403, reason)


def _fresh(query: Mapping[str, str], now: datetime) -> tuple[str, str]:
    """Give the timestamp and the nonce, which may stand in logs and replies then."""
    timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
    if not _SECONDS.fullmatch(timestamp) or not _NONCE.fullmatch(nonce):
        raise Refused(403, "the timestamp or the nonce is none")
    if abs(now.timestamp() - int(timestamp)) > FRESH_FOR.total_seconds():
        raise Refused(403, "the post is not fresh")
    return timestamp, nonce


def _is_encrypted(query: Mapping[str, str]) -> bool:
    kind = query.get("encrypt_type") or "raw"
    if kind not in {"aes", "raw"}:
        raise Refused(400, "the encryption is not known")
    return kind == "aes"


def _unframed(frame: bytes) -> tuple[bytes, bytes]:
    """Take a decrypted frame apart: what was encrypted, and the AppID it is for, empty where the key was wrong."""
    padding = frame[-1]
    if not 1 <= padding <= _PADDED_TO or frame[-padding:] != bytes([padding]) * padding:
        return b"", b""
    rest = frame[_RANDOM:-padding]
    length = int.from_bytes(rest[:4], "big")
    return rest[4 : 4 + length], rest[4 + length :]


def _key(encoded: str) -> bytes:
    try:
        key = base64.b64decode(f"{encoded}=", validate=True)
    except ValueError:
        key = b""
    if len(encoded) != 43 or len(key) != 32:  # noqa: PLR2004 -- as WeChat makes them, and AES-256 takes them
        message = "an EncodingAESKey has 43 letters and digits"
        raise ValueError(message)
    return key


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
