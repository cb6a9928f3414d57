"""Works out indicators of Appendix 2 from figures, and asks for the figure that is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.domain import archive, days, naming
from tools.domain.indicators import following, keeping, moving, reading, results
from tools.domain.indicators import lexicon as words
from tools.domain.indicators.adjusting import adjusted, lowered
from tools.domain.indicators.quantities import Given, of_two_periods
from tools.kit.tool import Focus, Pending, Suggestion, ToolContext, tool
from tools.kpi import (
    adjusting,
    aiming,
    asking_back,
    choosing,
    lexicon,
    owning,
    pairing,
    putting_right,
    recalling,
    restating,
    sourcing,
    talk,
    telling,
)
from tools.kpi import arguments as given_as
from tools.kpi.arguments import CALCULATE, KEEP
from tools.kpi.choosing import work
from tools.kpi.records import CalculateKpiResult
from tools.wording import kpi as wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.catalogs import Catalogs
    from tools.domain.indicators.reading import Read
    from tools.domain.indicators.results import Outcome

_SHORT = 16
_ANY_DAY = date(2026, 1, 1)
_FACTOR = "emission_factor"
_BACK = 0.8
"""How sure it is that an indicator that is named is gone back to with another figure."""


def _asked(text: str, catalogs: Catalogs) -> float:
    """Tell how clearly a message asks to work something out; what is on file is looked up, not worked out."""
    if following.asks_what_is_kept(text):
        return 0.0
    return following.asked(text, catalogs.indicators) or _supposed(text, catalogs)


def _supposed(text: str, catalogs: Catalogs) -> float:
    """Tell how clearly a message goes back to an indicator it names, and asks what it comes to at another figure."""
    text = normalise(text)
    named = following.named(text, catalogs.indicators)
    if named is None or not following.supposes(text):
        return 0.0
    to = any(
        words.TO.search(text[: figure.start]) and words.FOLLOW_UP_END.fullmatch(text[figure.end :].strip())
        for figure in keeping.figures_in(text)
    )
    return _BACK if to and following.follows(text, {"indicator": named}, catalogs.indicators) else 0.0


def _follows(text: str, focus: Focus, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Take what is said on the last calculations: another figure for one of them, or that one is to be kept."""
    last = {name: value for name, value in focus.arguments.items() if name not in {"others", adjusting.OPEN}}
    if not last.get("indicator") or following.asks_what_is_kept(text):
        return None
    several = [last, *focus.arguments.get("others", ())]
    meant = following.about(text, several, catalogs.indicators) if len(several) > 1 else None
    one, keeps = meant or last, following.keeps(text, last)
    said = _with(one, several, text)
    if keeps and (unsettled := focus.arguments.get(adjusting.OPEN)):
        return CALCULATE, {**said, "question": unsettled}
    if (call := _of_result(text, one, several, catalogs)) is not None:
        return call
    if keeps and _gives_what_to_keep(text, last["indicator"], catalogs):
        return KEEP, _with(one, (), text)
    bare = lexicon.FILED.sub(" ", text) if speaks_of_filed(text, catalogs) else text
    if following.follows(bare, one, catalogs.indicators) or _moves(catalogs, text, one):
        return CALCULATE, said
    if (aim := _aimed(text, catalogs, one)) is not None:
        return CALCULATE, _with(one, (), aim)
    if not keeps:
        return None
    done = [other for other in several if _done(catalogs, other)]
    if meant is None and len(done) > 1 and not following.keeps_all(text):
        return KEEP, {"others": done, "question": text}
    return KEEP, _with(meant or (done[0] if done else last), done, text)


def _of_result(
    text: str, one: Mapping[str, Any], several: list[dict[str, Any]], catalogs: Catalogs
) -> tuple[str, dict[str, Any]] | None:
    """Take what is said of a result itself: a doubt, what it is to be called, what does not count, which clause."""
    last, said = several[0], _with(one, several, text)
    if keeping.checks_first(text):
        return KEEP, said
    if _questions(text, last, catalogs) or (last.get("earlier") and restating.restated(text) is not None):
        return CALCULATE, _with(last, several, text)
    if pairing.asks_both(text) or _asks_again(text, one, catalogs):
        return CALCULATE, said
    if clause := _clause_asked(text, last["indicator"], catalogs):
        return clause
    return (CALCULATE, said) if _adjusts(text, one, catalogs) else None


