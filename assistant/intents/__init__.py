"""Tells which tools a free message is for: a linear model over example sentences, held in check by cues.

The model gives every tool its chance. What it says goes only so far: what a message denies is left out, one that
supposes, quotes or asks how never makes a tool write, and where two tools are near the person is asked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant import wording
from assistant.calls import Call, Offer, Say
from assistant.guesses import ABOUT, CHAT, ITSELF, SEARCH, Guess, at_once, chance_asked
from assistant.intents import bars, cues, kin, lexicon
from assistant.intents.denials import BY_DENYING, REFUSED, Denials
from assistant.intents.parts import clauses
from assistant.intents.requests import Requests
from corpus.lexical import normalise
from tools.domain.filters import wanted
from tools.kit.lexicon import ASIDE
from tools.kit.references import find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.calls import Step
    from assistant.intents.features import Features
    from assistant.intents.model import LinearModel
    from corpus.catalogs import Catalogs
    from tools.kit.tool import Focus, Role, Tool

PENDING_ONLY = frozenset({"answer_diagnosis"})
"""Tools that are reached only through the question they have asked."""
OF_ONE_FIRM = frozenset(
    {"show_diagnosis", "show_archive", "export_archive", "compare_kpi", "make_report", "match_policies"}
)
"""Tools that show what is kept of one firm."""
BY_FIGURES = frozenset({"calculate_kpi", "keep_kpi", "join_enterprise", "answer_diagnosis"}) | ABOUT
"""Tools known by figures and codes, whatever is said with them."""
ALWAYS_FITTING = frozenset({"keep_facts", "stop_notices"})
"""Tools that a message must fit, however sure the model is."""
SIDE_BY_SIDE = frozenset({"compare_scenarios", "compare_enterprises"})
"""Tools that compare what has no number in the standard."""
MATCH, LIST = "match_policies", "list_policies"
COMPARE, COMPARE_FIRMS = "compare", "compare_enterprises"
ERASE, KEEP_FACTS, SHOW_ARCHIVE = "erase_archive", "keep_facts", "show_archive"
OF_TABLES = frozenset({"exchange_scenarios", "import_scenarios", "edit_scenario", "list_scenarios", CHAT})
"""What the words around a table of scenarios are for, where it is to be checked or taken in."""
OFF_TOPIC = Say(wording.OFF_TOPIC, declined=True)
"""Answers what is nobody's business here."""
TOLD_FIRST = frozenset({"keep_facts", "keep_kpi", "record_adoption", "record_use"})
"""Tools that may be told a thing for the first time and be asked behind it whether it was put down."""
A_PERSON, COMPLAIN, EXCHANGE, RECOMMEND = "hand_off", "open_ticket", "exchange_scenarios", "recommend_scenarios"


