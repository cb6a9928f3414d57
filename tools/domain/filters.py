"""Which policies and scenarios a question asks for: reading the filters out of words, and applying them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from corpus.lexical import normalise
from tools.domain import lexicon
from tools.domain.endings import SOON, end_asked

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping

    from corpus.catalogs import Indicator, Policy, Scenario

Applies = Literal["firms", "platform", "cities", "none"]

LONGEST_NARROWING = 16
"""Characters up to which a message can be nothing but filters."""

Key = TypeVar("Key", bound=str)


@dataclass(frozen=True, slots=True)
class PolicyFilter:
    """What the policies asked for have in common; None asks for nothing.

    Attributes:
        level: Who issued them: state, province, city or district.
        region: Where they hold; see ``distance``.
        topics: What they are about, all of them.
        either: One of the topics is enough.
        funding: They bring firms money.
        applies: Who applies under them.
        open_on: The day on which one can apply.
        ends_before: Their last day is this one or an earlier one; days gone by ask for those that have ended.
        in_force: They have neither ended nor been replaced.
        newest: The latest first.
    """

    level: lexicon.Level | None = None
    region: lexicon.Region | None = None
    topics: tuple[lexicon.Topic, ...] = ()
    either: bool = False
    funding: bool = False
    applies: Applies | None = None
    open_on: date | None = None
    ends_before: date | None = None
    in_force: bool = False
    newest: bool = False

    def given(self) -> dict[str, Any]:
        """Return what is asked for."""
        return _given(self)


@dataclass(frozen=True, slots=True)
class ScenarioFilter:
    """What the scenarios asked for have in common; None asks for nothing.

    Attributes:
        industry: Whose they are.
        module: The part of the business they serve.
        model_type: The kind of model they use.
        level: The firm's level, which must reach theirs.
        effort: How much they take; the lightest are also the quickest.
        hardware: Whether devices must be bought.
        indicator: Id of an indicator they should improve.
        without: A kind of model or a part of the business they are not to be of.
        device: A device they use, as their record calls it.
    """

    industry: lexicon.Industry | None = None
    module: lexicon.Module | None = None
    model_type: lexicon.ModelType | None = None
    level: lexicon.Grade | None = None
    effort: lexicon.Effort | None = None
    hardware: bool | None = None
    indicator: str | None = None
    without: lexicon.ModelType | lexicon.Module | None = None
    device: str | None = None

    def given(self) -> dict[str, Any]:
        """Return what is asked for."""
        return _given(self)


def _given(wanted: PolicyFilter | ScenarioFilter) -> dict[str, Any]:
    values = {field.name: (getattr(wanted, field.name), field.default) for field in fields(wanted)}
    return {name: value for name, (value, default) in values.items() if value != default}


def ended(policy: Policy, day: date) -> bool:
    """Tell whether a policy no longer holds on a day."""
    return policy.replaced_by is not None or (policy.in_force_until is not None and policy.in_force_until < day)


def last_day(policy: Policy, day: date) -> date | None:
    """Return the end that comes next for a policy: of its applications, else of its validity."""
    if policy.apply_until is not None and policy.apply_until >= day:
        return policy.apply_until
    return policy.in_force_until


def distance(policy: Policy, region: lexicon.Region) -> int | None:
    """Tell how a policy lies to a region: 0 in it, more for each step further out, None elsewhere."""
    above: str | None = policy.region
    while above is not None:
        if above == region:
            return 0
        above = lexicon.REGION_ABOVE.get(above)
    steps = 0
    around: str | None = region
    while around is not None and around != policy.region:
        steps, around = steps + 1, lexicon.REGION_ABOVE.get(around)
    return None if around is None else steps


def is_about(policy: Policy, topic: lexicon.Topic) -> bool:
    """Tell whether a policy is about a topic, by its themes and its title."""
    _, themes, words = lexicon.TOPICS[topic]
    return not themes.isdisjoint(policy.themes) or any(word in policy.title for word in words)


def mentions(policy: Policy, topic: lexicon.Topic) -> bool:
    """Tell whether a policy that is about something else speaks of a topic."""
    told = (policy.summary, *policy.provisions)
    return any(word in line for word in lexicon.TOPICS[topic][2] for line in told)


def fits_policy(policy: Policy, wanted: PolicyFilter, today: date) -> bool:
    """Tell whether a policy is one of those asked for, wherever it holds and whenever one applies.

    Args:
        policy: The policy.
        wanted: What is asked for; its ``region`` and ``open_on`` are left to the caller.
        today: The day it is asked on.
    """
    checks = (
        wanted.level is None or policy.level == wanted.level,
        not wanted.topics or (any if wanted.either else all)(is_about(policy, topic) for topic in wanted.topics),
        not wanted.funding or not lexicon.FUNDS.isdisjoint(policy.themes),
        wanted.applies is None or policy.applies == wanted.applies,
        not wanted.in_force or not ended(policy, today),
        wanted.ends_before is None or _ends(policy, wanted.ends_before, today),
    )
    return all(checks)


def _ends(policy: Policy, limit: date, today: date) -> bool:
    if limit < today:
        return ended(policy, today) and (policy.in_force_until is None or policy.in_force_until <= limit)
    end = last_day(policy, today)
    return policy.replaced_by is None and end is not None and today <= end <= limit


def fits_scenario(scenario: Scenario, wanted: ScenarioFilter) -> bool:
    """Tell whether a scenario is one of those asked for, whatever its industry."""
    has_hardware = (scenario.hardware or "") not in lexicon.NO_HARDWARE
    checks = (
        wanted.module is None or scenario.module == wanted.module,
        wanted.model_type is None or scenario.model_type == wanted.model_type,
        wanted.level is None or scenario.min_level is None or scenario.min_level <= wanted.level,
        wanted.effort is None or scenario.effort == wanted.effort,
        wanted.hardware is None or has_hardware is wanted.hardware,
        wanted.indicator is None or wanted.indicator in scenario.expected_indicators,
        wanted.device is None or wanted.device in normalise(scenario.hardware or ""),
        wanted.without is None or wanted.without not in {scenario.model_type, scenario.module},
    )
    return all(checks)


def general_for(industry: lexicon.Industry) -> str | None:
    """Return the general industry whose scenarios fit this one too."""
    if industry in {lexicon.GENERAL_MANUFACTURING, lexicon.GENERAL_SERVICE}:
        return None
    return lexicon.GENERAL_SERVICE if industry in lexicon.SERVICES else lexicon.GENERAL_MANUFACTURING


def _found(text: str, table: Mapping[Key, re.Pattern[str]]) -> tuple[list[Key], str]:
    """Return the keys whose words stand in a text, first come first, and the text without these words."""
    found: list[Key] = []
    for key, pattern in table.items():
        text, times = pattern.subn(" ", text)
        if times:
            found.append(key)
    return found, text


def read_policies(text: str, today: date) -> PolicyFilter:
    """Read out of a question which policies it asks for.

    Args:
        text: Normalised text.
        today: The day it is asked on, in China.
    """
    ends = end_asked(text, today)
    is_open = ends is None and lexicon.OPEN.search(text) is not None
    regions, rest = _found(text, lexicon.REGIONS)
    levels: list[lexicon.Level] = []
    if not lexicon.ALL_LEVELS.search(rest):
        levels, rest = _found(rest, lexicon.LEVELS)
    funding = lexicon.FUNDING.search(rest) is not None
    topics, _ = _found(rest, {topic: pattern for topic, (pattern, _, _) in lexicon.TOPICS.items()})
    if funding:
        topics = [topic for topic in topics if topic not in lexicon.INDUSTRIES]
    applies: Applies | None = "platform" if lexicon.FOR_PLATFORM.search(text) else None
    if is_open or lexicon.APPLY.search(text):
        applies = "firms"
    return PolicyFilter(
        level=levels[0] if len(levels) == 1 else None,
        region=regions[0] if regions else None,
        topics=tuple(topics),
        funding=funding,
        applies=applies,
        open_on=today if is_open else None,
        ends_before=ends,
        in_force=ends is None and lexicon.IN_FORCE.search(text) is not None,
        newest=ends is None and lexicon.NEWEST.search(text) is not None,
    )


def find_indicator(name: str, indicators: Mapping[str, Indicator]) -> str | None:
    """Return the id of the indicator a text names, by its longest name in it.

    Args:
        name: Normalised text that holds an indicator's id, name or other name.
        indicators: All indicators, by id.
    """
    if (match := lexicon.INDICATOR_ID.search(name)) and match.group(0) in indicators:
        return match.group(0)
    named = (
        (len(known), indicator.id)
        for indicator in indicators.values()
        for known in map(normalise, (indicator.name, *indicator.aliases))
        if known in name
    )
    return max(named, key=lambda pair: pair[0], default=(0, None))[1]


def indicator_asked(text: str) -> str | None:
    """Return the words by which a question for scenarios names an indicator."""
    matches = (pattern.search(text) for pattern in lexicon.INDICATOR_ASKED)
    return next((match["name"].strip() for match in matches if match), None)


def read_scenarios(text: str, indicators: Mapping[str, Indicator]) -> ScenarioFilter:
    """Read out of a question which scenarios it asks for.

    Args:
        text: Normalised text.
        indicators: All indicators, by id.
    """
    indicator = find_indicator(text, indicators)
    if indicator is not None and (named := indicator_asked(text)):
        text = text.replace(named, " ")
    hardware = None
    for needed, pattern in ((False, lexicon.WITHOUT_HARDWARE), (True, lexicon.WITH_HARDWARE)):
        text, times = pattern.subn(" ", text)
        hardware = needed if times and hardware is None else hardware
    industries, text = _found(text, lexicon.INDUSTRIES)
    grade = lexicon.GRADE.search(text)
    efforts, text = _found(text, lexicon.EFFORT)
    types, rest = _found(lexicon.SCENARIO_NOUN.sub(" ", text), lexicon.MODEL_TYPES)
    device = lexicon.DEVICE.search(text)
    # Beside a device, what speaks of a part of the business may only tell where it stands.
    modules, _ = ([], rest) if device else _found(rest, lexicon.MODULES)
    return ScenarioFilter(
        industry=industries[0] if industries else None,
        module=modules[0] if modules else None,
        model_type=types[0] if types else None,
        level=_grade(grade) if grade else None,
        effort=efforts[0] if efforts else None,
        hardware=hardware,
        indicator=indicator,
        device=device["device"] if device else None,
    )


def left_out(text: str) -> lexicon.ModelType | lexicon.Module | None:
    """Return the kind of model or the part of the business that a short message wants left out of a list.

    Args:
        text: Normalised text.
    """
    match = lexicon.LEFT_OUT.match(text) if len(text) <= LONGEST_NARROWING else None
    if match is None:
        return None
    if lexicon.PICTURES.fullmatch(match["what"]):
        return lexicon.BY_PICTURES
    asked = read_scenarios(match["what"], {})
    return asked.model_type or asked.module


def _grade(match: re.Match[str]) -> lexicon.Grade:
    number = next(group for group in match.groups() if group)
    grades: tuple[lexicon.Grade, ...] = ("L1", "L2", "L3", "L4")
    return grades[int(lexicon.GRADES.get(number, number)) - 1]


_POLICY_WORDS = (
    lexicon.ALL_LEVELS,
    *(pattern for _, pattern in lexicon.ENDS),
    lexicon.ENDED,
    lexicon.OPEN,
    lexicon.IN_FORCE,
    *(pattern for pattern, _, _ in lexicon.TOPICS.values()),
    *lexicon.REGIONS.values(),
    lexicon.APPLY,
    lexicon.POLICIES_LISTED,
    lexicon.POLICY_NOUN,
    lexicon.DOCUMENT_NOUN,
    lexicon.FUNDING,
    lexicon.NEWEST,
    *lexicon.LEVELS.values(),
    *lexicon.INDUSTRIES.values(),
    lexicon.FOR_PLATFORM,
    lexicon.PLATFORM,
)
_SCENARIO_WORDS = (
    lexicon.WITHOUT_HARDWARE,
    lexicon.WITH_HARDWARE,
    lexicon.INDUSTRIES_ASKED,
    lexicon.SCENARIO_NOUN,
    *lexicon.INDUSTRIES.values(),
    lexicon.GRADE,
    *lexicon.EFFORT.values(),
    lexicon.WHAT_TO_DO,
    lexicon.AI_NOUN,
    *lexicon.MODEL_TYPES.values(),
    lexicon.WORKS_ON,
    *lexicon.MODULES.values(),
    lexicon.ASKING_SUPERLATIVE,
    lexicon.IMPROVE,
    lexicon.WHICH_ONE,
)
_OTHER_WORDS = (lexicon.ASKING, lexicon.FILLERS, lexicon.CAN, lexicon.PARTICLES)


def _understood(text: str, words: Iterable[re.Pattern[str]]) -> bool:
    """Tell whether a message says nothing beyond these words and those that ask."""
    for pattern in (*words, *_OTHER_WORDS):
        text = pattern.sub(" ", text)
    return lexicon.LEFT.search(text) is None


def wanted(text: str) -> tuple[str, dict[str, Any]] | None:
    """Recognise a question that runs over a whole catalog, and say which tool answers it.

    Such a question asks for several records and says nothing that is not a filter, a noun for the records or a word of
    asking; whatever else it says makes it a question about one thing.

    Args:
        text: Normalised text.

    Returns:
        The tool's name and its arguments, or None.
    """
    asks = (lexicon.ASKING.search(text) or lexicon.POLICIES_LISTED.search(text)) is not None
    policies = lexicon.POLICY_NOUN.search(text) or lexicon.FUNDING.search(text) or lexicon.DOCUMENT_NOUN.search(text)
    scenarios = lexicon.SCENARIO_NOUN.search(text)
    if policies and scenarios:
        return None
    if policies or (asks and (_timed(text) or lexicon.APPLY.search(text))):
        return _policies_wanted(text, asks=asks)
    words = (lexicon.ASKING_SUPERLATIVE, lexicon.WHAT_TO_DO)
    return _scenarios_wanted(text, asks=asks or any(pattern.search(text) for pattern in words))


def _timed(text: str) -> bool:
    patterns = (lexicon.OPEN, lexicon.IN_FORCE, lexicon.ENDED, *(pattern for _, pattern in lexicon.ENDS))
    return any(pattern.search(text) for pattern in patterns)


def _policies_wanted(text: str, *, asks: bool) -> tuple[str, dict[str, Any]] | None:
    if not _understood(text, _POLICY_WORDS):
        return None
    filters = policy_arguments(text)
    narrow = bool(filters) or _timed(text)
    named = lexicon.POLICY_NOUN.search(text) is not None
    if not asks and not (named and narrow and lexicon.OF.search(text)):
        return None
    if not named and not narrow:
        return None
    return "list_policies", {**filters, "question": text}


def policy_arguments(text: str) -> dict[str, Any]:
    """Return the arguments of ``list_policies`` a message names, those apart that depend on the day."""
    asked = replace(read_policies(text, date.min + SOON), open_on=None, ends_before=None, in_force=False, newest=False)
    return arguments(asked)


def arguments(asked: PolicyFilter | ScenarioFilter) -> dict[str, Any]:
    """Write filters as a tool's arguments, in values JSON knows; what has no argument is read from the question."""
    values = asked.given()
    topics = values.pop("topics", ())
    if len(topics) == 1:
        values["theme"] = topics[0]
    for read_only in ("either", "in_force", "newest"):
        values.pop(read_only, None)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _scenarios_wanted(text: str, *, asks: bool) -> tuple[str, dict[str, Any]] | None:
    noun = lexicon.SCENARIO_NOUN.search(text) is not None
    if lexicon.OTHERS_ASKED.search(text):
        return None
    if noun and indicator_asked(text) and not _understood(text, _SCENARIO_WORDS):
        return ("list_scenarios", {"question": text}) if _asks_for_indicator(text) else None
    if not _understood(text, _SCENARIO_WORDS):
        return None
    filters = arguments(read_scenarios(text, {}))
    narrow = not {"industry", "module"}.isdisjoint(filters)
    if not filters and lexicon.INDUSTRIES_ASKED.search(text):
        return "list_scenarios", {"question": text}
    if not filters and lexicon.SUITS.search(text):
        return None  # what suits depends on whom
    if noun and (asks or filters):
        return "list_scenarios", {**filters, "question": text}
    if narrow and asks and lexicon.CAN.search(text) and lexicon.AI_NOUN.search(text):
        return "list_scenarios", {**filters, "question": text}
    return None


def _asks_for_indicator(text: str) -> bool:
    named = indicator_asked(text) or ""
    return _understood(text.replace(named, " "), _SCENARIO_WORDS)


def narrowed(text: str, tool: str) -> dict[str, Any] | None:
    """Return the arguments a short message adds to a list just shown, or None where it says anything else.

    Args:
        text: Normalised text, such as an industry's name or a wish for cheap ones.
        tool: The tool that made the list.
    """
    if len(text) > LONGEST_NARROWING:
        return None
    if tool == "list_scenarios" and _understood(text, _SCENARIO_WORDS):
        return arguments(read_scenarios(text, {})) or None
    if tool == "list_policies" and _understood(text, _POLICY_WORDS):
        filters = policy_arguments(text)
        return {**filters, "question": text} if filters or _timed(text) else None
    return None
