"""The door to the files and the reports, as the server has it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
from fastapi import FastAPI

from integrations.web import files, reports
from integrations.web.guard import Guard
from integrations.web.visitors import Visitors

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.bootstrap import Application


@asynccontextmanager
async def door(app: Application, **headers: str) -> AsyncIterator[tuple[httpx.AsyncClient, Visitors]]:
    """Open the routes behind the guard to a client that sends these headers; a good mark is an operator's."""
    visitors = Visitors("k" * 40, lambda: datetime.now(UTC))

    async def holds(badge: Any) -> bool:
        return bool(badge.mark == "good")

    served = FastAPI(openapi_url=None)
    served.include_router(files.router(app))
    served.include_router(reports.router(app))
    served.add_middleware(Guard, visitors=visitors, public_url="http://test", scripts=[], admits=holds)
    transport = httpx.ASGITransport(app=served)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield client, visitors
