"""The rules by which the platform comes back to enterprises: shown, and changed by operators."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from corpus.follow_ups import Moment, Rule
from corpus.lexical import normalise
from tools.database.repositories.people import PeopleRepository
from tools.database.repositories.planning import PlanningRepository
from tools.database.repositories.reach import ReachRepository
from tools.database.repositories.rules import RuleRepository
from tools.domain.follow_ups import reading, shipped
from tools.domain.follow_ups.deadlines import deadlines
from tools.domain.follow_ups.reading import Action, Edit
from tools.follow_ups import changing
from tools.follow_ups.describing import full, hours_of, manners_of, meant, one_of, table_of
from tools.follow_ups.saying import undecided
from tools.kit.errors import Conflict
from tools.kit.lexicon import CANCEL
from tools.kit.tool import REVISION, Focus, Suggestion, ToolContext, ToolResult, tool
from tools.kit.typed import as_typed
from tools.wording import follow_up_rules as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs
    from tools.database.engine import Session

OPERATORS: frozenset[Literal["enterprise", "operator"]] = frozenset({"operator"})
SHOW, EDIT, PREVIEW = "show_follow_up_rules", "edit_follow_up_rule", "preview_follow_ups"
SURE = 0.95
"""How surely a message changes a rule that names one, and says what to do with it."""
COMMANDS = frozenset({"pause", "resume", "undo", "restore"})
LONGEST_HOURS = 16
"""Characters of a message that asks of nothing but the hours at which anything is sent."""
LONGEST_COMMAND = 12
"""Characters up to which words that would pause a rule are no text for it to say."""


class FollowUpRules(ToolResult):
    """Rules of follow-ups.

    Attributes:
        rules: Ids of those that are shown.
        paused: Ids of those among them that are paused.
    """

    rules: tuple[str, ...]
    paused: tuple[str, ...] = ()


class RuleEdited(ToolResult):
    """A change of a rule.

    Attributes:
        rule: Its id.
        title: Its title.
        action: What was done.
        version: The number of the new version.
        active: Whether it is in use now.
        changes: What changed, in words.
        asked: What is asked before it is done.
        due: How many are due at once by it; for one that is paused, how many go unsent.
    """

    rule: str
    title: str
    action: str
    version: int
    active: bool
    changes: tuple[str, ...] = ()
    asked: str = ""
    due: int = 0


def _follows(text: str, focus: Focus, _: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Show or change the rule that was just shown or changed, or one of those that were."""
    edit = reading.read_edit(text)
    if edit.action == "add" or reading.speaks_of_campaigns(text):
        return None
    listed = [str(one.arguments["rule"]) for one in focus.offered if "rule" in one.arguments]
    place = reading.place_of_rule(text, len(listed))
    others = (listed[place - 1],) if place else reading.named(text, shipped().rules)
    if len(others) == 1:
        rule = {"rule": others[0], "question": text}
        if (
            edit.action is not None
            and not (reading.unmeant(text) or undecided(text))
            and (place or reading.asks_about(text))
        ):
            return EDIT, rule
        return (SHOW, rule) if place or reading.asks_about(text) else None
    under = focus.arguments.get("rule")
    if under and not listed and (place := reading.place_of_rule(text, len(shipped().rules))):
        return (SHOW, {"rule": tuple(shipped().rules)[place - 1]}) if reading.asks_what_it_says(text) else None
    if under and not others and reading.asks_what_it_says(text):
        return SHOW, {"rule": under}
    if under and not others and reading.points_at_rule(text, edit) and not undecided(text):
        return EDIT, {"rule": under, "question": text}
    return None


