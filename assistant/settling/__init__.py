"""Decides, by rules alone, whether a message answers the question that is open in a conversation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant import wording
from assistant.calls import Call
from assistant.guesses import SEARCH
from assistant.settling.lexicon import FOR_GOOD, HEARD, LATER, NOTHING_ELSE, NUMERALS, STAYS, TELLS_WHY
from corpus.lexical import normalise
from tools.domain.archive import archive, beside
from tools.domain.filters import wanted
from tools.domain.follow_ups.lexicon import ASKED, GOES_ON
from tools.domain.membership import only_code
from tools.domain.notices import wants_none
from tools.kit import lexicon
from tools.kit.describing import described
from tools.kit.references import find, number
from tools.kit.tool import REVISION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.calls import Step
    from assistant.referring import Heard
    from tools.kit.tool import Pending, Reader, Tool

_BESIDE = 4
"""Characters beside a choice's title that do not make a message ask for something else."""
_WORD = 6
"""Characters up to which words are meant for the question that rounds off an answer."""
_ANSWER = 16
"""Characters up to which words are an answer that its reader makes nothing of."""
_TOLD_APART = {"number", "ticket", "code", "clause", "enterprise", "first", "second", "changes"}
"""What is told by a number or a name: words in which its reader finds none are no answer."""
_PLAINLY = FOR_GOOD.keys() | {"start_campaign"}
"""Tools that a yes sets off only where it stands alone and says nothing else."""
_MAKES = {"open_ticket", "make_promise", "start_campaign", "join_enterprise", "confirm_enterprise"}
"""Tools that make something new, to which no word for taking back says yes."""
_FIRMS = {"enterprise", "first", "second"}
"""Slots that take an enterprise."""
_SCENARIOS = frozenset({"read_scenario", "list_scenarios", "recommend_scenarios", "compare_scenarios", SEARCH})
_ENTERPRISES = frozenset({"find_enterprises", "compare_enterprises", "recommend_scenarios", "keep_facts", SEARCH})
_ADOPTIONS = frozenset({"record_adoption", "record_use", "rate_service"})
_FACT = "answer"
"""The slot that takes what is told of a firm: only a question is another matter there."""
_SIDES = frozenset({"first", "second"})
_TOLD_ALIKE = {
    "scenario": _SCENARIOS,
    "first": _ENTERPRISES,
    "second": _ENTERPRISES,
    "enterprise": _ENTERPRISES,
    _FACT: frozenset({"keep_facts", SEARCH}),
    "form": frozenset({"answer_diagnosis", "show_diagnosis"}),
}
"""By slot whose reader takes a name or any words, the tools that are meant by words which may be an answer as well."""
_NAME = 3
"""Characters from which a choice's title within a message is no chance."""
_GIVEN_UP = 8
"""Characters of a clause that gives up what was asked, at most."""
_RESTATED = 30
"""Characters up to which a message may say again what was shown, with a yes at its end."""
_CHOSEN = frozenset({"form"})
"""Slots that only a choice answers where the question rounds off an answer; their reader knows a pause."""
_CLAUSES = re.compile(r"[\s,.!~]+")
_OTHERS = frozenset({"enterprise", "question", "answer", "form", "assignee"})
"""Slots whose readers take words that answer no follow-up."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a message means for the question that is open: an answer, or that it is given up.

    Attributes:
        call: The tool goes on with the answer.
        dropped: The person wants no more of it; there is no call then.
        rest: What they want instead of it, or ask beside the answer.
    """

    call: Call | None = None
    dropped: bool = False
    rest: str = ""


def of_another_matter(text: str, steps: Sequence[Step], pending: Pending) -> bool:
    """Tell whether what a message clearly asks for is another matter than the question that is open.

    Args:
        text: Normalised text.
        steps: What it asks for.
        pending: The open question.
    """
    alike = _SCENARIOS if pending.tool in _SCENARIOS and pending.slot in _SIDES else _TOLD_ALIKE.get(pending.slot or "")
    if alike is None or pending.insists or (pending.slot == _FACT and not asks_something(text)):
        return False
    own = _ADOPTIONS if pending.tool in _ADOPTIONS else {pending.tool}
    return any(isinstance(step, Call) and step.tool not in alike | own for step in steps)


def answer(heard: Heard, pending: Pending) -> Settled | None:
    """Take the enterprise on file that a message names, and hardly more, for the one that is asked for.

    Args:
        heard: The message made whole.
        pending: The open question.
    """
    if pending.slot not in _FIRMS or len(heard.firms) != 1:
        return None
    one, name = heard.firms[0]
    hardly_more = len(heard.text.replace(normalise(name), "")) <= _BESIDE
    return (
        Settled(Call(pending.tool, {**pending.arguments, str(pending.slot): one}, heard.text)) if hardly_more else None
    )


