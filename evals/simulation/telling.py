"""Holds the half-year's rows against the rules of manners, and writes the report."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from evals.simulation import wording
from evals.simulation.running import FIRST
from evals.simulation.world import SHANGHAI
from tools.domain.follow_ups import shipped
from tools.domain.follow_ups.calendar import is_workday
from tools.wording import follow_ups as shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from evals.simulation.running import Half, Row

OUT = ("sent", "uncertain")
ENDED = ("cancelled", "expired", "failed")
UNTOLD = ("policy_deadline", "campaign")
"""Moments of which no table tells whether what was asked has happened."""
WEEK, DAY = timedelta(days=7), timedelta(days=1)
SHOWN = 14
"""Lines of the story of one enterprise."""


def checks(half: Half) -> dict[str, tuple[int, int]]:
    """Return by rule of manners how often it was looked at, and how often it was broken.

    Args:
        half: The half-year.
    """
    manners, told = shipped().manners, [row for row in half.rows if row.told_at is not None]
    by_contact: dict[str, list[tuple[datetime, Row]]] = defaultdict(list)
    for row in told:
        if row.told_at is not None:
            by_contact[row.contact_id].append((row.told_at, row))
    broken: Counter[str] = Counter()
    broken["doubled"] = sum(times > 1 for times in half.ledger.sent.values())
    broken["window"] = half.ledger.shut
    quiet = timedelta(minutes=manners.quiet_minutes)
    for contact, many in by_contact.items():
        many.sort(key=lambda one: one[0])
        times = [at for at, _ in many]
        for at, row in many:
            local, rule = at.astimezone(SHANGHAI), half.rules[row.rule]
            within = manners.opens <= local.time() < manners.closes
            broken["hours"] += not (within and (is_workday(local.date()) or not manners.workdays_only))
            same_day = sum(other.astimezone(SHANGHAI).date() == local.date() for other in times)
            broken["day"] += same_day > manners.most_a_day
            broken["week"] += sum(at - WEEK < other <= at for other in times) > manners.most_a_week
            span = timedelta(days=rule.within_days)
            of_rule = sum(at - span < other <= at for other, one in many if one.rule == row.rule)
            broken["rule"] += of_rule > rule.most
            broken["opted_out"] += any(
                since < at and what in {"all", row.purpose} for since, what in half.ledger.stops.get(contact, ())
            )
            broken["talking"] += any(at - quiet < spoke <= at for spoke in half.firms[contact].spoke)
    looked = {"doubled": len(half.ledger.sent), "window": sum(row.route == "window" for row in told)}
    return {name: (looked.get(name, len(told)), broken[name]) for name in wording.CHECKS}


def report(half: Half) -> str:
    """Write the report of a half-year as Markdown."""
    found, fates = checks(half), Counter(row.state for row in half.rows)
    lost, wrong = half.planned - len(half.rows), sum(bad for _, bad in found.values())
    sent = [row for row in half.rows if row.state in OUT]
    numbers = {
        "planned": half.planned, "sent": fates["sent"], "lost": lost, "broken": wrong,
        "replied": wording.share(sum(row.replied_at is not None for row in sent), len(sent)),
        "converted": wording.share(
            sum(row.converted_at is not None for row in sent if _told(half, row)), sum(_told(half, row) for row in sent)
        ),
        "opted": sum(half.ledger.opted.values()),
    }  # fmt: skip
    last = FIRST + DAY * (half.days - 1)
    lead = wording.LEAD_BAD if lost or wrong else wording.LEAD_GOOD
    parts = wording.PLUS.join(
        wording.PART.format(name=name, count=fates[state]) for state, name in wording.FATES.items() if fates[state]
    )
    account = [
        (name, f"{fates[state]:,}", wording.share(fates[state], half.planned)) for state, name in wording.FATES.items()
    ]
    account += [(wording.LOST, f"{lost:,}", wording.share(lost, half.planned))]
    return "\n\n".join(
        (
            f"# {wording.TITLE.format(firms=len(half.firms), first=_day(FIRST), last=_day(last))}",
            lead.format(**numbers),
            wording.HOW.format(seed=half.seed, seconds=half.seconds),
            f"## {wording.ACCOUNT}",
            wording.SUM_LINE.format(planned=half.planned, parts=parts),
            _table(wording.ACCOUNT_COLUMNS, account),
            f"## {wording.RULES}",
            _table(wording.RULE_COLUMNS, _by_rule(half)),
            wording.UNTOLD.format(days=shipped().manners.converted_days),
            f"## {wording.ROUTES}",
            _table(wording.ROUTE_COLUMNS, _by_route(half)),
            f"## {wording.REASONS}",
            _table(wording.REASON_COLUMNS, _by_reason(half)),
            f"## {wording.MANNERS}",
            _table(wording.MANNER_COLUMNS, _manners(found)),
            _story(half),
        )
    )


def _told(half: Half, row: Row) -> bool:
    """Whether a table tells what came of it."""
    return half.rules[row.rule].moment not in UNTOLD


def _by_rule(half: Half) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    for rule in half.rules.values():
        rows = [row for row in half.rows if row.rule == rule.id]
        states = Counter(row.state for row in rows)
        out = states["sent"]
        replied = wording.share(sum(row.replied_at is not None for row in rows), out)
        converted = sum(row.converted_at is not None for row in rows)
        others = states["uncertain"] + states["failed"] + states["due"] + states["sending"]
        lines.append(
            (
                rule.title, f"{len(rows):,}", f"{out:,}", replied,
                wording.NOT_KNOWN if rule.moment in UNTOLD else wording.share(converted, out),
                str(half.ledger.opted[rule.id]), f"{states['cancelled']:,}", f"{states['expired']:,}",
                f"{states['task'] + states['done']:,}", f"{others:,}",
            )
        )  # fmt: skip
    return lines


def _by_route(half: Half) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    for route, name in shared.ROUTES.items():
        rows = [row for row in half.rows if row.route == route and row.state in {*OUT, "task", "done"}]
        if rows:
            known = [row for row in rows if _told(half, row)]
            replied = wording.share(sum(row.replied_at is not None for row in rows), len(rows))
            converted = wording.share(sum(row.converted_at is not None for row in known), len(known))
            person = route == "person"
            lines.append((name, f"{len(rows):,}", *((wording.NOT_KNOWN,) * 2 if person else (replied, converted))))
    return lines


def _by_reason(half: Half) -> list[tuple[str, ...]]:
    found = Counter((row.state, row.reason) for row in half.rows if row.state in ENDED)
    order = sorted(found.items(), key=lambda one: (ENDED.index(one[0][0]), -one[1]))
    return [(wording.FATES[state], _reason(reason), f"{count:,}") for (state, reason), count in order]


def _reason(reason: str | None) -> str:
    return shared.REASONS.get(reason or "") or (reason or shared.NO_REASON)


def _manners(found: dict[str, tuple[int, int]]) -> list[tuple[str, ...]]:
    manners = shipped().manners
    named = {
        "opens": manners.opens, "closes": manners.closes, "day": manners.most_a_day, "week": manners.most_a_week,
        "quiet": manners.quiet_minutes,
    }  # fmt: skip
    return [
        (
            wording.CHECKS[name].format(**named),
            f"{looked:,}",
            wording.BROKEN.format(count=broken) if broken else wording.OK,
        )
        for name, (looked, broken) in found.items()
    ]


def _story(half: Half) -> str:
    """Tell the half-year of the enterprise whose rules were the most diverse."""
    by_contact: dict[str, list[Row]] = defaultdict(list)
    for row in half.rows:
        by_contact[row.contact_id].append(row)
    contact = max(by_contact, key=lambda one: (_kinds(by_contact[one]), one), default=None)
    if contact is None:
        return ""
    told = sorted(
        ((row.told_at, row) for row in by_contact[contact] if row.told_at and row.state == "sent"),
        key=lambda one: one[0],
    )
    times = [at for at, _ in told]
    most = max((sum(at - WEEK < other <= at for other in times) for at in times), default=0)
    lines = []
    for at, row in told[:SHOWN]:
        result = wording.REPLIED.format(at=_local(row.replied_at)) if row.replied_at else wording.SILENT
        result += wording.CONVERTED.format(at=_local(row.converted_at)) if row.converted_at else ""
        lines.append(
            wording.STORY_LINE.format(
                at=_local(at), rule=half.rules[row.rule].title, route=shared.ROUTES[row.route or "person"],
                text=row.text, result=result,
            )
        )  # fmt: skip
    rest = Counter(_fate(row) for row in by_contact[contact] if row.state != "sent")
    others = ""
    if rest:
        parts = wording.COMMA.join(wording.PART.format(name=name, count=count) for name, count in rest.most_common())
        others = "\n\n" + wording.OTHERS.format(count=rest.total(), parts=parts)
    head = f"## {wording.STORY.format(name=half.firms[contact].name)}"
    return f"{head}\n\n{wording.STORY_LEAD.format(count=len(told), most=most)}\n\n" + "\n".join(lines) + others + "\n"


def _kinds(rows: Sequence[Row]) -> int:
    return len({row.rule for row in rows if row.state == "sent"})


def _fate(row: Row) -> str:
    return _reason(row.reason) if row.state in ENDED else wording.FATES[row.state]


def _local(at: datetime) -> str:
    return wording.day(at.astimezone(SHANGHAI))


def _day(day: date) -> str:
    return day.isoformat()


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" + "--:|" * (len(columns) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
