"""HTTP as WeChat's servers speak it: a connection for each request, and no pool whose cost grows with its users."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httptools

CHUNK = 65536


@dataclass
class Reply:
    """An answer; the parser fills it in."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    complete: bool = False

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_body(self, data: bytes) -> None:
        """Take a part of the body."""
        self.body += data

    def on_message_complete(self) -> None:
        """Take notice of the end."""
        self.complete = True


async def ask(method: str, url: str, headers: dict[str, str], body: bytes = b"") -> Reply:
    """Send a request and return the whole answer; cancelling it closes the connection.

    Raises:
        OSError: There is no connection, or it ended before the answer did.
    """
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    try:
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        lines = [f"{method} {target} HTTP/1.1", f"host: {parts.netloc}", "connection: close"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"content-length: {len(body)}", "", ""]
        writer.write("\r\n".join(lines).encode() + body)
        reply = Reply()
        parser = httptools.HttpResponseParser(reply)
        while not reply.complete:
            data = await reader.read(CHUNK)
            if not data:
                return _ended(reply, parser)
            parser.feed_data(data)
    except httptools.HttpParserError as error:
        msg = "no HTTP"
        raise ConnectionError(msg) from error
    finally:
        writer.close()
    reply.status = parser.get_status_code()
    return reply


def _ended(reply: Reply, parser: httptools.HttpResponseParser) -> Reply:
    if not reply.headers or {"content-length", "transfer-encoding"} & set(reply.headers):
        msg = "the connection ended before the answer"
        raise ConnectionError(msg)
    reply.status = parser.get_status_code()
    return reply
