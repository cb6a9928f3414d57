"""Reads what a message says is not wanted, and what is wanted in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant import wording
from assistant.calls import Say
from assistant.guesses import CHAT
from assistant.intents import bars, cues
from assistant.intents.parts import clauses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.calls import Step
    from assistant.guesses import Guess
    from assistant.intents.reading import Reader
    from tools.kit.tool import Role

BY_DENYING = frozenset(
    {"stop_notices", "record_adoption", "settle_promise", "stop_campaign", "erase_archive", "revoke_report"}
    | {"leave_enterprise", "revoke_membership", "release_hand_off"}
)
"""Tools that are asked for by saying what is not wanted."""
REFUSED = Say(wording.NOT_DONE, beyond_doubt=True)
"""Answers that nothing is wanted, whatever was under discussion."""
OPPOSITES: Mapping[str, str] = {
    "take_hand_off": "release_hand_off",
    "stop_notices": "resume_notices",
    "stop_campaign": "start_campaign",
    "relay_message": "release_hand_off",
}
"""What says in other words that something is not wanted."""


class Denials:
    """Reads denials.

    Args:
        reader: Reads one request.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def without(self, text: str, role: Role) -> tuple[str, frozenset[str]]:
        """Leave out the clauses that say what is not wanted; what is denied must be something a tool does.

        Returns:
            What is left, empty where it asks for nothing; and the tools that are not wanted.
        """
        whole, pieces = self._reader.guess(text, role), clauses(text)
        forbidden = {piece: self._forbidden(piece, whole, role) for piece in pieces}
        if not any(forbidden.values()) and self._denies_by_nature(text, whole, role):
            return text, frozenset()
        kept: list[str] = []
        denied: set[str] = set()
        for piece in pieces:
            if what := forbidden[piece] or self._denied(piece, role):
                denied.add(what)
            else:
                kept.append(f"{piece}?" if f"{piece}?" in text else piece)
        rest = ",".join(kept) if denied else text
        if cues.takes_back(rest):
            return text, frozenset()
        wants = not denied or (cues.says_something(rest) and not cues.stays(rest))
        if wants and (taken_back := forbidden[pieces[-1]]) and self._reader.guess(rest, role).tool == taken_back:
            return "", frozenset(denied)
        return (rest if wants else ""), frozenset(denied)

    def instead(self, text: str, rest: str, denied: frozenset[str], role: Role) -> tuple[Step, ...]:
        """Find what is wanted in the place of what is not: the rest says it, in the light of the whole."""
        certain = self._reader.certain(rest, None, role)
        if certain is not None and certain not in denied and (surely := self._reader.made(certain, rest)):
            return surely
        whole, part = self._reader.chances(text), self._reader.chances(rest)
        forbidden = {name for piece in clauses(text) for name in denied if cues.forbids(name, piece)}
        again = {
            name for name in denied if part.get(name, 0.0) >= (bars.SURELY_ASKED if name in forbidden else bars.SURE)
        }
        # A denial as a whole looks like chatter, whatever is asked beside it.
        light = part if whole.get(CHAT, 0.0) >= bars.SURE_TO_WRITE and cues.asks(rest) else whole
        mixed = {name: 0.0 if name in denied - again else (light[name] + part[name]) / 2 for name in whole}
        if cues.asks(rest):
            mixed[CHAT] = 0.0
        left = sum(mixed.values()) or 1.0
        guess = self._reader.best({name: chance / left for name, chance in mixed.items()}, role)
        opposite = guess.tool in {OPPOSITES.get(name) for name in denied} and part[guess.tool] < bars.SURELY_ASKED
        # Beside what is forbidden in so many words stands why, unless it asks or wishes for something.
        why = forbidden and not cues.asks(rest) and not cues.wishes(rest)
        if guess.tool == CHAT or opposite or (why and part.get(guess.tool, 0.0) < bars.SURELY_ASKED):
            return (REFUSED,)
        if guess.about:
            return self._reader.asked(guess.tool, rest) if guess.chance >= bars.SURE else ()
        if guess.chance >= bars.SURE_INSTEAD and (made := self._reader.made(guess.tool, rest)):
            return made
        all_of_it = self._reader.guess(text, role)
        fits = all_of_it.tool not in denied and all_of_it.chance >= bars.SURE_TO_WRITE
        return self._reader.made(all_of_it.tool, text) if fits and not all_of_it.about else ()

    def _denies_by_nature(self, text: str, whole: Guess, role: Role) -> bool:
        by_denying = whole.tool in BY_DENYING and whole.chance >= bars.SURE_TO_WRITE
        # A denial looks like chatter, whatever stands beside it.
        as_a_whole = whole.tool != CHAT and whole.chance >= bars.SURE_AS_A_WHOLE
        return as_a_whole or by_denying or self._reader.certain(text, None, role) in BY_DENYING

    def _forbidden(self, piece: str, whole: Guess, role: Role) -> str | None:
        """Return the tool whose own deed a clause forbids in so many words; the message must be near it."""
        near = [whole.tool, whole.rival, self._reader.guess(piece, role).tool]
        if whole.tool not in BY_DENYING:
            near += [name for name, chance in self._reader.chances(piece).items() if chance >= bars.UNLIKELY]
        return next((name for name in near if name is not None and cues.forbids(name, piece)), None)

    def _denied(self, piece: str, role: Role) -> str | None:
        core = cues.denied(piece)
        if core is None or cues.of_a_kind(piece):
            return None
        as_said, guess = self._reader.guess(piece, role), self._reader.guess(core, role)
        if as_said.tool in BY_DENYING and as_said.chance >= bars.SURE_TO_WRITE:
            return None
        if cues.never_said(piece):
            return guess.tool
        return guess.tool if not guess.about and guess.tool != CHAT and guess.chance >= bars.SURE_DENIED else None