def _asks(text: str, catalogs: Catalogs) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell that a message asks what one rule says or when, or at what hours any does, and is for nothing else."""
    of_others = reading.speaks_of_campaigns(text) or reading.says_change(text)
    if reading.asks_hours(text) and not of_others and len(text) <= LONGEST_HOURS:
        return SURE
    asked = reading.speaks_of_rules(text) and reading.asks_what_it_says(text)
    return SURE if asked and not of_others and len(reading.named(text, shipped().rules)) == 1 else 0.0


@tool(wording.SHOW, roles=OPERATORS, sure=_asks, follows=_follows)
async def show_follow_up_rules(context: ToolContext, rule: str | None = None, question: str = "") -> FollowUpRules:
    """Show the rules by which the platform comes back to enterprises: all as a table, or one in full.

    Args:
        rule: Id, title or words for one rule; all by default.
        question: The request in the person's words; the rule not given is read from it.
    """
    text = normalise(question)
    async with context.store.session() as session:
        repository = RuleRepository(session)
        rules = await repository.current()
        ids = meant(rules, normalise(rule or ""), "" if reading.asks_for_all(text) else text)
        if len(ids) == 1:
            versions = await repository.versions(ids[0])
            names = await PeopleRepository(session).names({one.contact_id for one in versions})
            found = rules[ids[0]]
            return _one(found, full(found, versions, names))
        edits = [edit for one in rules if (edit := await repository.last(one)) is not None]
        versions_of = {edit.rule_id: edit.version for edit in edits}
    state = reading.state_asked(text)
    shown = [one for one in rules.values() if (not ids or one.id in ids) and (state is None or one.active is state)]
    if not shown and state is False:
        shown, lead = list(rules.values()), wording.NONE_PAUSED.format(count=len(rules))
    else:
        lead = _lead(shown, state, named=bool(ids))
    table = f"{table_of(shown, versions_of, shipped().manners)}\n\n{wording.SEE_ONE}"
    if reading.asks_hours(text) and not ids:
        lead, table = hours_of(shipped().manners), manners_of(shipped().manners)
    text = f"{lead}\n\n{table}"
    paused = tuple(one.id for one in shown if not one.active)
    return FollowUpRules(
        text=text,
        rules=tuple(one.id for one in shown),
        paused=paused,
        suggestions=(Suggestion(title=wording.SEE_PREVIEW, tool=PREVIEW, arguments={}),),
        focus=Focus(
            tool=SHOW,
            question=context.question,
            offered=tuple(Suggestion(title=one.title, tool=SHOW, arguments={"rule": one.id}) for one in shown),
        ),
    )


def _lead(shown: Sequence[Rule], state: bool | None, *, named: bool) -> str:  # noqa: FBT001 -- None is neither
    if named:
        return wording.SEVERAL_LEAD.format(count=len(shown))
    if state is not None:
        return (wording.ONLY_ACTIVE if state else wording.ONLY_PAUSED).format(count=len(shown))
    paused = sum(not one.active for one in shown)
    mark = wording.SOME_PAUSED.format(count=paused) if paused else wording.ALL_ACTIVE
    return wording.TABLE_LEAD.format(count=len(shown), paused=mark)


def _one(rule: Rule, text: str) -> FollowUpRules:
    arguments = {"rule": rule.id}
    toggle = (wording.PAUSE_IT, "pause") if rule.active else (wording.RESUME_IT, "resume")
    return FollowUpRules(
        text=text,
        rules=(rule.id,),
        paused=() if rule.active else (rule.id,),
        suggestions=(
            Suggestion(title=toggle[0], tool=EDIT, arguments={**arguments, "action": toggle[1]}),
            Suggestion(title=wording.SEE_PREVIEW, tool=PREVIEW, arguments=arguments),
            Suggestion(title=wording.SEE_RULES, tool=SHOW, arguments={}),
        ),
        focus=Focus(tool=SHOW, arguments=arguments),
    )


# --- changing ---------------------------------------------------------------------------------------------------------


def _sure(text: str, catalogs: Catalogs | None) -> float:  # noqa: ARG001 -- the shape of a surety
    """Tell that a message which names a rule and says what to change it to is for nothing else."""
    edit = reading.read_edit(text)
    if edit.action is None or reading.unmeant(text) or undecided(text):
        return 0.0
    of_rules = reading.speaks_of_rules(text)
    if reading.speaks_of_campaigns(text) and not of_rules:
        return 0.0
    match edit.action:
        case "add":
            return SURE if of_rules and (edit.moment or edit.days) else 0.0
        case "words":
            return SURE if edit.text and reading.named(text, shipped().rules) else 0.0
        case "days" | "most" if not (edit.days or edit.most or edit.last_step) or not reading.says_change(text):
            return 0.0
        case "resume" if not reading.says_resume(text):
            return 0.0
    return SURE if of_rules and len(reading.named(text, shipped().rules)) == 1 else 0.0


def _rule(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of a reader
    found = reading.named(text, shipped().rules)
    return found[0] if len(found) == 1 else None


def _action(text: str, arguments: Mapping[str, Any]) -> Action | None:  # noqa: ARG001 -- as above
    return reading.read_edit(text).action


def _text(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- as above
    turns = reading.stops(text) or reading.read_edit(text).action in COMMANDS
    command = turns and len(text) <= LONGEST_COMMAND
    return None if command or CANCEL.fullmatch(text) else reading.said_in(text)


def _days(text: str, arguments: Mapping[str, Any]) -> list[float] | None:  # noqa: ARG001 -- as above
    return list(reading.days_in(text)) or None


def _often(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- as above
    return None if reading.often_in(text)[0] is None else text


def _revised(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Take another change that is asked for before the one that was shown is agreed to."""
    if CANCEL.fullmatch(text):
        return None
    if _sure(text, None):
        return {"question": text}
    text = reading.corrected(text)
    edit, named = reading.read_edit(text), reading.named(text, shipped().rules)
    rule = arguments.get("rule") or _rule(normalise(str(arguments.get("question") or "")), {})
    points = not named and reading.says_change(text) and reading.points_at_rule(text, edit)
    return {"rule": rule, "question": text} if rule and points else None


