"""Which rule of follow-ups is meant, and what is to be changed about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from corpus.lexical import normalise
from tools.domain.archive.amounts import number
from tools.domain.days import without as without_days
from tools.domain.follow_ups.reading import lexicon

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from corpus.follow_ups import Moment, Rule

Action = Literal["pause", "resume", "words", "days", "most", "add", "restore", "undo"]
Mode = Literal["set", "more", "less"]
SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be changed about a rule, as far as words say it.

    Attributes:
        action: What is done.
        text: The new words, normalised.
        days: Days of reminders, before the moment where negative; a bare number where nothing tells.
        instead: Those in whose place they come.
        mode: Whether they are all there are to be, come on top, or go.
        most: How often a contact hears of the rule at the most.
        within_days: In how many days.
        step: Days of the one reminder that is meant.
        nth: The place of the one reminder that is meant, from 1.
        last_step: The last reminder is meant.
        moment: What a new rule counts from.
    """

    action: Action | None = None
    text: str | None = None
    days: tuple[float, ...] = ()
    instead: tuple[float, ...] = ()
    mode: Mode = "set"
    most: int | None = None
    within_days: int | None = None
    step: float | None = None
    nth: int | None = None
    last_step: bool = False
    moment: Moment | None = None


def asks_for_all(text: str) -> bool:
    """Tell whether words ask for the rules as a whole.

    Args:
        text: Normalised words.
    """
    return lexicon.ALL_RULES.search(text) is not None


def only_turns(text: str) -> bool:
    """Tell whether a message names another day or another rule, and says nothing else.

    Args:
        text: Normalised words.
    """
    rest = lexicon.STRETCHES.sub(" ", text)
    turns = rest != text
    for pattern in lexicon.RULES.values():
        rest, times = pattern.subn(" ", rest)
        turns = turns or times > 0
    beside = without_days(rest)
    turns = turns or beside != normalise(rest)
    return turns and not lexicon.TURNING.sub("", beside).strip()


def points_at_rule(text: str, edit: Edit) -> bool:
    """Tell whether a message changes the rule that was just spoken of, rather than one it calls by a name unknown.

    Args:
        text: Normalised words that name no rule.
        edit: What is read of them.
    """
    if edit.action is None or edit.action == "add":
        return False
    return edit.action not in {"pause", "resume"} or len(lexicon.BESIDE_STATE.sub("", text)) < SHORTEST_NAME


def corrected(text: str) -> str:
    """Return words that only put a day in another's place as a change to that day; other words as they are.

    Args:
        text: Normalised words, said when a change was shown.
    """
    match = lexicon.CORRECTS_DAY.search(text)
    day = next((group for group in match.groups() if group), "") if match else ""
    return f"{lexicon.CHANGE_TO}{day}" if day and _days(day) else text


def asks_about(text: str) -> bool:
    """Tell whether a message that names a rule asks about that rule, and not about its matter.

    Args:
        text: Normalised words, said where rules were just shown.
    """
    return lexicon.POINTS_AT_RULE.search(text) is not None or only_turns(text)


def asks_what_it_says(text: str) -> bool:
    """Tell whether words ask what a rule says, or when it is said.

    Args:
        text: Normalised words.
    """
    return lexicon.WHAT_IT_SAYS.search(text) is not None


def asks_hours(text: str) -> bool:
    """Tell whether words ask if reminders go out at some hour or on some day, whatever they are.

    Args:
        text: Normalised words.
    """
    return lexicon.HOURS_ASKED.search(text) is not None and lexicon.WHETHER.search(text) is not None


def place_of_rule(text: str, count: int) -> int | None:
    """Return the place of the rule, from 1, that a message points at in a list just shown.

    Args:
        text: Normalised words.
        count: How many were shown.
    """
    match = lexicon.PLACE_OF_RULE.search(text)
    if match is None:
        return None
    place = count if match["last"] else int(_number(match["n"]) or 0)
    return place if 0 < place <= count else None


def speaks_of_rules(text: str) -> bool:
    """Tell whether words speak of rules or reminders.

    Args:
        text: Normalised words.
    """
    return lexicon.RULE_WORD.search(text) is not None


def unsettled(text: str) -> bool:
    """Tell whether words say of a change that it is not decided yet.

    Args:
        text: Normalised words.
    """
    return lexicon.UNSETTLED.search(lexicon.LOOKS_LATER.sub("", text, count=1)) is not None