def _clause_asked(text: str, indicator: str, catalogs: Catalogs) -> tuple[str, dict[str, Any]] | None:
    """Return the call that answers a message out of the clause of an indicator; None where it names another."""
    if following.names_another(text, indicator, catalogs.indicators):
        return None
    return sourcing.clause_asked(text, catalogs.indicators[indicator])


def _gives_what_to_keep(text: str, indicator: str, catalogs: Catalogs) -> bool:
    """Tell whether a message states a rate itself, or gives all figures of it anew."""
    if following.names_another(text, indicator, catalogs.indicators):
        return False
    record, figures = catalogs.indicators[indicator], keeping.figures_in(text)
    if of_two_periods(record):
        return False
    if len(figures) == 1:
        return figures[0].relative and keeping.value_of(text, record) is not None
    return choosing.given_in(text, catalogs, _ANY_DAY, indicator) is not None


def _with(one: Mapping[str, Any], several: Sequence[Mapping[str, Any]], text: str) -> dict[str, Any]:
    """Return the arguments for what is said of one calculation, with those of several that were done beside it."""
    others = [other for other in several if other is not one]
    return {**one, **({"others": others} if others else {}), "question": text}


def _questions(text: str, last: Mapping[str, Any], catalogs: Catalogs) -> bool:
    """Tell whether a message doubts the last result, or denies a figure of it and gives none instead."""
    if following.names_another(normalise(text), last["indicator"], catalogs.indicators):
        return False
    denies = len(text) <= _SHORT * 2 and following.about_figures(text) and keeping.only_denies(text)
    return denies or following.doubts(text)


def _asks_again(text: str, one: Mapping[str, Any], catalogs: Catalogs) -> bool:
    """Tell whether a message asks once more what a calculation that is done came to."""
    known = given_as.carried(catalogs, one)
    asks = known is not None and recalling.asks_again(text, catalogs.indicators[known.indicator], known)
    return asks and _done(catalogs, one)


def _adjusts(text: str, one: Mapping[str, Any], catalogs: Catalogs) -> bool:
    """Tell whether a message takes something off a figure of a calculation, or adds to one, and keeps nothing."""
    known = given_as.carried(catalogs, one)
    if known is None or words.KEEPS.search(normalise(text)) or not _done(catalogs, one):
        return False
    another = following.names_another(normalise(text), known.indicator, catalogs.indicators)
    return not another and adjusted(text, catalogs.indicators[known.indicator], known) is not None


def _aimed(text: str, catalogs: Catalogs, one: Mapping[str, Any]) -> str | None:
    """Return what a message asks of a figure that is aimed at, where it is one of the calculation."""
    known = given_as.carried(catalogs, one)
    if known is None or following.names_another(text, known.indicator, catalogs.indicators):
        return None
    return aiming.aimed(text, catalogs.indicators[known.indicator], known)


def speaks_of_filed(text: str, catalogs: Catalogs) -> bool:
    """Tell whether a message puts a figure right of what was kept, and is about no fact of the firm.

    Args:
        text: The message as written.
        catalogs: The catalogs.
    """
    text = normalise(text)
    filed = lexicon.FILED.search(text) is not None
    wrong = following.corrects(text) or lexicon.FILED_WRONGLY.search(text) is not None
    return filed and wrong and not _of_a_fact(text, catalogs)


def _of_a_fact(text: str, catalogs: Catalogs) -> bool:
    """Tell whether a message states a fact of the firm, or names one and no indicator."""
    fields = catalogs.archive.by_key
    if archive.facts_of(text, fields):
        return True
    return bool(archive.asked(text, fields)[1]) and following.named(text, catalogs.indicators) is None