def settle(
    text: str, pending: Pending, catalog: Mapping[str, Tool], *, elsewhere: bool, apart: bool = False
) -> Settled | None:
    """Decide whether a message answers the question that is open.

    Args:
        text: Normalised text of the message.
        pending: The open question.
        catalog: The tools there are, by name.
        elsewhere: The message clearly asks for something else.
        apart: What it asks for is another matter, in words that are no answer.

    Returns:
        What it means for the question; None for a digression, after which the question is asked again.
    """
    tool = catalog[pending.tool]
    # Its own reader puts a diagnosis aside, so that what was answered stays.
    reads = tool.readers[str(pending.slot)] if pending.slot in _CHOSEN else None
    pauses = pending.insists or (reads is not None and reads(text, pending.arguments) is not None)
    put_off = not pauses and _put_off(text, pending)
    rest = _instead(text) if elsewhere and not pauses and not put_off else ""
    if put_off or rest:
        return Settled(dropped=True, rest=rest)
    if not pending.holds and _never_an_answer(text, pending):
        return None
    if pending.until is not None:
        return _invited(text, pending, tool, elsewhere=elsewhere)
    if pending.slot is None:
        return _agreed(text, pending, tool, elsewhere=elsewhere)
    return _answered(text, pending, pending.slot, tool.readers, elsewhere=elsewhere, apart=apart)


def _answered(
    text: str, pending: Pending, slot: str, readers: Mapping[str, Reader], *, elsewhere: bool, apart: bool
) -> Settled | None:
    """Decide whether a message gives the value that is asked for: a choice, what its reader finds, or its words."""
    asks = lexicon.MEANING_ASKED.search(text) is not None
    chosen = _chosen(text, pending)
    if chosen is None and not asks:
        chosen = _named(text, pending, _BESIDE if elsewhere else len(text))
    if chosen is None and not asks and lexicon.THE_ONE.search(text):
        chosen = _described(text, pending)
    if chosen is not None:
        return Settled(chosen)
    filled = {**pending.arguments, slot: text}
    reader = None if apart else readers.get(slot)
    if reader is not None and (not asks or pending.insists) and (read := _read(text, pending, reader)) is not None:
        return read
    if pending.holds or (pending.insists and asks and lexicon.THIS_QUESTION.search(text)):
        return Settled(Call(pending.tool, filled, text))
    if lexicon.CANCEL.fullmatch(text):
        return Settled(dropped=True)
    if (elsewhere or asks or (pending.aside and len(text) > _WORD)) and not lexicon.FIGURE_ALONE.match(text):
        return None
    told_apart = not pending.insists and slot in (_CHOSEN if pending.aside else _TOLD_APART)
    if reader is not None and (lexicon.WONDERS.search(text) or told_apart):
        return None
    # Where there is a reader and nothing else is to be said, an option is known by more than a word or two of it.
    pointed = None if reader is not None and pending.insists else _described(text, pending)
    says_nothing = wording.small_talk(text) is not None or text == wording.GO_AHEAD
    unread = (reader is not None and len(text) > _ANSWER) or says_nothing
    if pointed is None and not pending.insists and unread:
        return None
    return Settled(pointed or Call(pending.tool, filled, text))


def _read(text: str, pending: Pending, reader: Reader) -> Settled | None:
    """Take the value a reader finds; in an intake something else may be asked beside it."""
    told, aside = _parted(text) if pending.insists else ("", "")
    for said, rest in ((told, aside), (text, "")):
        if said and (value := reader(said, pending.arguments)) is not None:
            filled = {**pending.arguments, str(pending.slot): value}
            return Settled(Call(pending.tool, filled, said), rest=rest)
    return None


def _put_off(text: str, pending: Pending) -> bool:
    """Tell whether a message gives up what was open, or puts off a change that was shown, and says only why."""
    rest = _instead(text)
    if rest:
        return TELLS_WHY.fullmatch(rest) is not None
    clauses = [clause for clause in text.strip(" ,.!~").split(",") if clause]
    if clauses and HEARD.fullmatch(clauses[0]):
        clauses = clauses[1:]
    if clauses and lexicon.YES.fullmatch(clauses[0]):
        return False
    later = pending.slot is None and pending.until is None and any(LATER.fullmatch(clause) for clause in clauses)
    return later and all(TELLS_WHY.fullmatch(clause) for clause in clauses)


def _instead(text: str) -> str:
    """Return what a message asks for after a clause that gives up what was open; empty where it does not."""
    head, _, rest = text.partition(",")
    given_up = lexicon.CANCEL.fullmatch(head) or (len(head) <= _GIVEN_UP and lexicon.GIVES_UP.match(head))
    return rest.strip(" ,") if given_up else ""


