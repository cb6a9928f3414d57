"""Understands what people say to a question of the questionnaire: numbers, options, shares, moves, corrections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus.lexical import normalise
from tools.domain.answering import lexicon
from tools.domain.answering.choosing import picked
from tools.domain.answering.correcting import BEFORE, JUST, LATEST, LEFT, OPEN, Correction, corrects, here, standard
from tools.domain.answering.own import own_part
from tools.domain.answering.shares import amount_alone, banded, bands, bent, counted, no_share, numeral, share, spoken
from tools.domain.answering.similarity import ABSENT, Matcher
from tools.domain.archive.choices import systems
from tools.kit.lexicon import ASKS, WONDERS
from tools.kit.references import find

if TYPE_CHECKING:
    from fractions import Fraction

    from corpus.surveys import Question

__all__ = ["BEFORE", "JUST", "LATEST", "LEFT", "OPEN", "Correction", "Understood", "corrects", "picked", "understand"]

Answer = Literal["option", "either", "guess", "unknown", "skip", "absent", "of_what", "which"]
Move = Literal["back", "pause", "stay", "go_on", "help", "whatever", "correct", "several"]
Sense = Answer | Move

CERTAIN, SURE = 0.5, 0.34
"""Nearness from which one option is meant, the lower where no other comes near."""
CLOSE, APART, ALONE = 0.07, 0.12, 0.15
"""How much nearer an option must be than the next: where most of the sentence fits, where it is certain, and else."""
WHOLLY = 0.8
"""Nearness from which a sentence is not taken apart."""
TOLD = 0.4
"""Nearness from which a sentence near two options is an answer, and no mere chance."""
TOLD_ASIDE, MOST_CLAUSES = 0.55, 12
"""Nearness from which one clause of a long message is its answer, and how many clauses such a message has at most."""
LIKELY = 0.22
"""Nearness from which an option is worth asking about."""
ASKED = 0.95
"""Nearness from which even what sounds like a question or a request is an answer."""
LONGEST = 60
"""Characters up to which a message is an answer in words."""
MOST = 5
SEVERAL, MOST_COUNTED, EXCEL = 3, 3, "Excel"
"""The option of two or three systems, how many these are at most, and what is named beside systems and is none."""
_EACH = re.compile(r"\w")
_ROWS = ("first", "since", "until", "next")
_PERCENT_FROM = 5
"""A bare figure above this is a share where shares are asked for, and no option's number."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message means for the question that is open.

    Attributes:
        sense: An ``option``, one of two (``either``), perhaps one of two (``guess``), the place of one of two that may
            be counted either way (``which``), ``unknown``, ``skip``, ``absent`` (not our business), ``of_what`` (a sum,
            without what it is a share of); or a move: ``back``, ``pause``, ``stay`` (as it was), ``go_on``, ``help``
            (what does it mean), ``whatever`` (any of them), ``correct``, ``several`` (this question and those after
            it).
        option: 0 to 4.
        between: The two options to ask about.
        corrections: What is said of which questions.
        several: The options of questions in a row.
        since: The place of the first of these; None for the question that is open.
    """

    sense: Sense
    option: int | None = None
    between: tuple[int, ...] = ()
    corrections: tuple[Correction, ...] = ()
    several: tuple[int, ...] = ()
    since: int | None = None


def understand(text: str, question: Question, matcher: Matcher) -> Understood | None:
    """Tell what a message means for a question.

    Args:
        text: The message.
        question: The question that is open.
        matcher: Knows the ways people say each option.

    Returns:
        None where the message says nothing to it.
    """
    said = standard(text)
    if not said or lexicon.PEOPLE.fullmatch(said) or lexicon.CHOICE_SUPPOSED.match(said):
        return None
    said = lexicon.NOTHING_ELSE.sub("", said)
    if lexicon.COMES_BACK.fullmatch(said):
        return Understood("go_on")
    if asked := lexicon.ASKS_MEANING.match(said):
        what = asked["a"] or asked["b"]
        own = lexicon.POINTS_HERE.fullmatch(what) or _said_of(what, question) or _asked_back(said, question)
        return Understood("help") if own else None
    exact = matcher.exactly(question.id, said)
    if exact is not None:
        return Understood("absent") if exact == ABSENT else Understood("option", exact)
    if (ours := own_part(said)) != said:
        return understand(ours, question, matcher)
    if len(question.options) == MOST and (several := _several(said)):
        return several
    if rest := here(said, matcher.names, question.id):
        return Understood("skip") if lexicon.ENOUGH.fullmatch(rest) else understand(rest, question, matcher)
    if told := _told_beside(said, question, matcher):
        return told
    if corrections := corrects(said, matcher.names):
        back = corrections == (Correction(BEFORE, None),)
        return Understood("back") if back else Understood("correct", corrections=corrections)
    asked_back = Understood("help") if _asked_back(said, question) else None
    return asked_back or _between(said) or _moved(said, question, matcher) or _answered(said, question, matcher)


def _said_of(words: str, question: Question) -> bool:
    """Tell whether words stand in a question or in one of its options, whatever stands between them."""
    plain = lexicon.SIGNS.sub("", normalise(words))
    return any(plain in lexicon.SIGNS.sub("", normalise(text)) for text in (question.text, *question.options))


def _asked_back(said: str, question: Question) -> bool:
    """Tell whether a message asks what a word of the question means, or whether something counts there."""
    words = normalise(" ".join((question.text, *question.options)))
    last = [clause for clause in lexicon.CLAUSES.split(said.rstrip("?？ ")) if clause.strip()] or [said]
    if match := lexicon.MEANS.match(said) or lexicon.MEANS.match(last[-1]):
        return (match["a"] or match["b"]).strip() in words
    if not lexicon.COUNTS_IN.search(said) or lexicon.BEYOND.search(said) or find(said):
        return False
    return any(said[i : i + 2] in words for i in range(len(said) - 1) if said[i : i + 2].isalpha())


def _moved(said: str, question: Question, matcher: Matcher) -> Understood | None:
    """Take a move; one that stands beside other words goes before asking what is meant."""
    sense = _move(said)
    if sense == "unknown" and lexicon.OTHERS_ASKED.match(said):
        return Understood("pause")
    if sense in {None, "help", "unknown"}:
        beside = _move_beside(said, question, matcher)
        sense = beside if beside and (sense != "unknown" or beside == "skip") else sense
    return Understood(sense) if sense else None


def _told_beside(said: str, question: Question, matcher: Matcher) -> Understood | None:
    """Take what is told beside a clause that says it is not known, or not quite understood, or laughed at."""
    laughs = lexicon.LAUGHED_AT.match(said)
    if laughs and question.id in matcher.names.get(laughs["of"].strip(), ()):
        return _matched(lexicon.NONE_OF + laughs["of"].strip(), question, matcher, asking=False)
    clauses = [clause for clause in lexicon.CLAUSES.split(said) if clause.strip()]
    known = [c for c in clauses if not lexicon.UNKNOWN.match(c) and not lexicon.HELP.match(c)]
    if not 0 < len(known) < len(clauses):
        return None
    rest = understand(",".join(known), question, matcher)
    if rest is None or rest.sense not in {"option", "either"}:
        return None
    whole = _in_words(said, question, matcher)
    return whole if whole is not None and whole.sense == "option" else rest


def _answered(said: str, question: Question, matcher: Matcher) -> Understood | None:
    """Tell which option a message picks by its place, or comes near to in words."""
    if beside := _beside_quoted(said, question, matcher):
        return beside[0]
    picked = _picked(said)
    if picked is not None or lexicon.NO_OPTION.match(said):
        return picked if len(question.options) == MOST else None
    told = _in_words(said, question, matcher)
    if told is not None and told.option is not None and lexicon.ASKS_PLACE.match(said):
        first, second = sorted((told.option, _neighbour(told.option)))
        return Understood("either", between=(first, second))
    return told


def _beside_quoted(said: str, question: Question, matcher: Matcher) -> tuple[Understood | None] | None:
    """Take what a speaker says of their own beside an option that one of the firm's people picks.

    Returns:
        What is meant, in a tuple; None where nobody is quoted, or nothing is said beside it that differs.
    """
    lead = lexicon.OWN_SAYS.match(said)
    rest = said[lead.end() :] if lead else said
    clauses = [clause.strip() for clause in lexicon.CLAUSES.split(rest) if clause.strip()]
    quoted = [bool((lead and not at) or lexicon.OWN_SAYS.match(clause)) for at, clause in enumerate(clauses)]
    found = [_picked(clause) for clause, of in zip(clauses, quoted, strict=True) if of]
    picks = {pick.option for pick in found if pick is not None and pick.option is not None}
    ours = [clause for clause, of in zip(clauses, quoted, strict=True) if not of]
    if len(picks) > 1 and not ours:
        return (None,)
    if len(picks) != 1 or not ours or any(map(lexicon.AGREES.match, ours)):
        return None
    against = [at for at, clause in enumerate(ours) if lexicon.COUNTERS.match(clause)]
    since = against[-1] if against else 0
    told = _answered(lexicon.VIEWED.sub("", ",".join(ours[since:])), question, matcher)
    if against or told is None:
        return (told,) if against or any(map(lexicon.OWN_VIEW.match, ours)) else None
    if told.sense != "option" or told.option is None or told.option in picks:
        return (told,) if any(map(lexicon.OWN_VIEW.match, ours)) else None
    first, second = sorted({*picks, told.option})
    return (Understood("either", between=(first, second)),)


def _in_words(said: str, question: Question, matcher: Matcher) -> Understood | None:
    """Tell what a message says that names no option by its place: a share, or something like an option."""
    if no_share(said):
        return None
    plain = lexicon.ASKS_NOTHING.sub("", said)
    asking = bool(
        ASKS.search(plain)
        or WONDERS.search(plain)
        or lexicon.ASKS_FIRST.match(plain)
        or lexicon.REQUEST.search(said)
        or find(said)
    )
    lower = None if asking or lexicon.NO_SHARE.search(said) else bands(question)
    if lower is not None:
        ends = counted(said)
        if ends is not None and (first := banded(lower, ends[0])) != (last := banded(lower, ends[1])):
            return Understood("either", between=(first, last))
        if (figure := _share(said)) is not None:
            return Understood("option", banded(lower, figure))
        of_money = amount_alone(said) or lexicon.VAGUE_SUM.search(said)
        if lexicon.REVENUE in question.text and of_money and not lexicon.TURNOVER.search(said):
            return Understood("of_what")
    if not asking and (several := _counted(said, question)):
        return several
    matched = _matched(said, question, matcher, asking=asking) if len(said) <= LONGEST else None
    if not asking and (matched is None or matched.sense == "guess"):
        matched = _in_clauses(said, question, matcher) or matched
    if lower is not None and (matched is None or matched.sense in {"either", "guess"}):
        figure = spoken(said)
        return matched if figure is None else Understood("option", banded(lower, figure))
    return matched


def _in_clauses(said: str, question: Question, matcher: Matcher) -> Understood | None:
    """Find the answer in a long message that holds it somewhere; two that differ are asked about."""
    clauses = [clause.strip() for clause in lexicon.CLAUSES.split(said) if clause.strip()]
    if not 1 < len(clauses) <= MOST_CLAUSES:
        return None
    told: set[int] = set()
    for clause in clauses:
        if lexicon.WISHES.search(clause):
            continue
        (option, best), *rest = matcher.near(question.id, clause).items()
        if best >= TOLD_ASIDE and best - (rest[0][1] if rest else 0.0) >= APART:
            told.add(option)
    if len(told) == 1:
        (option,) = told
        return Understood("absent") if option == ABSENT else Understood("option", option)
    first, *others = sorted(told - {ABSENT}) or [ABSENT]
    return Understood("either", between=(first, others[-1])) if others else None


def _counted(said: str, question: Question) -> Understood | None:
    """Tell what follows from how many systems, or places in use, a message counts."""
    if lexicon.SYSTEMS_ASKED in question.text:
        return _several_systems(said)
    spots = lexicon.SPOTS_ASKED in question.text and lexicon.COUNTED_SPOTS.search(said)
    return Understood("option", SEVERAL) if spots and not lexicon.MEASURED.search(said) else None


def _several_systems(said: str) -> Understood | None:
    """Take how many systems are counted, else how many are named; a single name may stand beside others unnamed."""
    named = systems(said)
    count = len({name for name in named.value if name != EXCEL}) if named is not None else 0
    if lexicon.IN_CLOUD.search(said):
        return Understood("option", MOST - 1) if count > MOST_COUNTED else None
    counted = sum(int(numeral(figure)) for figure in lexicon.COUNTED_SYSTEMS.findall(said))
    if counted:
        return Understood("option", SEVERAL if counted > 1 else SEVERAL - 1)
    return Understood("option", SEVERAL) if 1 < count <= MOST_COUNTED else None


def _move(said: str) -> Sense | None:
    patterns: tuple[tuple[Sense, re.Pattern[str]], ...] = (
        ("pause", lexicon.ENOUGH),
        ("skip", lexicon.SKIP),
        ("pause", lexicon.PAUSE),
        ("back", lexicon.BACK),
        ("stay", lexicon.STAY),
        ("whatever", lexicon.WHATEVER),
        ("help", lexicon.HELP),
        ("unknown", lexicon.UNKNOWN),
        ("absent", lexicon.NOT_OURS),
        ("go_on", lexicon.GO_ON),
    )
    return next((sense for sense, pattern in patterns if pattern.fullmatch(said)), None)


def _move_beside(said: str, question: Question, matcher: Matcher) -> Sense | None:
    """Take a clause that lets the question be, beside others that say why and answer it not."""
    clauses = [clause.strip() for clause in lexicon.CLAUSES.split(said) if clause.strip(" .~")]
    if len(clauses) < 2 or len(said) > LONGEST or find(said) or _picked(said):  # noqa: PLR2004
        return None
    if ASKS.search(lexicon.ASKS_NOTHING.sub("", said)):
        return None
    if lexicon.REQUEST.search(clauses[-1]):
        return None
    for clause in clauses:
        sense = _move(clause)
        if sense == "absent":
            return sense
        if sense == "skip" or (sense == "pause" and not any(map(lexicon.WAIT.fullmatch, clauses))):
            rest = _matched(said.replace(clause, " ", 1), question, matcher, asking=False)
            return None if rest is not None and rest.sense == "option" else sense
    return None


def _several(said: str) -> Understood | None:
    """Read the options of questions in a row; None where they are not as many as the questions that are named."""
    match = lexicon.SEVERAL.match(said)
    if match is None:
        return None
    first, since, until, following = (int(numeral(match[name])) if match[name] else 0 for name in _ROWS)
    named = first or following or (until - since + 1 if since else 0)
    said_each = [match["same"]] * named if match["same"] else _EACH.findall(match["row"] or match["close"])
    if not said_each or (named and named != len(said_each)) or (match["close"] and not named):
        return None
    return Understood("several", several=tuple(_place(n) - 1 for n in said_each), since=1 if first else since or None)


def _between(said: str) -> Understood | None:
    """Take two options that stand side by side, between which somebody cannot choose."""
    match = lexicon.TWO.match(said)
    if match is None:
        return None
    first, second = sorted((_place(match.group(1)), _place(match.group(2))))
    return Understood("either", between=(first - 1, second - 1)) if second - first == 1 else None


def _picked(said: str) -> Understood | None:
    said = lexicon.OWN_SAYS.sub("", said)
    if match := lexicon.PICK.match(said):
        figure = match.group(2) or match.group(3)
        return Understood("option", _place(figure) - 1)
    if match := lexicon.LEADING.match(said):
        return Understood("option", int(match.group(1)) - 1)
    parts = [lexicon.OWN_SAYS.sub("", part.strip()) for part in lexicon.CLAUSES.split(said)]
    picks = [match for part in parts if (match := lexicon.CLAUSE_PICKED.match(part))]
    places = {_place(match["chosen"] or match["place"]) for match in picks}
    if len(places) > 1:
        return None
    if (match := lexicon.PICK_AND_WHY.match(said)) and not ASKS.search(match["why"]):
        return Understood("option", _place(match.group(1) or match.group(2)) - 1)
    if len(places) == 1 and len(said) <= LONGEST and not ASKS.search(said):
        return Understood("option", places.pop() - 1)
    ends = ((lexicon.LAST_ONE, MOST), (lexicon.LAST_BUT_ONE, MOST - 1), (lexicon.MIDDLE, (MOST + 1) // 2))
    return next((Understood("option", place - 1) for pattern, place in ends if pattern.match(said)), None)


def _place(figure: str) -> int:
    return int(figure) if figure.isdecimal() else lexicon.ORDINALS[figure]


def _share(said: str) -> Fraction | None:
    if match := lexicon.NUMBER_ALONE.match(said):
        figure = bent(said, numeral(match.group(1)))
        return figure if figure > _PERCENT_FROM or figure.denominator > 1 or not figure else None
    return share(said)


def _matched(said: str, question: Question, matcher: Matcher, *, asking: bool) -> Understood | None:
    near = [(option, value) for option, value in matcher.near(question.id, said).items() if value >= LIKELY]
    best = near[0][1] if near else 0.0
    if asking and best < ASKED:
        return None
    if lexicon.NO_SUCH.match(said) and not (near and near[0][0] != ABSENT and best >= ASKED):
        return Understood("absent")
    if not near:
        return None
    if best < WHOLLY and (both := _side_by_side(said, question, matcher)):
        return Understood("either", between=both)
    apart = best - (near[1][1] if len(near) > 1 else 0.0)
    needed = CLOSE if best >= WHOLLY else APART if best >= CERTAIN else ALONE
    wished = lexicon.WISHES.search(said) and not any(lexicon.IDEA in option for option in question.options)
    if best >= SURE and apart >= needed and not (wished and near[0][0] > 0):
        return Understood("absent") if near[0][0] == ABSENT else Understood("option", near[0][0])
    options = [option for option, _ in near if option != ABSENT]
    if not options:
        return None
    first, second = (*options, _neighbour(options[0]))[:2]
    sense: Sense = "either" if best >= TOLD and len(options) > 1 and not wished else "guess"
    return Understood(sense, between=(min(first, second), max(first, second)))


def _side_by_side(said: str, question: Question, matcher: Matcher) -> tuple[int, ...]:
    """Return two options that a sentence names one beside the other, none of them being the main one."""
    if lexicon.MAINLY.search(said):
        return ()
    named: list[int] = []
    for part in filter(None, lexicon.JOINED.split(said)):
        (first, best), *rest = matcher.near(question.id, part).items()
        if best >= SURE and first != ABSENT and best - (rest[0][1] if rest else 0.0) >= APART:
            named.append(first)
    options = sorted(set(named))
    return (options[0], options[1]) if len(options) > 1 else ()


def _neighbour(option: int) -> int:
    return option + 1 if option + 1 < MOST else option - 1