def _moves(catalogs: Catalogs, text: str, one: Mapping[str, Any]) -> bool:
    """Tell whether a short message says no more than that a figure of the calculation is so much more or less."""
    known = given_as.carried(catalogs, one)
    if known is None or len(text) > _SHORT or not following.about_figures(text):
        return False
    record = catalogs.indicators[known.indicator]
    return moving.moved(text, record, known) is not None or lowered(text, record, known) is not None


def _done(catalogs: Catalogs, one: Mapping[str, Any]) -> bool:
    """Tell whether the arguments of a calculation come to a value."""
    known = given_as.carried(catalogs, one)
    return known is not None and results.whole(work(catalogs, known))


@tool(wording.CALCULATE_KPI, readers={"question": following.answer}, follows=_follows, sure=_asked)
async def calculate_kpi(  # noqa: PLR0912, PLR0913, PLR0917 -- each is optional, and comes by name
    context: ToolContext,
    indicator: str = "",
    values: dict[str, str] | None = None,
    earlier: dict[str, str] | None = None,
    change: str = "",
    period: str = "",
    asked: str = "",
    others: list[dict[str, Any]] | None = None,
    question: str = "",
) -> CalculateKpiResult:
    """Work out one of the 44 indicators of Appendix 2 from figures, or ask for the figure that is missing.

    Args:
        indicator: The indicator's id, such as a.1.1, or its name.
        values: The figures known, by the variable's key or name, each with its unit, such as 500 yuan or a date.
        earlier: The figures of the period before, where an indicator that is one period's level is compared.
        change: By how much it went up or down, such as -20%, where that is given instead of one of two values.
        period: The period the figures known are for, in words.
        asked: The key of the variable that was asked for, which the question answers.
        others: What was worked out beside it, each with its indicator and figures, so that it can still be kept.
        question: The person's words; figures in them go before those given.
    """
    catalogs = context.library.catalogs
    known = given_as.given(catalogs, indicator, values, earlier, change, period)
    question = await _without_names(context, question)
    before = asked.startswith(telling.EARLIER)
    if not question.strip():
        return _told(context, [known]) if known else asking_back.which(context, ())
    if known is not None and not asked:
        if (first := await _said_of_result(context, known, question)) is not None:
            return _told(context, [known], first=first, others=others)
        known = await _gone_back(context, known, question) or known
        if (told := await _altered(context, known, question, others)) is not None:
            return told
    base = Given(known.indicator, known.earlier, period=known.period) if known and before else known
    today = days.today(context.now)
    found = reading.read(
        question, catalogs.indicators, today, known=base, asked=asked.removeprefix(telling.EARLIER) or None
    )
    bare = known is None or known == Given(known.indicator, period=known.period)
    if bare and (last := await _last(context, found, question)):
        known = base = last
        found = reading.read(question, catalogs.indicators, today, known=last)
    if asked and known is not None and not found.figures and following.gives_up(question):
        return asking_back.put_off(context, known, asked)
    if (told := _unread(context, known, found, question)) is not None:
        return told
    unused = bool(found.figures) and not bare and all(one == Given(one.indicator) for one in found.given)
    said_for = "" if unused else telling.period(question, today)
    given = [_dated(catalogs, one, base, said_for) for one in found.given]
    if known and before and given[0].indicator == known.indicator:
        given = [Given(known.indicator, known.values, given[0].values, problem=given[0].problem)]
    first = wording.NO_FACTOR if asked == _FACTOR else wording.NOT_UNDERSTOOD
    lost = not found.figures and bool(asked) and not following.accepts(question)
    told = _told(context, given, first=first if lost else "", others=others)
    goes_on = known is not None and not bare and known.indicator == given[0].indicator
    whose = "" if asked else owning.worked_out_for(question, goes_on=goes_on)
    if whose:
        # Nothing to be kept: what is said next leans on no calculation.
        cleared = {"suggestions": (), "focus": Focus(question=context.question), "results": ()}
        told = told.model_copy(update={"text": f"{told.text}\n\n{whose}", **cleared})
    if not lexicon.NOT_FILED.search(normalise(question)):
        if speaks_of_filed(question, catalogs):
            return await putting_right.offered(context, told)
        if base and following.amends(question):
            told = await putting_right.offered(context, told, was=work(catalogs, base).value)
    if unused and base and _restates(found, base, catalogs):
        return _told(context, [base], first=wording.AS_SHOWN, others=others)
    now = pairing.of_share(found, base, catalogs) if unused and base else given[0]
    side = pairing.side_by_side(context.library, base, now, question, today) if base and now and not asked else ""
    first = side or (wording.NOT_USED if unused else "")
    return told.model_copy(update={"text": f"{first}\n\n{told.text}"}) if first else told


