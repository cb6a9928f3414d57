"""Reads two or more requests out of one message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.calls import Call
from assistant.guesses import ABOUT, CHAT, SEARCH, Guess, at_once, chance_asked
from assistant.intents import bars, cues, kin
from assistant.intents.denials import BY_DENYING
from assistant.intents.parts import Join, clauses, halves, parts, shared
from tools.kit.references import find

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.intents.reading import Reader
    from corpus.catalogs import Catalogs
    from tools.kit.tool import Role, Tool

WITH_WORDS = frozenset({"start_campaign", "edit_follow_up_rule", "edit_scenario", "relay_message"})
"""Tools whose requests hold words that are no requests, in many clauses."""
HOLDING_WORDS = frozenset({"start_campaign", "edit_follow_up_rule"})
"""Tools whose requests hold words for others, which suppose, ask or quote nothing on the speaker's part."""
CALCULATE = "calculate_kpi"
HOLDS_QUESTIONS = "open_ticket"
"""The tool that may put down a question, which then is none to the sources."""
ONE_REQUEST = frozenset(
    {
        frozenset({"find_enterprises", "start_campaign"}),
        frozenset({"find_enterprises", "relay_message"}),
        frozenset({"find_enterprises", "recommend_scenarios"}),
        frozenset({"stop_notices", "resume_notices"}),
        frozenset({"invite_member", "invite_operator"}),
        frozenset({"read_scenario", "compare_scenarios"}),
        frozenset({"read_scenario", "record_use"}),
        frozenset({"read_scenario", "record_adoption"}),
        frozenset({"read_scenario", "rate_service"}),
        frozenset({"read_scenario", "find_enterprises"}),
        frozenset({"read_scenario", "edit_scenario"}),
        frozenset({"recommend_scenarios", "compare_scenarios"}),
        frozenset({"hand_off", "open_ticket"}),
        frozenset({"rate_service", "hand_off"}),
        frozenset({"rate_service", "open_ticket"}),
        frozenset({"rate_service", "stop_notices"}),
        frozenset({"rate_service", "show_tickets"}),
        frozenset({"keep_facts", "make_promise"}),
        frozenset({"keep_facts", "keep_kpi"}),
        frozenset({"keep_facts", "find_enterprises"}),
        frozenset({"keep_facts", "open_ticket"}),
        frozenset({"keep_kpi", "open_ticket"}),
        frozenset({"invite_operator", "join_enterprise"}),
        frozenset({"show_adoptions", "record_use"}),
        frozenset({"hand_off", "take_hand_off"}),
        frozenset({"take_hand_off", "show_tickets"}),
        frozenset({"move_ticket", "show_tickets"}),
        frozenset({"show_follow_ups", "compare_kpi"}),
        frozenset({"record_adoption", "erase_archive"}),
        frozenset({"open_ticket", "make_promise"}),
        frozenset({"open_ticket", "record_adoption"}),
        frozenset({"open_ticket", "urge_ticket"}),
        frozenset({"open_ticket", "recommend_scenarios"}),
        frozenset({"rate_service", "urge_ticket"}),
        frozenset({"record_adoption", "show_adoptions"}),
        frozenset({"erase_archive", "show_archive"}),
        frozenset({"export_archive", "show_archive"}),
    }
)
"""Tools whose words stand together in one request."""
MOST_CUTS, LIST_CUTS = 24, 96
"""Places a message is cut at to find two requests in it; of more, those nearest its two ends."""