def _never_an_answer(text: str, pending: Pending) -> bool:
    """Tell whether a message is for itself whatever is asked: for no notices, a code, or beside the matter."""
    return (
        wants_none(text)
        or lexicon.ASIDE.match(text) is not None
        or (pending.slot != "code" and only_code(text) is not None)
    )


def _agreed(text: str, pending: Pending, tool: Tool, *, elsewhere: bool) -> Settled | None:
    """Decide whether a message says yes or no to a change that was shown, or corrects it.

    What is asked again below another answer is corrected or turned down by nothing that asks for something else.
    """
    rest = lexicon.LEADING_YES.sub("", text)
    led_in, freely = rest != text, pending.tool not in _PLAINLY
    if _refused(text, rest, pending):
        return Settled(dropped=True)
    agreed = Settled(Call(pending.tool, pending.arguments, confirmed=True))
    agrees, aside = _parted(text)
    if aside and freely and says_yes(agrees) and not lexicon.REFUSED.search(aside):
        return replace(agreed, rest=aside)
    plain = len(text) <= lexicon.YES_LENGTH and (lexicon.YES.fullmatch(text) is not None or _does_it(text, pending))
    if plain and not (pending.asked_again and lexicon.THANKS_ONLY.search(text)):
        return agreed
    recalls = lexicon.RECALLS.match(text) is not None
    revises = tool.readers.get(REVISION)
    revised = None if revises is None else revises(text, pending.arguments)
    same = revised is not None and dict(revised) == dict(pending.arguments)
    names_one = any(words in text for words in _words(pending.arguments))
    all_of_it = not elsewhere and len(text) <= _ANSWER and not NUMERALS.search(text) and not names_one
    if same and freely and (all_of_it or _ends_in_yes(text, pending)):
        return agreed
    of_it = recalls or (same and asks_something(text))
    if elsewhere and pending.asked_again and not of_it:
        return None
    bare = rest.strip(lexicon.ENDS)
    restated = led_in and len(bare) > 1 and any(bare in words for words in _words(pending.arguments))
    yes = (recalls or not elsewhere) and pending.tool not in FOR_GOOD and (restated or says_yes(text))
    if revised is not None:
        # A yes that says again what was shown changes nothing; one that says more of a figure is shown it once more.
        more = NUMERALS.search(rest) is not None and NOTHING_ELSE.fullmatch(_beside(rest, pending.arguments)) is None
        again = yes or (led_in and freely and (not elsewhere or len(rest) <= _ANSWER))
        return agreed if same and again and not more else Settled(Call(pending.tool, revised, text))
    if yes:
        return agreed
    if not lexicon.NO.search(text):
        return None
    return Settled(dropped=True, rest=text.partition(",")[2].strip() if elsewhere else "")


def _refused(text: str, rest: str, pending: Pending) -> bool:
    """Tell whether a message says no to a change that was shown; ``rest`` is what follows a yes at its head."""
    last = text.rpartition("?")[2].strip(" ,.!~")
    stays = lexicon.CANCEL.fullmatch(last) or STAYS.fullmatch(last.rpartition(",")[2])
    gives_up = lexicon.UNDOES.search(text) and says_yes(text) and not _undoes(pending)
    turned_down = len(text) <= lexicon.YES_LENGTH and lexicon.TURNS_DOWN.fullmatch(text)
    after_a_yes = rest != text and lexicon.NO.search(rest)
    return bool(
        (pending.tool in FOR_GOOD and stays) or lexicon.CANCEL.fullmatch(rest) or after_a_yes or gives_up or turned_down
    )


def _does_it(text: str, pending: Pending) -> bool:
    """Tell whether a message bids, and says nothing else, that what nothing takes back be done now it was shown."""
    says = FOR_GOOD.get(pending.tool)
    if says is None:
        return False
    clauses = [says.fullmatch(clause) for clause in _CLAUSES.split(text) if clause]
    return all(clauses) and any(clause["does"] for clause in clauses if clause)


def _parted(text: str) -> tuple[str, str]:
    """Part an answer from what is asked or bidden beside it; both are empty where nothing is."""
    parted = lexicon.ASKED_BESIDE.search(text)
    if parted is None and (other := lexicon.BESIDE.search(text)) and lexicon.BIDDEN_BESIDE.search(text, other.end()):
        parted = other
    if parted is None:
        return "", ""
    return text[: parted.start()].strip(" ,."), text[parted.end() :].strip(" ,.")


def _undoes(pending: Pending) -> bool:
    """Tell whether what waits for a yes takes something back, so that the words for it may say that yes."""
    return pending.tool not in _MAKES and lexicon.UNDOING.search(normalise(pending.question)) is not None