def _unread(context: ToolContext, known: Given | None, found: Read, question: str) -> CalculateKpiResult | None:
    """Answer a message that gives nothing to work out: no figures of one's own, or of no indicator."""
    whole = any(results.whole(work(context.library.catalogs, one)) for one in found.given)
    if not whole and (said := owning.not_ones_own(question, goes_on=known is not None)):
        return CalculateKpiResult(text=said)
    if found.given:
        return None
    if known is None:
        return asking_back.which(context, found.candidates, question if found.figures else "")
    return _told(context, [known], first=wording.NOT_UNDERSTOOD)


async def _altered(
    context: ToolContext, known: Given, question: str, others: list[dict[str, Any]] | None
) -> CalculateKpiResult | None:
    """Work out the last calculation with a figure so much more or less, or without another for one that is denied.

    None where a message says nothing like it.
    """
    if keeping.only_denies(question):
        return _told(context, [known], first=wording.DENIED, others=others)
    catalogs = context.library.catalogs
    record = catalogs.indicators[known.indicator]
    if following.names_another(normalise(question), record.id, catalogs.indicators) or owning.of_others(question):
        return None
    before = work(catalogs, known)
    change = adjusted(question, record, known) if results.whole(before) else None
    if change is not None and not change.certain:
        last = {**known.arguments(), **({"others": others} if others else {})}
        return adjusting.asked(record, change, last, question)
    if change is not None:
        told = _told(context, [change.options[0][1]], first=adjusting.said(record, change), others=others)
        return await putting_right.offered(context, told, was=before.value)
    if (lower := lowered(question, record, known)) is not None:
        return _told(context, [lower[1]], first=adjusting.said_lower(record, *lower), others=others)
    one = moving.moved(question, record, known)
    return _told(context, [one], others=others) if one else None


def _restates(found: Read, known: Given, catalogs: Catalogs) -> bool:
    """Tell whether a message states no more than the share that a calculation has come to."""
    value = work(catalogs, known).value
    one = len(found.shares) == found.figures == 1
    return value is not None and one and keeping.matches(found.shares[0] * 100, value)


async def _said_of_result(context: ToolContext, known: Given, question: str) -> str | None:
    """Return what goes before the last result, where a message is about that and gives no figure; None elsewhere."""
    catalogs = context.library.catalogs
    if known.earlier and (said := restating.restated(question)) is not None:
        outcome = work(catalogs, known)
        return restating.told(said, outcome.earlier or Decimal(0), outcome.value or Decimal(0))
    if pairing.asks_both(question):
        return await pairing.last_two(context)
    if _asks_again(question, known.arguments(), catalogs):
        return ""
    return wording.CHECKED if following.doubts(question) and results.whole(work(catalogs, known)) else None


async def _without_names(context: ToolContext, question: str) -> str:
    """Return an operator's words without the names of enterprises on file, whose numerals are no figures."""
    if context.role != "operator" or not question.strip():
        return question
    async with context.store.session() as session:
        named = await EnterpriseRepository(session).named_in(question)
    for _, name in named:
        if called := naming.called(question, name):
            question = normalise(question).replace(called, " ")
    return question


