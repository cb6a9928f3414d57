"""Reads the body of a post, as far as one may be long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.wechat.protocol import LARGEST_POST, Refused

if TYPE_CHECKING:
    from starlette.requests import Request


async def body_of(request: Request) -> bytes:
    """Read a body, but not more than one may be.

    Raises:
        Refused: It is too large.
    """
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > LARGEST_POST:
        raise Refused(413, "too large")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_POST:
            raise Refused(413, "too large")
    return bytes(body)