def _moment(text: str, arguments: Mapping[str, Any]) -> Moment | None:  # noqa: ARG001 -- as above
    return reading.moment_in(text)


@tool(
    wording.EDIT,
    writes=True,
    confirm="always",
    roles=OPERATORS,
    reads=lambda text, _: None if undecided(text) else {"question": text},
    sure=_sure,
    follows=_follows,
    readers={
        REVISION: _revised,
        "rule": _rule,
        "action": _action,
        "text": _text,
        "days": _days,
        "often": _often,
        "moment": _moment,
    },
    verbatim=frozenset({"text", "question"}),
)
async def edit_follow_up_rule(  # noqa: PLR0913, PLR0917 -- each comes by name
    context: ToolContext,
    rule: str | None = None,
    action: Action | None = None,
    text: str | None = None,
    days: tuple[float, ...] = (),
    often: str | None = None,
    step: float | None = None,
    moment: Moment | None = None,
    question: str = "",
) -> RuleEdited:
    """Change a rule by which the platform comes back to enterprises, or add one on a known moment; every change is a version.

    Args:
        rule: Id, title or words for the rule; not for a new one.
        action: What is done: pause, resume, words, days, most (how often), add, restore (as shipped), undo (one version back).
        text: What it is to say; facts of the moment stand between braces, such as ``{left}``.
        days: All days of its reminders after the moment, before it where negative.
        often: How often a contact hears of it at the most, in words.
        step: The day of the one reminder whose words change; all by default.
        moment: What a new rule counts from.
        question: The request in the person's words; what is not given is read from it.
    """  # noqa: E501 -- one sentence for models
    if action is None and undecided(normalise(question)):
        msg = "it is not decided"
        raise Conflict(msg, problem="undecided")
    edit = _asked(question, action, text, days, often, step, moment)
    async with context.store.session() as session:
        repository = RuleRepository(session)
        rules = await repository.current()
        if edit.action == "add":
            moments = [name for name in get_args(Moment) if name in wording.CHOICES]
            made = changing.new(edit, rules, moments)
            return await _kept(context, session, None, made, "add")
        before = one_of(rules, meant(rules, normalise(rule or ""), normalise(question)))
        versions = [Rule.model_validate(one.record) for one in await repository.versions(before.id)]
        after = changing.changed(before, edit, versions)
        if after == before:
            msg = "nothing changes"
            raise Conflict(msg, problem="nothing", title=before.title)
        return await _kept(context, session, before, after, str(edit.action))


