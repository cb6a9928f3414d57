"""Scenarios that were decided on: recording decisions, how they are used, and showing them."""

from __future__ import annotations

from tools.adoption.recording import record_adoption
from tools.adoption.showing import show_adoptions
from tools.adoption.using import record_use

__all__ = ["record_adoption", "record_use", "show_adoptions"]