class Recogniser:
    """Implements ``planner.Intents``.

    Args:
        model: Gives the chances.
        reads: Turns a message into features.
        catalog: The tools there are, by name.
        catalogs: The typed records, for what a tool reads out of words.
        firms: Names of enterprises a message may hold, normalised.
    """

    def __init__(
        self,
        model: LinearModel,
        reads: Features,
        catalog: Mapping[str, Tool],
        catalogs: Catalogs,
        firms: tuple[str, ...] = (),
    ) -> None:
        self._model, self._reads, self._catalog, self._catalogs = model, reads, catalog, catalogs
        # The parts of one message are looked at again and again.
        self._told_apart = lru_cache(bars.REMEMBERED)(lambda text: model.chances(reads.of(text)))
        self._weighed = lru_cache(bars.REMEMBERED)(lambda text: kin.together(self._told_apart(text)))
        self._settled = lru_cache(bars.REMEMBERED)(self._certainly)
        self._requests = Requests(self, catalog, catalogs, firms)
        self._denials = Denials(self)
        self._by_role: dict[Role, Recogniser] = {}
        self._firms = firms

    def knowing(self, firms: Sequence[str], role: Role) -> Recogniser:
        """Return the same recogniser for a message that may name enterprises of these names, from this role."""
        if not firms and role in self._by_role:
            return self._by_role[role]
        names = tuple(normalise(name) for name in firms)
        known = Recogniser(self._model, self._reads.knowing(firms, role), self._catalog, self._catalogs, names)
        return known if firms else self._by_role.setdefault(role, known)

    def chances(self, text: str) -> Mapping[str, float]:
        """Return the chance of every label for a normalised text; chatter about the assistant itself is chatter."""
        return self._weighed(text)

    def steps(self, text: str, focus: Focus | None, role: Role, pending: str | None = None) -> tuple[Step, ...]:
        """Return what a message clearly asks for, request by request.

        Args:
            text: Normalised text.
            focus: What the conversation was about.
            role: What the speaker is.
            pending: The tool whose question is open; a message that is for it asks for nothing else.
        """
        if (followed := self.follow(text, focus)) is not None:
            return (followed,)
        if role == "operator" and pending is None and self._reads.only_firm(text):
            return (Call(SHOW_ARCHIVE, {"enterprise": text}, text),)
        around = cues.around_table(text)
        if around is not None and role == "operator" and (not around or self.guess(around, role).tool in OF_TABLES):
            return self.made(EXCHANGE, text)
        text = lexicon.ALL_OF_IT.sub("", lexicon.LEADS_IN.sub("", ASIDE.sub("", text))) or text
        rest, denied = self._unwanted(text, role)
        if denied and not rest:
            return (REFUSED,)
        if denied:
            return self._denials.instead(text, rest, denied, role)
        certain = self.certain(rest, pending, role)
        one_question = (
            self._one_question(rest, role) if certain == SEARCH else certain is None and cues.sources_only(rest)
        )
        if not one_question and (several := self._requests.several(rest, role)):
            return several
        rest = self._without_past(rest, role)
        return self._decided(rest, role, pending, focus.scene.tool if focus is not None else "")

    def told(self, text: str, role: Role) -> tuple[Step, ...]:
        """Return the answer to a message that only tells something: help with what goes wrong, or that it was heard.

        Args:
            text: Normalised text.
            role: What the speaker is.

        Returns:
            Nothing where the message asks for anything, or names what the sources hold.
        """
        if cues.puts_off(text):
            return (Say(wording.LATER),)
        if not cues.tells(text) or self._reads.names(text) or find(text):
            return ()
        helped = [RECOMMEND, COMPLAIN] if role == "enterprise" and cues.in_trouble(text) else []
        return self._offered(helped, text, role) or (Say(wording.NOTED),)

    def likely(self, text: str, role: Role) -> tuple[Step, ...]:
        """Return what a message is likeliest for, where the sources hardly speak of it; empty where nothing is likely.

        Args:
            text: Normalised text.
            role: What the speaker is.
        """
        guess = self.guess(text, role)
        aside = guess.about or guess.tool == CHAT
        name, chance = (guess.rival or "", guess.next) if aside else (guess.tool, guess.chance)
        tool = self._catalog.get(name)
        doubted = chance < bars.SURE_TO_OFFER or (aside and guess.chance >= bars.EVEN)
        if tool is None or role not in tool.roles or doubted:
            return ()
        if not tool.writes:
            return self.made(name, text)
        if name == KEEP_FACTS and chance >= bars.SURELY_ASKED and not cues.unmeant(text, name):
            return (Call(name, {"question": text}, text),)  # it says itself that it has heard nothing to keep
        offered = self._offered([name, kin.STATES.get(name) or guess.rival or name], text, role)
        return offered if any(isinstance(step, Offer) for step in offered) else ()

    def _unwanted(self, text: str, role: Role) -> tuple[str, frozenset[str]]:
        """Leave out what is not wanted; that the rest of a file is to stay denies nothing."""
        return (text, frozenset()) if cues.withdraws(text, self._catalogs) else self._denials.without(text, role)

    def follow(self, text: str, focus: Focus | None) -> Call | None:
        """Read a follow-up on the last answer, as the tool that gave it reads them; None where it is none."""
        last = self._catalog.get(focus.tool) if focus is not None and focus.tool else None
        if focus is None or last is None or last.follows is None:
            return None
        followed = last.follows(text, focus, self._catalogs)
        return None if followed is None else Call(followed[0], followed[1], text, beyond_doubt=True)

    def guess(self, text: str, role: Role, pending: str | None = None) -> Guess:
        """Return what a normalised text is for by the model alone."""
        return self.best(self.chances(text), role, pending)

    def best(self, chances: Mapping[str, float], role: Role, pending: str | None = None) -> Guess:
        """Return what these chances speak for; ``pending`` has a question open."""
        about = chance_asked(chances)
        first_about = max(sorted(ABOUT), key=lambda name: chances.get(name, 0.0))
        if chances.get(first_about, 0.0) < bars.MOSTLY * about:
            first_about = SEARCH
        ranked = {first_about: about}
        for name, chance in chances.items():
            tool = self._catalog.get(name)
            if name in ABOUT or (name in PENDING_ONLY and name != pending):
                continue
            if tool is None and name != CHAT:
                continue
            ranked[name] = chance * (1.0 if tool is None else bars.share(tool, role))
        order = sorted(ranked, key=lambda name: (-ranked[name], name))
        tools = [name for name in order[1:] if name not in ABOUT and name != CHAT]
        return Guess(order[0], ranked[order[0]], tools[0] if tools else None, ranked[tools[0]] if tools else 0.0)

    def _without_past(self, text: str, role: Role) -> str:
        """Leave out the clauses that tell what was done before, where the message is for what they tell of."""
        whole, pieces = self.guess(text, role), clauses(text)
        told = [piece for piece in pieces if cues.told(piece) and self.guess(piece, role).tool == whole.tool]
        rest = ",".join(piece for piece in pieces if piece not in told)
        if not told or not rest or self.certain(text, None, role) == whole.tool:
            return text
        guess = self.guess(rest, role)
        return rest if guess.tool not in {whole.tool, CHAT} and guess.chance >= bars.SURE_TO_WRITE else text

    def _guessed(self, text: str, role: Role, pending: str | None, last: str) -> Guess:
        """Return what a message is for in its talk; what is told before a question is no chatter."""
        chances = kin.nearer(self.chances(text), last)
        guess = self.best(chances, role, pending)
        if guess.tool != CHAT or not self._asks_behind(text, role):
            return guess
        left = 1.0 - chances[CHAT] or 1.0
        others = {name: 0.0 if name == CHAT else share / left for name, share in chances.items()}
        return self.best(others, role, pending)

    def _asks_behind(self, text: str, role: Role) -> bool:
        """Tell whether something is asked behind what a message tells of before, or surely asked behind anything."""
        *before, last = clauses(text)
        if not before or not cues.asks(last):
            return False
        guess = self.guess(last, role)
        return any(map(cues.of_before, before)) or (guess.tool != CHAT and guess.chance >= bars.SURELY_ASKED)

    def _decided(self, text: str, role: Role, pending: str | None, last: str) -> tuple[Step, ...]:
        guess = self._guessed(text, role, pending, last)
        doubted = guess.chance < bars.BEYOND_DOUBT or guess.tool in SIDE_BY_SIDE
        withdraws = cues.withdraws(text, self._catalogs)
        if not withdraws and cues.sources_only(text) and (guess.about or guess.tool == CHAT or doubted):
            return (OFF_TOPIC,) if guess.tool == CHAT and guess.chance >= bars.MOSTLY else ()
        certain = self.certain(text, pending, role)
        if certain is None and pending is None and guess.chance < bars.SURE_TO_LEAVE and cues.puts_off(text):
            return (Say(wording.LATER),)
        if cues.spoken_of(certain or guess.tool, text) and self._writes(certain or guess.tool):
            return self._spoken_of(certain or guess.tool, text, role)
        done = self._asks_if_done(guess.tool, text)
        if (surely := certain or (guess.tool if done else "")) and (made := self.made(surely, text)):
            return made
        leaves = bars.SURELY_ASKED if guess.tool == CHAT else bars.SURE_TO_LEAVE
        if guess.tool == pending or (pending is not None and not guess.about and guess.chance < leaves):
            return ()
        if cues.off_topic(text) and (guess.tool == CHAT or guess.chance < bars.SURE):
            return (OFF_TOPIC,)
        if guess.tool == CHAT:
            return () if find(text) else self._chatted(guess, text)
        if self._told(guess, text):
            return (Say(wording.NOTED),)
        if guess.about:
            return self._asked_about(guess, text, role)
        return self._done(guess, text, role, pending)

    def _writes(self, name: str) -> bool:
        tool = self._catalog.get(name)
        return tool is not None and tool.writes

    def _spoken_of(self, name: str, text: str, role: Role) -> tuple[Step, ...]:
        """Answer talk of what a tool does that asks for nothing; whom no person answered may want one now."""
        offered = self._offered([name, COMPLAIN], text, role) if name == A_PERSON else ()
        return offered or (Say(wording.NOTED),)

    def _done(self, guess: Guess, text: str, role: Role, pending: str | None) -> tuple[Step, ...]:
        """Do what a message is likely for, ask which of two is meant, or leave it."""
        if guess.tool in SIDE_BY_SIDE and len(find(text)) > 1:
            return ()
        if pending is None and guess.chance < bars.EVEN and cues.tells(text):
            return ()
        near = guess.rival is not None and guess.next >= max(bars.LEAST_NEAR, self._near(guess.tool) * guess.chance)
        if near and guess.rival is not None:
            return self._offered([guess.tool, guess.rival], text, role)
        if guess.chance >= self._bar_for(text, guess.tool, role) and (made := self.made(guess.tool, text)):
            return made
        if guess.tool in kin.LOOKS and guess.chance >= bars.SURE_TO_LOOK and pending is None:
            return self.made(kin.LOOKS[guess.tool], text)
        if pending is not None or cues.tells(text):
            return ()
        rival = self._catalog.get(guess.rival or "")
        either = at_once(self._catalog.get(guess.tool)) and guess.chance + guess.next >= bars.SURE_OF_ONE
        if either and not cues.supposes(text) and rival is not None and not rival.writes and role in rival.roles:
            return self.made(rival.name, text)  # what may be a change or a look at the same thing is looked at
        return self._unsure(guess, text, role)

    def _told(self, guess: Guess, text: str) -> bool:
        """Tell whether a message tells of what was done, and asks neither the sources nor a tool for anything."""
        tool = self._catalog.get(guess.tool)
        doubted = guess.chance < bars.SURELY_ASKED
        writes = tool is not None and tool.writes and doubted and cues.unmeant(text, guess.tool)
        return (writes or (guess.about and guess.chance < bars.SURELY_ASKED)) and cues.told(text)

    def _chatted(self, guess: Guess, text: str) -> tuple[Step, ...]:
        if self._told_apart(text).get(ITSELF, 0.0) >= bars.EVEN:
            return (Say(wording.about_itself(self._reads.role)),)
        asks = cues.asks(text)
        if (cues.bids(text) and guess.chance >= bars.CERTAIN) or (asks and guess.chance >= bars.SURELY_CHAT):
            return (OFF_TOPIC,)
        if asks or guess.chance < bars.SURE_WHERE_ASKED:
            return ()
        if cues.puts_off(text):
            return (Say(wording.LATER),)
        return (Say(wording.NOTED if cues.tells(text) else wording.CHATTER),)

    def _unsure(self, guess: Guess, text: str, role: Role) -> tuple[Step, ...]:
        """Ask which of two tools is meant, unless it is as likely a question to the sources."""
        if cues.only_asks(text) or cues.other(text) or guess.chance < bars.SURE_TO_OFFER:
            return ()
        if guess.rival is None or guess.next < bars.UNLIKELY:
            return ()
        if chance_asked(self.chances(text)) >= guess.chance / 2:
            return ()
        return self._offered([guess.tool, guess.rival], text, role)

    def certain(self, text: str, pending: str | None, role: Role) -> str | None:
        """Return the tool a message is for by what stands in it; ``pending`` has a question open.

        A question about the service that stands beside a bid is not all the message is for.
        """
        name = self._settled(text, pending, role)
        bids = name == SEARCH and any(self._bids(piece, pending, role) for piece in clauses(text) if piece != text)
        return None if bids else name

    def _one_question(self, text: str, role: Role) -> bool:
        """Tell whether what reads as a question about the service is no more: one clause of it is such a question."""
        pieces = clauses(text)
        return len(pieces) == 1 or any(self.certain(piece, None, role) == SEARCH for piece in pieces)

    def _bids(self, piece: str, pending: str | None, role: Role) -> bool:
        name = self._settled(piece, pending, role)
        return name is not None and self._writes(name) and not (cues.asks(piece) or cues.supposes(piece))

    def _certainly(self, text: str, pending: str | None, role: Role) -> str | None:
        """Return the tool a message is for by what stands in it, such as two figures of one indicator.

        Words that fill an open question, and those the model has no thought of, do not count. Where a tool beside it
        is likelier, such as the one that keeps what the other works out, that one is meant. Tools that are only for the
        speaker's role come before those that are for everybody.
        """
        chances = self.chances(text)
        chatter = chances.get(CHAT, 0.0)
        denied = cues.denied(text) is not None and clauses(text) == (text,)
        asks_of_a_record = cues.only_asks(text) and self._reads.names(text)
        sure: list[tuple[float, int, float, str]] = []
        for name in self._firms:
            # What a firm is called states nothing about its trade or place.
            text = text.replace(name, lexicon.A_FIRM)
        for name, tool in self._catalog.items():
            certainty = tool.sure(text, self._catalogs) if tool.sure and role in tool.roles else 0.0
            chance, assured = chances.get(name, 0.0), certainty >= bars.ASSURED
            if certainty < bars.CERTAIN or (certainty < bars.BEYOND_DOUBT and chance < bars.LEAST_CERTAIN):
                continue
            if denied and name not in BY_DENYING:
                continue
            doubtful = bars.MOSTLY if certainty < bars.SURELY_ASKED else bars.BEYOND_DOUBT
            if not assured and (bars.another(chances, name, doubtful) or chatter >= bars.MOSTLY):
                continue
            doubted = chance_asked(chances) >= bars.MOSTLY and not assured
            if name not in BY_FIGURES and (doubted or bars.another(chances, name, bars.BEYOND_QUESTION)):
                continue
            if at_once(tool) and (chatter >= bars.SURELY_ASKED or asks_of_a_record):
                continue
            if tool.confirm == "always" and pending is not None:
                continue
            sure.append((certainty, -len(tool.roles), chance, name))
        if not sure:
            return None
        certainty, _, chance, name = max(sure)
        near = bars.BESIDE.get(name, ())[: 1 if certainty >= bars.BEYOND_DOUBT else None]
        beside = max(near, key=lambda other: chances.get(other, 0.0), default=name)
        return beside if chances.get(beside, 0.0) > max(bars.SURE, chance) else name

    def _asked_about(self, guess: Guess, text: str, role: Role) -> tuple[Step, ...]:
        unnamed = not self._reads.names(text) and not find(text)
        if guess.tool == COMPARE and role == "operator" and unnamed and guess.chance < bars.BEYOND_DOUBT:
            # What an operator compares and the sources do not name are firms.
            return self.made(COMPARE_FIRMS, text)
        return self.asked(guess.tool, text) if guess.chance >= bars.SURE else ()

    def asked(self, name: str, text: str) -> tuple[Call, ...]:
        """Put a question to the tool its words are for; a search is what comes of it anyway."""
        if (listed := wanted(text)) is not None and listed[0] in self._catalog:
            return (Call(listed[0], listed[1], text),)
        tool = self._catalog.get(name)
        if tool is None or tool.reads is None:
            return ()
        arguments = tool.reads(text, self._catalogs)
        return () if arguments is None else (Call(name, arguments, text),)

    def _bar(self, name: str, role: Role) -> float:
        tool = self._catalog.get(name)
        if tool is not None and role not in tool.roles:
            return bars.SURE_TO_REFUSE
        return bars.SURE_TO_WRITE if at_once(tool) else bars.SURE

    def _bar_for(self, text: str, name: str, role: Role) -> float:
        bar = self._bar(name, role)
        if not cues.only_asks(text):
            return bar
        about = chance_asked(self.chances(text))
        if not at_once(self._catalog.get(name)):
            doubted = role == "enterprise" and about >= bars.ASKED_TOO
            return max(bar, bars.SURE_WHERE_ASKED_TOO if doubted else bars.SURE_WHERE_ASKED)
        hardly = about < bars.HARDLY_ASKED
        return max(bar, bars.SURE_TO_WRITE_WHERE_HARDLY_ASKED if hardly else bars.SURE_TO_WRITE_WHERE_ASKED)

    def _near(self, name: str) -> float:
        return bars.NEAR_TO_WRITE if at_once(self._catalog.get(name)) else bars.NEAR

    def made(self, name: str, text: str) -> tuple[Call, ...]:
        """Make the call of a tool out of a text; empty where the text does not mean it."""
        name = kin.STATES[name] if self._asks_if_done(name, text) else name
        if name == ERASE and cues.one_item(text, self._catalogs):
            return (Call(KEEP_FACTS, {"question": text}, text),)
        tool = self._catalog.get(name)
        if tool is None:
            return ()
        chance = self.chances(text).get(name, 0.0)
        unmeant = tool.writes and cues.unmeant(text, name) and not self._requests.holds_words(name, text)
        if (unmeant and (chance < bars.MEANT or cues.wonders(text))) or (
            (chance < bars.BEYOND_DOUBT or name in ALWAYS_FITTING)
            and not cues.fits(name, text, self._catalogs, firm=self._reads.names_firm(text))
        ):
            # What is asked for nobody in particular is the list.
            listed = name == MATCH and chance_asked(self.chances(text)) < bars.HARDLY_ASKED * 2
            return self.made(LIST, text) if listed else ()
        plain: Mapping[str, Any] = {"question": text} if "question" in tool.parameters.model_fields else {}
        arguments = plain if tool.reads is None else tool.reads(text, self._catalogs)
        if arguments is None and chance >= bars.BEYOND_DOUBT:
            arguments = plain
        if arguments is None:
            return ()
        # Whoever speaks of another firm is not served their own in its place; the tool refuses those who may not.
        if (firm := cues.other(text)) and name in OF_ONE_FIRM:
            arguments = {**arguments, "enterprise": firm}
        return (Call(name, arguments, text, beyond_doubt=name == SEARCH),)

    def _asks_if_done(self, name: str, text: str) -> bool:
        """Tell whether a message asks whether a tool has done its work, and tells nothing beside it that is for it."""
        if name not in kin.STATES or not any(map(cues.asks_if_done, pieces := clauses(text))):
            return False
        told = [self.chances(piece).get(name, 0.0) for piece in pieces if not cues.asks_if_done(piece)]
        return name not in TOLD_FIRST or max(told, default=0.0) < bars.SURE_TO_WRITE

    def _offered(self, names: list[str], text: str, role: Role) -> tuple[Step, ...]:
        known = (name for name in dict.fromkeys(names) if name in self._catalog)
        made = [call for name in known if role in self._catalog[name].roles for call in self.made(name, text)]
        if len(made) < 2:  # noqa: PLR2004 -- two readings
            return tuple(call for call in made if not self._writes(call.tool))
        return (Offer(tuple(made), text),)
