"""Reads how a scenario is used out of words: how often, how long, how widely, and to what effect."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from corpus.lexical import normalise
from tools.domain.adoption import lexicon
from tools.kit.typed import as_typed

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

Part = Literal["per_week", "minutes", "coverage", "effect"]
PARTS: tuple[Part, ...] = ("per_week", "minutes", "coverage", "effect")
"""In the order they are asked."""
LONGEST_EFFECT = 120
DAYS, WORKDAYS, WEEKS_A_MONTH = 7.0, 5.0, 12 / 52
HOUR, HALF_HOUR, QUARTER, WHOLE = 60.0, 30.0, 15.0, 100.0
TENTH, A_TEN = 10.0, 10.0
NEAR = 6
"""Characters before a figure that tell what it is a figure of."""


@dataclass(frozen=True, slots=True)
class Use:
    """How a scenario is used, as far as it is said.

    Attributes:
        per_week: Times a week.
        minutes: How long each time.
        coverage: The share of people, machines or functions, percent; it may come to more than 100 where it is wrong.
        effect: In the person's words.
    """

    per_week: float | None = None
    minutes: float | None = None
    coverage: float | None = None
    effect: str | None = None

    @property
    def known(self) -> tuple[Part, ...]:
        """The parts that are said."""
        return tuple(part for part in PARTS if getattr(self, part) is not None)

    def over(self, before: Use) -> Use:
        """Return this with what it leaves open taken from another."""
        return replace(before, **{part: getattr(self, part) for part in self.known})


def read_use(words: str) -> Use:
    """Read how a scenario is used.

    Args:
        words: As a person wrote them.
    """
    text = lexicon.SCORED.sub(" ", normalise(words))
    return Use(_per_week(text), _minutes(text), _coverage(text), _effect(words))


def read_part(part: Part, words: str) -> Use:
    """Read an answer to the question for one part, and what else it says.

    Args:
        part: What was asked.
        words: The answer.
    """
    text, found = normalise(words), read_use(words)
    if getattr(found, part) is not None:
        return found
    if part == "per_week" and (match := lexicon.TIMES_ALONE.match(text)):
        return replace(found, per_week=_number(match["n"]))
    if part == "minutes" and (match := lexicon.TIMES_ALONE.match(text)):
        return replace(found, minutes=_number(match["n"]))
    if part == "coverage" and (match := lexicon.PERCENT.search(text)):
        return replace(found, coverage=_share(match))
    if part == "coverage" and (match := lexicon.TIMES_ALONE.match(text)):
        return replace(found, coverage=_number(match["n"]))
    if part == "effect" and text.strip():
        return replace(found, effect=words.strip()[:LONGEST_EFFECT])
    return found


def put_right(words: str, before: Use) -> Use:
    """Read a figure that is put in the place of one told before; which, the old one says, else its name or its kind.

    Args:
        words: As a person wrote them.
        before: What was told, as far as it is known.
    """
    match = lexicon.PUT_RIGHT.match(normalise(words))
    if match is None or lexicon.ASKS.search(match.string) or lexicon.OF_EFFECT.search(match["new"]):
        return Use()
    old, new = match["old"], match["new"]
    counted = PARTS[:3]
    figures = {part: told for part in counted if (told := getattr(read_part(part, old), part)) is not None}
    meant = [part for part, told in figures.items() if told == getattr(before, part)]
    meant = meant or [part for part in counted if lexicon.PARTS_NAMED[part].search(old)]
    meant = meant or (list(figures) if len(figures) == 1 else [])
    meant = meant or [part for part in counted if part in read_use(new).known]
    meant = meant or (["coverage"] if lexicon.PERCENT.search(new) else [])
    if len(meant) != 1:
        return Use()
    return replace(Use(), **{part: getattr(read_part(part, new), part) for part in meant})


def puts_right(words: str) -> bool:
    """Tell whether words take a figure back and give another."""
    return lexicon.PUT_RIGHT.match(normalise(words)) is not None


def tells_use(words: str) -> bool:
    """Tell whether words tell how something is used, and ask for nothing."""
    text = normalise(words)
    other = lexicon.ASKS.search(text) or lexicon.OF_OTHER_THINGS.search(text)
    return not other and bool(read_use(words).known)


def tells_figures(words: str, least: int = 1) -> bool:
    """Tell whether words tell in figures how something is used, and ask for nothing.

    Args:
        words: As a person wrote them.
        least: How many parts they tell at least, one of them in figures.
    """
    known = read_use(words).known if tells_use(words) else ()
    return len(known) >= least and known[:1] != ("effect",)


def scores(words: str) -> bool:
    """Tell whether words give a score instead of telling how something is used."""
    return lexicon.SCORED.search(normalise(words)) is not None


def tells_coverage(words: str) -> bool:
    """Tell whether words tell beyond doubt what share goes through the scenario spoken of, and ask for nothing."""
    covers = lexicon.COVERS.search(normalise(words)) and lexicon.WITH_IT.search(normalise(words))
    return bool(covers) and tells_use(words) and read_use(words).coverage is not None


def says_unknown(words: str) -> bool:
    """Tell whether an answer says that it is not known, and nothing else."""
    return lexicon.UNKNOWN.match(normalise(words)) is not None


def unknown_parts(words: str, asked: Part) -> tuple[Part, ...]:
    """Return the parts an answer says are not known; what a clause does not name is the part that was asked for.

    Args:
        words: The answer.
        asked: The part.
    """
    if says_unknown(words):
        return (asked,)
    found: list[Part] = []
    for clause in filter(_left_open, lexicon.CLAUSES.split(normalise(words))):
        named = [part for part, pattern in lexicon.PARTS_NAMED.items() if pattern.search(clause)]
        found += named or [asked]
    return tuple(dict.fromkeys(found))


def without_unknown(words: str) -> str:
    """Return an answer without the clauses that say that something is not known."""
    if says_unknown(words):
        return ""
    clauses = [clause for clause in lexicon.CLAUSES.split(normalise(words)) if clause.strip()]
    known = [as_typed(clause, words) for clause in clauses if not _left_open(clause)]
    return words if len(known) == len(clauses) else lexicon.JOINED.join(known)


def _left_open(clause: str) -> bool:
    return lexicon.LEFT_OPEN.match(clause.strip()) is not None


def changes(now: Use, before: Use) -> dict[Part, tuple[float, float]]:
    """Return the figures told both now and before, each as the former and the present one."""
    pairs = {part: (getattr(before, part), getattr(now, part)) for part in PARTS[:3]}
    return {part: pair for part, pair in pairs.items() if None not in pair}


_OFTEN_A_DAY: tuple[tuple[re.Pattern[str], int], ...] = ((lexicon.A_SHIFT, 3), (lexicon.A_DAY, 1))
"""How often on a day, and on how many shifts of it."""
_OFTEN: tuple[tuple[re.Pattern[str], Callable[[float], float]], ...] = (
    (lexicon.A_WEEK, lambda n: n),
    (lexicon.TIMES_A_WEEK, lambda n: n),
    (lexicon.A_MONTH, lambda n: round(n * WEEKS_A_MONTH, 2)),
    (lexicon.EVERY_FEW_DAYS, lambda n: round(DAYS / n, 2) if n else DAYS),
)


def _days_a_week(text: str) -> float:
    """Return on how many days of the week a scenario is used."""
    if off := lexicon.DAYS_OFF.search(text):
        return DAYS - (_number(off["n"] or off["m"]) or 0.0)
    on_days = lexicon.DAYS_A_WEEK.search(text)
    return (_number(on_days["n"]) if on_days else None) or DAYS


def _per_week(text: str) -> float | None:
    text = lexicon.FROM_TO.sub("", text)
    days = _days_a_week(text)
    for pattern, shifts in _OFTEN_A_DAY:
        if (match := pattern.search(text)) and (times := _number(match["n"])) is not None:
            return times * shifts * days
    for pattern, weekly in _OFTEN:
        if (match := pattern.search(text)) and (times := _number(match["n"])) is not None:
            return weekly(times)
    if lexicon.NEVER.search(text):
        return 0.0
    if lexicon.EVERY_OTHER_DAY.search(text):
        return DAYS / 2
    if lexicon.EVERY_WORKDAY.search(text):
        return WORKDAYS
    if lexicon.DAYS_A_WEEK.search(text) or lexicon.EVERY_DAY.search(text):
        return days
    return 1.0 if lexicon.EVERY_WEEK.search(text) else None


def _minutes(text: str) -> float | None:
    for match in lexicon.MINUTES.finditer(text):
        if lexicon.SAVED.search(text[max(0, match.start() - NEAR // 2) : match.start()]):
            continue
        if match["half"]:
            return HALF_HOUR
        if match["quarter"]:
            return QUARTER
        if match["h"] and (hours := _number(match["h"])) is not None:
            return hours * HOUR + (HALF_HOUR if match["and"] else 0)
        if match["m"] and (minutes := _number(match["m"])) is not None:
            return minutes
    return None


def _coverage(text: str) -> float | None:
    if match := lexicon.OF.search(text):
        whole = _number(match["all"] or match["all2"] or match["all3"] or match["all4"])
        some = _number(match["some"] or match["some2"] or match["some3"] or match["some4"])
        if whole and some is not None:
            return round(some / whole * WHOLE, 1)
    if lexicon.EVERYONE.search(text) or lexicon.ALL.search(text):
        return WHOLE
    for clause in lexicon.CLAUSES.split(text):
        for match in lexicon.PERCENT.finditer(clause) if lexicon.COVERS.search(clause) else ():
            if not lexicon.OF_EFFECT.search(clause[max(0, match.start() - NEAR) : match.start()]):
                return _share(match)
    return None


def _share(match: re.Match[str]) -> float | None:
    if match["hf"]:
        return WHOLE / 2
    if match["t"]:
        return (_number(match["t"]) or 0) * TENTH + (TENTH / 2 if match["th"] else 0)
    return float(match["p"]) if match["p"] else _number(match["c"])


def _effect(words: str) -> str | None:
    """Return the clauses that speak of a change, as they were typed."""
    text = normalise(words)
    clauses = [clause.strip() for clause in lexicon.CLAUSES.split(text) if clause.strip()]
    named = [bool(lexicon.EFFECT_NAMED.fullmatch(clause)) for clause in clauses]
    after = [False, *named][: len(clauses)]
    told = [
        clause
        for clause, name, named_before in zip(clauses, named, after, strict=True)
        if not name and (named_before or lexicon.EFFECT.search(clause))
    ]
    told = [clause for clause in told if not says_unknown(clause) and not lexicon.FREQUENCY.search(clause)]
    if not told:
        return None
    typed = [as_typed(lexicon.ABOUT_EFFECT.sub("", clause, count=1) or clause, words) for clause in told]
    return lexicon.JOINED.join(typed)[:LONGEST_EFFECT]


def _number(text: str | None) -> float | None:
    """Read a number in digits or numerals; two numerals beside each other name a range, whose middle is taken."""
    if not text:
        return None
    if text in lexicon.ENGLISH:
        return float(lexicon.ENGLISH[text])
    if text == lexicon.HALF:
        return 0.5
    try:
        return float(text)
    except ValueError:
        pass
    text = text.replace(lexicon.TWENTY, lexicon.DIGITS_OF_TWENTY)
    if (pair := lexicon.NEXT_TO_EACH_OTHER.search(text)) is not None:
        first, second = (_number(text[: pair.start()] + pair[n]) for n in (1, 2))
        return None if first is None or second is None else (first + second) / 2
    hundreds, hundred, rest = text.rpartition(lexicon.HUNDRED)
    tens, ten, ones = rest.rpartition(lexicon.TEN)
    try:
        # Two or three tens, as in twenty or thirty minutes.
        each = [lexicon.DIGITS[sign] for sign in tens] or [1]
        total = (sum(each) / len(each) if ten else 0) * A_TEN + (lexicon.DIGITS[ones] if ones else 0)
        return total + (lexicon.DIGITS[hundreds] if hundreds else 1 if hundred else 0) * WHOLE
    except KeyError:
        return None
