"""What enterprises and the platform promise each other: putting it down with its day, and saying what became of it."""

from __future__ import annotations

from tools.promises.making import make_promise
from tools.promises.settling import settle_promise

__all__ = ["make_promise", "settle_promise"]