async def _last(context: ToolContext, found: Read, question: str) -> Given | None:
    """Return what this talk has worked out of an indicator, where another figure is now supposed for one of its own."""
    if len(found.given) > 1 or not following.supposes(question) or not (found.given or found.figures):
        return None
    meant = {one.indicator for one in found.given}
    done = talk.latest(await talk.worked_out(context))
    one = next((one for one in done if meant <= {one["indicator"]}), None)
    return given_as.given(context.library.catalogs, **one) if one else None


async def _gone_back(context: ToolContext, known: Given, question: str) -> Given | None:
    """Return what this talk has worked out of another indicator, where a figure of that is corrected or supposed."""
    if not known.values or not following.supposes(question):
        return None
    one = talk.meant(question, known.arguments(), await talk.worked_out(context), context)
    return given_as.given(context.library.catalogs, **one) if one else None


def _dated(catalogs: Catalogs, given: Given, known: Given | None, period: str) -> Given:
    """Put what is given before what was known, and say for which period; none where it compares two."""
    joined = given if known is None else given.over(known)
    record = catalogs.indicators[given.indicator]
    if joined.earlier or of_two_periods(record):
        return replace(joined, period="")
    anew = known is not None and results.whole(work(catalogs, given))
    return replace(joined, period=period or ("" if anew else joined.period))


def _told(
    context: ToolContext,
    given: list[Given],
    *,
    first: str = "",
    others: list[dict[str, Any]] | None = None,
) -> CalculateKpiResult:
    """Work indicators out and put them into words; the last that lacks something is asked about."""
    catalogs = context.library.catalogs
    outcomes = [work(catalogs, one) for one in given]
    told = [telling.tell(context.library, outcome, alone=len(outcomes) == 1) for outcome in outcomes]
    records = tuple(telling.result(catalogs, outcome) for outcome in outcomes)
    asking = next((i for i, one in enumerate(told) if one.question), None)
    blocks = ["\n\n".join(one.blocks) for one in told if one.blocks]
    if first:
        blocks.insert(0, first)
    pending = None
    focus = records[0].given
    if asking is not None:
        one, focus = told[asking], _without_wrong(outcomes[asking])
        blocks.append(one.question)
        pending = Pending(
            tool=CALCULATE, slot="question", arguments={**focus, "asked": one.asked}, question=one.question
        )
    beside = [record.given for record in records] + list(others or ())
    told_of: dict[str, dict[str, Any]] = {}
    for other in beside:
        if other.get("indicator") != focus["indicator"]:
            told_of.setdefault(str(other["indicator"]), other)
    passages = tuple(dict.fromkeys(p for one in told for p in one.passages))
    single = records[0].model_dump(exclude={"given"}) if len(records) == 1 else {}
    done = [record.given for outcome, record in zip(outcomes, records, strict=True) if results.whole(outcome)]
    return CalculateKpiResult(
        text=("\n\n".join(blocks) if len(told) == 1 else "\n\n---\n\n".join(b for b in blocks if b)).strip(),
        citations=tuple(dict.fromkeys(c for one in told for c in one.citations)),
        suggestions=tuple(_next(done)),
        focus=Focus(
            passages=passages,
            question=context.question,
            tool=CALCULATE,
            arguments={**focus, **({"others": list(told_of.values())} if told_of else {})},
        ),
        pending=pending,
        results=records,
        **single,
    )


def _without_wrong(outcome: Outcome) -> dict[str, Any]:
    """Leave out the figures that are wrong, so that the answer takes their place."""
    arguments = outcome.given.arguments()
    if outcome.problem is None or outcome.problem.kind in {"period", "part_over_whole", "date_order"}:
        return arguments
    wrong = set(outcome.problem.variables)
    kept = {k: v for k, v in arguments.get("values", {}).items() if k not in wrong}
    arguments.pop("values", None)
    arguments.pop("change", None)
    return {**arguments, **({"values": kept} if kept else {})}


def _next(done: list[dict[str, Any]]) -> list[Suggestion]:
    if len(done) != 1:
        return []
    another = Suggestion(title=wording.ANOTHER, tool=CALCULATE, arguments={"indicator": done[0]["indicator"]})
    return [*telling.stages(done[0]), another]
