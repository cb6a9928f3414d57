"""Tickets: needs, questions and complaints, what becomes of them, and talks with a person."""

from __future__ import annotations

from tools.tickets.handing import hand_off
from tools.tickets.moving import move_ticket, urge_ticket
from tools.tickets.opening import open_ticket
from tools.tickets.pooling import show_needs
from tools.tickets.showing import show_tickets
from tools.tickets.talking import relay_message, release_hand_off, take_hand_off

__all__ = [
    "hand_off",
    "move_ticket",
    "open_ticket",
    "relay_message",
    "release_hand_off",
    "show_needs",
    "show_tickets",
    "take_hand_off",
    "urge_ticket",
]