def says_change(text: str) -> bool:
    """Tell whether words say that something is to become other than it is, and do not only tell how it is.

    Args:
        text: Normalised words.
    """
    return lexicon.SAYS_CHANGE.search(text) is not None


def says_resume(text: str) -> bool:
    """Tell whether words say that something is to be in use again, and not only that it be opened.

    Args:
        text: Normalised words.
    """
    return lexicon.SAYS_RESUME.search(text) is not None


def speaks_of_campaigns(text: str) -> bool:
    """Tell whether words speak of a message to many.

    Args:
        text: Normalised words.
    """
    return lexicon.CAMPAIGN.search(text) is not None


def state_asked(text: str) -> bool | None:
    """Return whether words ask for the rules in use alone, or the paused ones; None for all.

    Args:
        text: Normalised words.
    """
    if lexicon.PAUSED_ONLY.search(text):
        return False
    return True if lexicon.ACTIVE_ONLY.search(text) else None


def named(text: str, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the ids of the rules that words may mean: the one they name, several of a kind, or none.

    Args:
        text: Normalised words.
        rules: As they stand, by id.
    """
    said = _bare(text)
    titled = [rule.id for rule in rules.values() if _bare(normalise(rule.title)) in said or rule.id in text]
    if titled:
        longest = max(len(rules[name].title) for name in titled)
        return tuple(name for name in titled if len(rules[name].title) == longest)
    for name, pattern in lexicon.RULES.items():
        if name in rules and pattern.search(text):
            return (name,)
    for pattern, names in lexicon.FAMILIES.values():
        if pattern.search(text):
            return tuple(name for name in names if name in rules)
    return ()


def _bare(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def read_edit(text: str) -> Edit:
    """Read what is to be changed.

    Args:
        text: Normalised words.
    """
    words, rest = _words(text)
    rest, most, within = _most(rest)
    if lexicon.ADD.search(rest):
        days = _days(rest)
        return Edit("add", words, tuple(days), most=most, within_days=within, moment=moment_in(rest))
    if lexicon.UNDO.search(rest):
        return Edit("undo")
    if lexicon.RESTORE.search(rest):
        return Edit("restore")
    step, last = _step(rest)
    nth = _nth(rest)
    if words is not None:
        return Edit("words", words, step=step, nth=nth, last_step=last)
    changed = _change_of_days(lexicon.OWN_DAYS.sub(" ", lexicon.NTH_STEP.sub(" ", rest)))
    if changed.days or changed.last_step:
        return replace(changed, nth=nth) if changed.mode == "set" else changed
    if nth is not None and lexicon.DROP.search(rest):
        return Edit("days", mode="less", nth=nth)
    if most is not None:
        return Edit("most", most=most, within_days=within)
    if lexicon.WORDS.search(rest) and not lexicon.PAUSE.search(rest):
        return Edit("words", step=step, nth=nth, last_step=last)
    rest = lexicon.STALLED.sub(" ", rest)
    return Edit(next((action for action, pattern in _SIGNS if pattern.search(rest)), None))


_SIGNS: tuple[tuple[Action, re.Pattern[str]], ...] = (
    ("pause", lexicon.PAUSE),
    ("resume", lexicon.RESUME),
    ("most", lexicon.OFTEN),
    ("days", lexicon.DAYS_WORD),
)
"""What says which change is meant without saying what to change to."""


def moment_in(text: str) -> Moment | None:
    """Return the moment that words for a new rule name; the longest stretch of words that names one decides.

    Args:
        text: Normalised words.
    """
    best: tuple[int, str] | None = None
    for name, pattern in lexicon.MOMENTS.items():
        match = pattern.search(text)
        if match is not None and (best is None or len(match.group()) > best[0]):
            best = len(match.group()), name
    if best is None:
        return None
    return cast("Moment", lexicon.UNREAD if best[1] == lexicon.MADE_REPORT else best[1])


def often_in(text: str) -> tuple[int | None, int | None]:
    """Return how many times, and in how many days, an answer to the question for them says.

    Args:
        text: Normalised words; a bare number is how many times.
    """
    rest, most, within = _most(text)
    if most is not None:
        return most, within
    match = lexicon.TIMES_ALONE.search(rest)
    value = _number(match["n"]) if match else None
    return (None, None) if value is None else (int(value), None)


def said_in(text: str) -> str:
    """Return an answer to the question what to say, without quotes around it.

    Args:
        text: As it was typed, or normalised.
    """
    said = text.strip()
    quoted = lexicon.QUOTED.match(said)
    return quoted.group(1).strip() if quoted else said


def days_in(text: str) -> tuple[float, ...]:
    """Return the days that an answer to the question for them names.

    Args:
        text: Normalised words; bare numbers are days too.
    """
    found = _days(text)
    if found:
        return tuple(found)
    bare = [value for part in lexicon.SPLIT.split(text) if (value := _number(part.strip())) is not None]
    return tuple(bare)


def _words(text: str) -> tuple[str | None, str]:
    """Take what is to be said away from the rest."""
    match = lexicon.SAYS.search(text)
    if match is None:
        return None, text
    name = next(group for group in ("a", "b", "c", "d") if match[group])
    rest = text[: match.start(name)]
    said = said_in(lexicon.SAYS_AGAIN.sub("", match[name]))
    if not lexicon.WORDS.search(rest) and lexicon.ONLY_DAYS.match(said):
        return None, text
    return said, rest


def _most(text: str) -> tuple[str, int | None, int | None]:
    for pattern in (lexicon.WITHIN_MOST, lexicon.MOST):
        match = pattern.search(text)
        if match is None:
            continue
        found = {name: _number(value) for name, value in match.groupdict().items() if value}
        most = found.get("most", found.get("most2"))
        within = found.get("days", found.get("days2"))
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        return rest, None if most is None else int(most), None if within is None else int(within)
    return text, None, None


def _step(text: str) -> tuple[float | None, bool]:
    match = lexicon.STEP.search(text)
    if match is not None:
        value = _number(match["n"] or match["m"])
        return (None if value is None else value if match["n"] else -value), False
    return None, lexicon.LAST_STEP.search(text) is not None


def _nth(text: str) -> int | None:
    match = lexicon.NTH_STEP.search(text)
    value = None if match is None else 1.0 if match["first"] else _number(match["n"])
    return None if value is None else int(value)


def _change_of_days(text: str) -> Edit:
    """Read which days come in which place."""
    if lexicon.DROP.search(text):
        if lexicon.LAST_STEP.search(text):
            return Edit("days", mode="less", last_step=True)
        only = lexicon.ONLY.search(text)
        days = _days(text[only.end() :] if only else text)
        return Edit("days", days=tuple(days), mode="set" if only else "less")
    if only := lexicon.ONLY.search(text):
        return Edit("days", days=tuple(_days(text[only.end() :])))
    if more := lexicon.MORE.search(text):
        return Edit("days", days=tuple(_days(text[more.end() :])), mode="more")
    changes = list(lexicon.CHANGE.finditer(text))
    for change in reversed(changes):
        after = _days(text[change.start() :] if lexicon.EARLY_BEFORE.search(change.group()) else text[change.end() :])
        if after:
            return Edit("days", days=tuple(after), instead=tuple(_days(text[: change.start()])))
    if (
        not (lexicon.PAUSE.search(text) or lexicon.RESUME.search(text))
        and (days := _days(text))
        and lexicon.TIMES.search(text)
    ):
        return Edit("days", days=tuple(days))
    return Edit()


def _days(text: str) -> list[float]:
    """Return the days words name, in order; negative where they say that it is before."""
    spread = lexicon.LISTED.sub(lexicon.EACH_DAY, text)
    spread = lexicon.LISTED.sub(lexicon.EACH_DAY, spread)
    found: list[float] = []
    early = False
    for match in lexicon.DAY.finditer(spread):
        value = _day(match)
        if value is None:
            continue
        listed = lexicon.LIST_GAP.fullmatch(_gap(spread, match)) is not None
        early = bool(match["early"] or match["before"]) or (early and listed)
        found.append(-value if early else value)
    return list(dict.fromkeys(found))


def _gap(text: str, match: re.Match[str]) -> str:
    """Return what stands between a day and the one before it."""
    before = text[: match.start()]
    cut = max((one.end() for one in lexicon.DAY.finditer(before)), default=0)
    return before[cut:]


def _day(match: re.Match[str]) -> float | None:
    if match["next"]:
        return 1.0
    if match["same"]:
        return 0.0
    if match["week"]:
        return float(lexicon.HALF_MONTH if lexicon.HALF in match["week"] else 7)
    unit = next(days for name, days in lexicon.UNITS.items() if name in match["unit"])
    if match["n"] == lexicon.HALF:
        return float({365: lexicon.HALF_YEAR, 30: lexicon.HALF_MONTH}.get(unit, unit))
    value = _number(match["n"])
    return None if value is None else value * unit


def _number(text: str) -> float | None:
    value = number(text)
    return None if value is None else float(value)
