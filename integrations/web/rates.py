"""Caps how often a visitor, an address or a key may ask."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import structlog
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

if TYPE_CHECKING:
    from integrations.web.visitors import Visitor

MESSAGES_OF_A_VISITOR = RateLimitItemPerMinute(20)
MESSAGES_OF_AN_ADDRESS = RateLimitItemPerMinute(120)
COMPLAINTS_OF_AN_ADDRESS = RateLimitItemPerMinute(5, multiples=10)
SIGN_INS_OF_AN_ADDRESS = RateLimitItemPerMinute(20, multiples=10)
CALLS_OF_A_KEY = RateLimitItemPerMinute(120)

log = structlog.get_logger(__name__)


class Rates:
    """Counts what visitors do, in this process or in Redis for all of them.

    Args:
        redis_url: Address of a Redis server; None counts in this process.
    """

    def __init__(self, redis_url: str | None = None) -> None:
        if redis_url:
            storage: MemoryStorage | RedisStorage = RedisStorage(
                f"async+{redis_url}",
                wrap_exceptions=True,
                implementation="redispy",
                key_prefix="shuzhi:rate",
                socket_timeout=1,
                socket_connect_timeout=1,
            )
        else:
            storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(storage)

    async def message(self, visitor: Visitor) -> int:
        """Count a message.

        Returns:
            0 if it is within the caps, else the seconds to wait.
        """
        wait = await self._hit(MESSAGES_OF_AN_ADDRESS, "address", visitor.address)
        return wait or await self._hit(MESSAGES_OF_A_VISITOR, "visitor", visitor.id or visitor.address)

    async def complaint(self, visitor: Visitor) -> int:
        """Count a complaint; returns the same as ``message``."""
        return await self._hit(COMPLAINTS_OF_AN_ADDRESS, "complaint", visitor.address)

    async def sign_in(self, visitor: Visitor) -> int:
        """Count an attempt to sign in; returns the same as ``message``."""
        return await self._hit(SIGN_INS_OF_AN_ADDRESS, "sign-in", visitor.address)

    async def call(self, key: str) -> int:
        """Count a call under a key of the API; returns the same as ``message``."""
        return await self._hit(CALLS_OF_A_KEY, "key", key)

    async def _hit(self, item: RateLimitItem, *names: str) -> int:
        try:
            if await self._limiter.hit(item, *names):
                return 0
            reset = (await self._limiter.get_window_stats(item, *names)).reset_time
        except StorageError as error:
            # Answering without a cap for a while is better than not answering.
            log.warning("rates_unavailable", kind=type(error.storage_error).__name__)
            return 0
        return max(1, math.ceil(reset - time.time()))
