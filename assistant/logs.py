"""Structured logs with the ids of conversation and message, and without secrets or personal data."""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_SECRET = re.compile(r"(?i)(key|token|secret|password|authorization|cookie)")
_BEARER = re.compile(r"(?i)(bearer\s+|sk-)[\w.~+/-]{6,}=*")
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s:]+:[^/@\s]+(?=@)")
_TELEPHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
HIDDEN = "***"


def mask(text: str) -> str:
    """Take secrets, telephone numbers, identity numbers and addresses out of a text."""
    for pattern in (_CREDENTIALS, _BEARER, _MAIL, _IDENTITY, _TELEPHONE):
        text = pattern.sub(HIDDEN, text)
    return text


def _masked(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if _SECRET.search(name) and not isinstance(value, bool | int | float):
            event[name] = HIDDEN
        elif isinstance(value, str):
            event[name] = mask(value)
    return event


def configure(level: str, *, console: bool) -> None:
    """Set logging up for the whole process.

    Args:
        level: The lowest level that is written.
        console: Whether a person reads along; else one JSON object a line.
    """
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if console
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _masked,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        level=max(logging.getLevelNamesMapping()[level], logging.WARNING), stream=sys.stderr, force=True
    )