def _asked(  # noqa: PLR0913, PLR0917 -- what may be given
    question: str,
    action: Action | None,
    text: str | None,
    days: tuple[float, ...],
    often: str | None,
    step: float | None,
    moment: Moment | None,
) -> Edit:
    """Put what is given before what is read, and tell the action by what was given for it."""
    read = reading.read_edit(normalise(question)) if question else Edit()
    given = action or read.action
    if given is None:
        given = "words" if text else "days" if days else "most" if often else None
    same = given == read.action
    said = as_typed(read.text, question) if read.text and same else None
    most, within = changing.often(read.most, read.within_days, normalise(often or ""))
    return replace(
        read if same else Edit(moment=read.moment),
        action=given,
        text=text or said,
        days=days or (read.days if same else ()),
        instead=() if days else read.instead if same else (),
        mode="set" if days else read.mode,
        most=most,
        within_days=within,
        step=step if step is not None else read.step,
        moment=moment or read.moment,
    )


async def _kept(context: ToolContext, session: Session, before: Rule | None, after: Rule, action: str) -> RuleEdited:
    ends = deadlines(context.library.catalogs.policies.values())
    waiting = await ReachRepository(session, context.now, account=context.account).waiting(after.id)
    version = await RuleRepository(session).add_version(after, context.contact, context.now)
    due = 0
    if after.active and (before is None or not before.active or before.steps != after.steps):
        due = await PlanningRepository(session, ends).count(after, context.now, now=context.now)
    elif before is not None and before.active and not after.active:
        due = waiting
    lines = _lines_of(after) if before is None else changing.differences(before, after)
    return RuleEdited(
        text=(wording.DONE_ADD if before is None else wording.DONE).format(
            title=after.title, version=version, lines="\n".join(lines)
        ),
        rule=after.id,
        title=after.title,
        action=action,
        version=version,
        active=after.active,
        changes=tuple(lines),
        asked=_question(before, after, lines, due),
        due=due,
        suggestions=_next(after, action),
        focus=Focus(tool=EDIT, arguments={"rule": after.id}),
    )


def _lines_of(rule: Rule) -> tuple[str, ...]:
    """Say what a new rule is, line by line."""
    press = [wording.LINE_PRESS.format(value=rule.press.title)] if rule.press else []
    return (
        wording.LINE_WHO.format(value=rule.who),
        wording.LINE_WHEN.format(value=wording.when(rule)),
        wording.LINE_HOLDS.format(value=rule.holds),
        wording.LINE_TEXT.format(value=rule.text),
        *press,
        wording.LINE_MOST.format(value=wording.most(rule), stale=wording.number(rule.stale_days)),
        wording.LINE_PURPOSE.format(value=wording.PURPOSES[rule.purpose]),
        wording.LINE_CLAUSE.format(value=rule.clause),
    )


def _question(before: Rule | None, after: Rule, lines: Sequence[str], due: int) -> str:
    if before is None:
        then = wording.STARTS.format(count=due) if due else wording.STARTS_NONE
        return wording.ASK_ADD.format(title=after.title, lines="\n" + "\n".join(lines), after=then)
    then = ""
    own = [step for step in after.steps if step.text]
    if before.text != after.text and own and before.steps == after.steps:
        then += wording.KEEPS.format(steps=wording.when(after, own))
    if before.active and not after.active:
        then += wording.STOPS.format(count=due)
    elif after.active and (not before.active or before.steps != after.steps):
        then += wording.STARTS.format(count=due) if due else wording.STARTS_NONE
    return wording.ASK.format(title=after.title, lines="\n".join(lines), after=then)


def _next(rule: Rule, action: str) -> tuple[Suggestion, ...]:
    see = Suggestion(title=wording.SEE_IT, tool=SHOW, arguments={"rule": rule.id})
    if action == "pause":
        back = Suggestion(title=wording.RESUME_IT, tool=EDIT, arguments={"rule": rule.id, "action": "resume"})
    elif action in {"words", "days", "most"} and rule.id in shipped().rules:
        back = Suggestion(title=wording.RESTORE_IT, tool=EDIT, arguments={"rule": rule.id, "action": "restore"})
    else:
        back = Suggestion(title=wording.PAUSE_IT, tool=EDIT, arguments={"rule": rule.id, "action": "pause"})
    return see, back