def _words(kept: object) -> Iterator[str]:
    """Find the words among the values of what was shown, normalised."""
    if isinstance(kept, dict):
        kept = [value for name, value in kept.items() if name != "question"]
    if isinstance(kept, list | tuple):
        for value in kept:
            yield from _words(value)
    elif isinstance(kept, str):
        yield normalise(kept)


def _ends_in_yes(text: str, pending: Pending) -> bool:
    """Tell whether a message that says again what was shown says yes behind it, and says nothing else."""
    said, _, end = text.rstrip(lexicon.ENDS).rpartition(",")
    if not said or len(text) > _RESTATED or not says_yes(end) or lexicon.REFUSED.search(text):
        return False
    return NOTHING_ELSE.fullmatch(_beside(said, pending.arguments)) is not None


def _beside(said: str, kept: Mapping[str, object]) -> str:
    """Return what words say beside the names and values of what was shown."""
    facts = kept.get("facts")
    if isinstance(facts, dict):
        return beside(said, facts, archive().by_key)
    shown = [normalise(str(value)) for name, value in kept.items() if name != "question"]
    for value in sorted(filter(None, shown), key=len, reverse=True):
        said = said.replace(value, " ")
    return said


def says_yes(text: str) -> bool:
    """Tell whether a message says yes in its own words, and nothing that goes on after it.

    Args:
        text: Normalised text.
    """
    short = len(text) <= lexicon.YES_LENGTH
    return short and (lexicon.YES.fullmatch(text) is not None or lexicon.YES_TOO.fullmatch(text) is not None)


def _invited(text: str, pending: Pending, tool: Tool, *, elsewhere: bool) -> Settled | None:
    """Decide whether a message goes on where a follow-up pointed: it presses the button, or answers in its own words.

    A yes is no more than the button: what is asked about first is asked about then too. It presses nothing that states
    a fact where none was asked for.
    """
    if (chosen := _chosen(text, pending) or _named(text, pending, _BESIDE)) is not None:
        return Settled(chosen)
    asked = not pending.arguments or ASKED.search(pending.question)
    if asked and (lexicon.YES.fullmatch(text) or GOES_ON.fullmatch(text)):
        return Settled(Call(pending.tool, pending.arguments, text))
    revises = tool.readers.get(REVISION)
    if revises is not None and (revised := revises(text, pending.arguments)) is not None:
        return Settled(Call(pending.tool, revised, text))
    if lexicon.CANCEL.fullmatch(text):
        return Settled(dropped=True)
    if elsewhere and not lexicon.FIGURE_ALONE.match(text):
        return None
    readers = {slot: reader for slot, reader in tool.readers.items() if slot not in _OTHERS}
    said = {slot: reader(text, pending.arguments) for slot, reader in readers.items()} if revises is None else {}
    said = {slot: value for slot, value in said.items() if value is not None}
    if not said:
        return None
    worded = {"question": text} if "question" in tool.parameters.model_fields else {}
    return Settled(Call(pending.tool, {**pending.arguments, **worded, **said}, text))


def asks_something(text: str) -> bool:
    """Tell whether a message is a question or names a clause, and so hardly an answer.

    Args:
        text: Normalised text.
    """
    return bool(find(text) or wanted(text) or lexicon.ASKS.search(text))


def _chosen(text: str, pending: Pending) -> Call | None:
    """Take a choice that is named by its title or, where no reader numbers them otherwise, by its place."""
    for choice in pending.choices:
        if text.strip() == choice.title.strip().lower() and choice.tool is not None:
            return Call(choice.tool, choice.arguments, choice.title)
    match = lexicon.OPTION.match(text) or lexicon.BARE_NUMBER.match(text)
    if match is None or not all(choice.tool for choice in pending.choices):
        return None
    order = number(next(group for group in match.groups() if group))
    if not 0 < order <= len(pending.choices):
        return None
    choice = pending.choices[order - 1]
    return Call(str(choice.tool), choice.arguments, choice.title)


def _named(text: str, pending: Pending, most: int) -> Call | None:
    """Take the one choice whose title stands in a message, with at most so many characters beside it."""
    whole = [c for c in pending.choices if c.tool is not None and len(c.title) >= _NAME and c.title.lower() in text]
    whole = [choice for choice in whole if len(text) - len(choice.title) <= most]
    return Call(str(whole[0].tool), whole[0].arguments, whole[0].title) if len(whole) == 1 else None


def _described(text: str, pending: Pending) -> Call | None:
    """Take the one choice that is told apart from the others by what is said of it."""
    choices = [choice for choice in pending.choices if choice.tool is not None]
    place = described(text, [choice.title for choice in choices])
    return None if place is None else Call(str(choices[place].tool), choices[place].arguments, choices[place].title)
