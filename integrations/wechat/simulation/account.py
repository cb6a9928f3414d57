"""An official account as both sides know it, and how its posts are signed and sealed."""

from __future__ import annotations

import base64
import hashlib
import secrets
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from wechatpy.crypto import PrpCrypto
from wechatpy.exceptions import WeChatException

from integrations.wechat.simulation.reading import elements

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Account:
    """What is set on both sides.

    Attributes:
        app_id: The account's id.
        token: What posts are signed with.
        aes_key: What they are encrypted with, 43 characters; None where they are not.
        secret: What the API gives a token for.
        original_id: The account's id in messages.
    """

    app_id: str
    token: str = field(repr=False)
    aes_key: str | None = field(default=None, repr=False)
    secret: str = field(default="", repr=False)
    original_id: str = "gh_simulated0000"

    @classmethod
    def made_up(cls) -> Account:
        """Make an account nobody else knows; its posts are encrypted."""
        key = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        letters = key.replace("+", "0").replace("/", "0")
        return cls("wx5117000000000000", secrets.token_hex(16), letters, secrets.token_hex(16))

    def signature(self, *parts: str) -> str:
        """Sign parts of a post with the token."""
        return hashlib.sha1("".join(sorted((self.token, *parts))).encode()).hexdigest()  # noqa: S324 -- WeChat's own

    def seal(self, user: str, xml: str, timestamp: str, nonce: str) -> tuple[dict[str, str], bytes]:
        """Make a post of a message.

        Args:
            user: Whose message it is.
            xml: The message.
            timestamp: Seconds since 1970.
            nonce: Anything.

        Returns:
            The query and the body.
        """
        query = {
            "signature": self.signature(timestamp, nonce),
            "timestamp": timestamp,
            "nonce": nonce,
            "openid": user,
        }
        if self.aes_key is None:
            return query, xml.encode()
        sealed = str(self._crypto().encrypt(xml, self.app_id), "ascii")
        query |= {"encrypt_type": "aes", "msg_signature": self.signature(timestamp, nonce, sealed)}
        return query, written({"ToUserName": self.original_id, "Encrypt": sealed}).encode()

    def unseal(self, body: bytes) -> bytes:
        """Open the answer to a post.

        Raises:
            ValueError: It is not encrypted where it should be, its signature is wrong, or it is for another account.
        """
        if self.aes_key is None or body.strip() in {b"", b"success"}:
            return body
        fields = elements(body)
        sealed = fields.get("Encrypt", "")
        if self.signature(fields.get("TimeStamp", ""), fields.get("Nonce", ""), sealed) != fields.get("MsgSignature"):
            msg = "an answer that is not encrypted, or signed by somebody else"
            raise ValueError(msg)
        try:
            return str(self._crypto().decrypt(sealed, self.app_id)).encode()
        except (ValueError, IndexError, struct.error, WeChatException) as error:
            msg = "an answer that cannot be decrypted"
            raise ValueError(msg) from error

    def _crypto(self) -> PrpCrypto:
        return PrpCrypto(base64.b64decode(f"{self.aes_key}="))


def written(fields: Mapping[str, str]) -> str:
    """Write a message as WeChat does: figures plain, words as character data."""
    inner = "".join(f"<{name}>{value if value.isdigit() else _data(value)}</{name}>" for name, value in fields.items())
    return f"<xml>{inner}</xml>"


def _data(value: str) -> str:
    return escape(value) if "]]>" in value else f"<![CDATA[{value}]]>"
