"""A visitor of the chat page without a browser: fetches the page, then asks through the page's web socket."""

from __future__ import annotations

import asyncio
import urllib.request
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import socketio

if TYPE_CHECKING:
    from collections.abc import Sequence

SOCKET = "ws/socket.io"
PATIENCE = 30.0
"""Seconds an answer may take."""


class Visitor:
    """Somebody who opens the page and keeps their cookie.

    Args:
        address: Of the server, such as ``http://127.0.0.1:8000``.

    Raises:
        OSError: The page isn't to be had.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        request = urllib.request.Request(f"{address}/", headers={"Accept": "text/html"})  # noqa: S310 -- the loopback
        with urllib.request.urlopen(request, timeout=PATIENCE) as page:  # noqa: S310 -- the same
            page.read()
            cookies = page.headers.get_all("Set-Cookie") or []
        self._cookie = "; ".join(cookie.partition(";")[0] for cookie in cookies)

    def ask(self, questions: Sequence[str]) -> list[str]:
        """Ask one after the other in one conversation.

        Returns:
            What was answered.

        Raises:
            TimeoutError: An answer took too long.
        """
        return asyncio.run(self._ask(questions))

    async def _ask(self, questions: Sequence[str]) -> list[str]:
        client: Any = socketio.AsyncClient(reconnection=False)
        said: dict[str, str] = {}
        ended = asyncio.Event()

        async def shown(step: dict[str, Any]) -> None:
            if step.get("type") == "assistant_message":
                said[step["id"]] = step.get("output") or said.get(step["id"], "")

        async def end(*_: object) -> None:
            ended.set()

        client.on("new_message", shown)
        client.on("update_message", shown)
        client.on("task_end", end)
        await client.connect(
            self._address,
            headers={"Cookie": self._cookie},
            auth={"clientType": "webapp", "sessionId": str(uuid4()), "threadId": "", "userEnv": "", "chatProfile": ""},
            transports=["websocket"],
            socketio_path=SOCKET,
        )
        try:
            await client.emit("connection_successful")
            await asyncio.wait_for(ended.wait(), PATIENCE)
            for question in questions:
                ended.clear()
                step = {
                    "id": str(uuid4()),
                    "threadId": "",
                    "name": "visitor",
                    "type": "user_message",
                    "output": question,
                    "createdAt": datetime.now(UTC).isoformat(),
                }
                await client.emit("client_message", {"message": step, "fileReferences": []})
                await asyncio.wait_for(ended.wait(), PATIENCE)
        finally:
            await client.disconnect()
        return list(said.values())