class Requests:
    """Reads requests out of messages that may hold several.

    Args:
        reader: Reads one.
        catalog: The tools there are, by name.
        catalogs: The typed records, for what a tool reads out of words.
        firms: Names of enterprises a message may hold, normalised.
    """

    def __init__(
        self, reader: Reader, catalog: Mapping[str, Tool], catalogs: Catalogs, firms: tuple[str, ...] = ()
    ) -> None:
        self._reader, self._catalog, self._catalogs, self._firms = reader, catalog, catalogs, firms

    def several(self, text: str, role: Role) -> tuple[Call, ...]:
        """Read two or more requests out of one message; empty where it holds but one.

        The one the message as a whole is for must be among them: where its own part is too short to tell, it is added.
        """
        whole = self._reader.guess(text, role)
        if cues.one_matter(text):
            return ()
        if self._with_words(whole):
            return self._halves(text, role, around=whole.tool)
        if whole.about and whole.chance >= bars.SURELY_ASKED:
            return self._asked_twice(text, role) or self._halves(text, role, joined_only=True, least=bars.SURELY_ASKED)
        plain = whole.about or whole.tool == CHAT or whole.chance < bars.SURE_IN_PART
        certain = self._catalog.get(self._reader.certain(text, None, role) or "")
        if certain is not None and self.holds_words(certain.name, text):
            return ()
        # The figures of a calculation stand in many clauses; only words that begin another request end them.
        figures = certain is not None and not certain.writes
        cuts = ((parts(text), bars.SURE_IN_PART), (clauses(text), bars.SURE_IN_CLAUSE))
        for pieces, bar in cuts[: 1 if figures else 2]:
            calls = self._requests(pieces, role, bar) if len(pieces) > 1 else []
            if calls and not plain and whole.tool not in {call.tool for call in calls}:
                calls += self._reader.made(whole.tool, text)
                calls = calls if len(calls) == 2 else []  # noqa: PLR2004 -- the whole, and one beside it
            tools = frozenset(call.tool for call in calls)
            if len(tools) > 1 and tools not in ONE_REQUEST:
                return tuple(calls)
        return self._halves(text, role, joined_only=figures) or self._asked_twice(text, role)

    def _asked_twice(self, text: str, role: Role) -> tuple[Call, ...]:
        """Read two questions to the sources out of a message, where words that begin another one join them."""
        for left, right, join in halves(text):
            if join is not Join.ANOTHER or not cues.asks(right) or not (cues.asks(left) or find(left)):
                continue
            one, other = self._guess(left, role), self._guess(right, role)
            if all(guess.about and guess.chance >= bars.SURE_JOINED for guess in (one, other)):
                return (*self._asked(one.tool, left), *self._asked(other.tool, right))
        return ()

    def _halves(
        self, text: str, role: Role, *, joined_only: bool = False, around: str = "", least: float = bars.SURE_JOINED
    ) -> tuple[Call, ...]:
        """Read two requests out of a message that falls into two, each beyond doubt and both in the whole.

        Args:
            text: Normalised text.
            role: What the speaker is.
            joined_only: Only words that begin another request part the two.
            around: A tool whose words stand in many clauses: only what is asked before it, or when it is done, is
                another request.
            least: Chance that each must have at least.
        """
        whole = self._reader.chances(text)
        best: tuple[float, tuple[Call, ...]] = (0.0, ())
        of_one = shared(text, self._firms)
        for left, right, join in (*_few(halves(text)), *of_one):
            one = self._guess(left, role)
            other = self._guess(right, role, after=one.tool)
            its_words = bool(around) and other.tool != around and join is not Join.DONE
            its_question = join is Join.NOTHING and one.tool == HOLDS_QUESTIONS and other.about
            if its_words or its_question or one.tool == other.tool or (one.about and other.about):
                continue
            one, other = self._surely(one, left, role), self._surely(other, right, role)
            joined = join in {Join.ANOTHER, Join.DONE}
            if not joined and joined_only and not _apart(one, other):
                continue
            agreed = bool(around) or min(whole.get(one.tool, 0.0), whole.get(other.tool, 0.0)) >= bars.SURE
            lightly = join is Join.DONE or (joined and agreed)
            to_write = bars.SURE_TO_WRITE if lightly else bars.SURE_TO_WRITE_IN_PART
            if not self._two((left, right, join), one, other, to_write):
                continue
            sure = min(one.chance, other.chance)
            bar = least if joined and not around else max(least, bars.SURE_IN_PART)
            both = sum(chance_asked(whole) if guess.about else whole.get(guess.tool, 0.0) for guess in (one, other))
            if sure <= best[0] or sure < bar or both < bars.SURE_OF_BOTH:
                continue
            first, second = self._called(one, left), self._called(other, right)
            if first and second:
                best = sure, (*first, *second)
        return best[1]

    def _guess(self, piece: str, role: Role, after: str = "") -> Guess:
        """Return what a half is likely for, in the light of the one before; what stands in it may say that it asks."""
        if self._reader.certain(piece, None, role) == SEARCH:
            return Guess(SEARCH, 1.0, None, 0.0)
        return self._reader.best(kin.nearer(self._reader.chances(piece), after), role)

    def _surely(self, guess: Guess, piece: str, role: Role) -> Guess:
        """Take what a half is likely for as sure where what stands in it says the same."""
        if guess.about or not bars.SURE <= guess.chance < bars.BEYOND_QUESTION:
            return guess
        return replace(guess, chance=1.0) if self._reader.certain(piece, None, role) == guess.tool else guess

    def _two(self, half: tuple[str, str, Join], one: Guess, other: Guess, to_write: float) -> bool:
        """Tell whether two halves of a message may be two requests, none of them told for the other's sake.

        Args:
            half: The two, and what joins them.
            one: What the first is for.
            other: What the second is for.
            to_write: Chance from which a half is for a tool that writes without asking first.
        """
        left, right, join = half
        for piece, guess in ((left, one), (right, other)):
            tool = self._catalog.get(guess.tool)
            if tool is None or not cues.stands_alone(guess.tool, f"{left},{right}"):
                return False
            if at_once(tool) and guess.chance < to_write:
                return False
            if tool.writes and cues.only_wonders(piece):
                return False
            told = cues.told(piece) and guess.tool not in cues.OF_THE_PAST
            denied = cues.denied(piece) is not None and guess.tool not in BY_DENYING and not cues.asks(piece)
            if denied or (not guess.about and (told or cues.supposes(piece))):
                return False
        apart = join is not Join.NOTHING and min(one.chance, other.chance) >= bars.SURELY_ASKED
        return apart or frozenset({one.tool, other.tool}) not in ONE_REQUEST

    def _called(self, guess: Guess, piece: str) -> tuple[Call, ...]:
        return self._asked(guess.tool, piece) if guess.about else self._reader.made(guess.tool, piece)

    def _asked(self, name: str, piece: str) -> tuple[Call, ...]:
        """Put a question to the tool its words are for, or to the search."""
        return self._reader.asked(name, piece) or (Call(SEARCH, {"question": piece}, piece),)

    def _with_words(self, whole: Guess) -> bool:
        return whole.tool in WITH_WORDS and whole.chance >= bars.BEYOND_DOUBT

    def holds_words(self, name: str | None, text: str) -> bool:
        """Tell whether a message surely holds words for others, so that nothing in them is asked for."""
        tool = self._catalog.get(name or "")
        sure = None if tool is None or name not in HOLDING_WORDS else tool.sure
        return sure is not None and sure(text, self._catalogs) >= bars.ASSURED

    def _requests(self, pieces: tuple[str, ...], role: Role, sure: float) -> list[Call]:
        """Read the parts of a message, each a request of its own; a part that is none goes with the one before.

        The figures of a calculation stand in many parts: all that are for nothing else.
        """
        calls: list[Call] = []
        for_others: set[str] = set()
        for piece in pieces:
            name = self._meant(piece, role, sure)
            if name is None or name == CHAT or not cues.stands_alone(name, ",".join(pieces)):
                continue
            made: tuple[Call, ...] = ()
            if name not in ABOUT:
                made = self._reader.made(name, piece)
            elif sure == bars.SURE_IN_PART and cues.asks(piece):
                made = self._asked(name, piece)
            calls += [call for call in made if call.tool not in {c.tool for c in calls}]
            if made and name != CALCULATE:
                for_others.add(piece)
        if not for_others:
            return calls
        figures = ",".join(piece for piece in pieces if piece not in for_others)
        whole = {call.tool: call for call in self._reader.made(CALCULATE, figures)}
        return [whole.get(call.tool, call) for call in calls]

    def _meant(self, piece: str, role: Role, sure: float) -> str | None:
        """Return what a part of a message is for; a tool that writes without asking must be named beyond doubt."""
        certain, guess = self._reader.certain(piece, None, role), self._reader.guess(piece, role)
        likely = guess.tool if guess.chance >= max(sure, self._bar_in_part(guess.tool)) else None
        if certain is None or self._bar_in_part(certain):
            tool = self._catalog.get(likely or "")
            untold = tool is not None and tool.sure is not None and bool(self._bar_in_part(tool.name))
            return None if untold and certain != likely else likely
        return certain

    def _bar_in_part(self, name: str) -> float:
        tool = self._catalog.get(name)
        return bars.SURE_TO_WRITE_IN_PART if at_once(tool) else 0.0


def _few(cuts: tuple[tuple[str, str, Join], ...]) -> tuple[tuple[str, str, Join], ...]:
    """Leave out the cuts in the middle of a message that has very many, such as a long list of figures."""
    most = MOST_CUTS if len(cuts) < LIST_CUTS else MOST_CUTS // 4
    return cuts if len(cuts) <= most else cuts[: most // 2] + cuts[-most // 2 :]


def _apart(one: Guess, other: Guess) -> bool:
    """Tell whether two halves are surely for two things: not both for figures, and none a question to the sources."""
    figures = any({one.tool, other.tool} <= {name, *beside} for name, beside in bars.BESIDE.items())
    return not (figures or one.about or other.about) and min(one.chance, other.chance) >= bars.BEYOND_QUESTION
