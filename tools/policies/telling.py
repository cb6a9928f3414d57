"""How a firm's policies are told: one in full, or all of them with a line each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from tools.domain import eligibility, filters, lexicon
from tools.wording import policies as wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from corpus.catalogs import Catalogs, Policy
    from tools.domain.eligibility import Checked, Judgement, State
    from tools.policies.firm import Whom

WAN = 10_000
DETAILED, MORE = 2, 6
"""How many policies that fit are told with their conditions, and how many more by a line."""
Standing = Literal["fits", "open", "fails", "closed"]
SHOWN_FACTS = ("town", "industry", "employees", "revenue_wan", "honors")


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts judgements into words.

    Attributes:
        catalogs: The typed records.
        whom: Whose they are.
    """

    catalogs: Catalogs
    whom: Whom

    @property
    def today(self) -> date:
        """The day they are made on."""
        return self.whom.firm.today

    @property
    def who(self) -> str:
        """What the firm is called in a sentence."""
        if self.whom.source == "own":
            return wording.YOU
        return self.whom.name or wording.THIS_FIRM

    def standing(self, judgement: Judgement) -> Standing:
        """Tell under which heading a policy stands."""
        return "closed" if judgement.policy.open_on(self.today) is False else judgement.verdict

    # --- facts ------------------------------------------------------------------------------------------------------

    def facts(self) -> str:
        """Say what the comparison rests on; empty where nothing is known."""
        firm = self.whom.firm
        told = [
            wording.fact(key, firm.facts[key], firm.bounds.get(key, "exact"))
            for key in SHOWN_FACTS
            if firm.facts.get(key) not in (None, "", [])
        ]
        if firm.level:
            form = wording.LEVEL_SAID if self.whom.level_said else wording.LEVEL_OWN
            told.append(form.format(level=firm.level))
        return wording.LIST_COMMA.join(told)

    # --- all --------------------------------------------------------------------------------------------------------

    def lead(self, judgements: Sequence[Judgement]) -> str:
        """Say how many policies fit."""
        standings = [self.standing(j) for j in judgements]
        counts = [
            form.format(count=standings.count(name)) for name, form in wording.COUNTS.items() if name in standings
        ]
        form = {"own": wording.BASIS_OWN, "named": wording.BASIS_NAMED, "said": wording.BASIS_SAID}[self.whom.source]
        basis = form.format(name=self.who, facts=self.facts())
        return wording.LEAD.format(basis=basis, total=len(judgements), counts=wording.COMMA.join(counts))

    def blocks(self, judgements: Sequence[Judgement]) -> list[str]:
        """Tell all policies, those that fit first and in more words."""
        by: dict[Standing, list[Judgement]] = {}
        for judgement in judgements:
            by.setdefault(self.standing(judgement), []).append(judgement)
        parts: list[str] = []
        if fits := by.get("fits"):
            lines = [self._item(n, judgement) for n, judgement in enumerate(fits[:DETAILED], 1)]
            lines += [self._line(j, self._summary(j)) for j in fits[DETAILED : DETAILED + MORE]]
            rest = fits[DETAILED + MORE :]
            if rest:
                titles = wording.LIST_COMMA.join(wording.short(j.policy.title) for j in rest)
                lines.append(wording.MORE_FITS.format(count=len(rest), titles=titles))
            parts.append("\n".join([wording.FITS, *lines]))
        if left := by.get("open"):
            parts.append("\n".join([wording.OPEN, *self._open_lines(left)]))
        if fails := by.get("fails"):
            parts.append("\n".join([wording.FAILS, *(self._line(j, self._why_not(j)) for j in fails)]))
        if closed := by.get("closed"):
            parts.append("\n".join([wording.CLOSED, *(self._line(j, self.time(j.policy)) for j in closed)]))
        return parts

    def dated(self, judgements: Sequence[Judgement]) -> list[Judgement]:
        """Return those with a last day that is still to come, the first to end first."""
        days = [(j.policy.apply_until or j.policy.in_force_until, j) for j in judgements]
        coming = [(day, j) for day, j in days if day is not None and day >= self.whom.firm.today]
        return [j for _, j in sorted(coming, key=lambda one: one[0])]

    def soonest(self, dated: Sequence[Judgement], count: int) -> str:
        """Say which of the policies that may be offered ends first.

        Args:
            dated: Those with a last day, in their order.
            count: How many may be offered.
        """
        if not dated:
            return wording.NONE_DATED.format(count=count)
        lines = [self._line(j, self.time(j.policy)) for j in dated[:DETAILED]]
        left = wording.REST_UNDATED.format(count=count - len(dated)) if count > len(dated) else ""
        return "\n".join([wording.SOONEST.format(title=dated[0].policy.title), *lines]) + left

    def _open_lines(self, judgements: Sequence[Judgement]) -> list[str]:
        """Tell what is open, together where the same fact is missing."""
        by: dict[tuple[str, ...], list[str]] = {}
        lines: list[str] = []
        for judgement in judgements:
            wanted = tuple(name for name in judgement.wanted if name != "plan_time")
            if wanted:
                by.setdefault(wanted, []).append(wording.TITLED.format(title=judgement.policy.title))
            else:
                lines.append(self._line(judgement, self._why_open(judgement)))
        missing = [
            wording.NEEDS_LINE.format(
                wanted=wording.LIST_COMMA.join(wording.NAMES[name] for name in wanted), titles="".join(titles)
            )
            for wanted, titles in by.items()
        ]
        return [*missing, *lines]

    def _item(self, place: int, judgement: Judgement) -> str:
        policy = judgement.policy
        head = wording.ITEM.format(place=place, title=policy.title, level=policy.level)
        parts = [self.amount(judgement), wording.TIME.format(text=self.time(policy)), self._marks(judgement)]
        if policy.how_to_apply:
            parts.append(wording.HOW.format(text=policy.how_to_apply))
        return "\n".join([head, *(wording.SUB.format(text=part) for part in parts if part)])

    def _marks(self, judgement: Judgement) -> str:
        """Show the conditions of a policy in one line: those that are told by what is known, and how many are not."""
        own = [c for c in judgement.checks if c.condition.goal is None and not c.condition.after]
        met = dict.fromkeys(c.settled_by for c in own if c.state == "met" and c.settled_by)
        told = [wording.MARKS["met"] + self._value(name) for name in met]
        if left := sum(state == "unknown" for _, state in eligibility.grouped(own)):
            told.append(wording.MARKS["unknown"] + wording.ONLY_YOU.format(count=left))
        return " ".join(told)

    def _line(self, judgement: Judgement, text: str) -> str:
        return wording.LINE.format(title=judgement.policy.title, text=text)

    def _summary(self, judgement: Judgement) -> str:
        return judgement.policy.summary + self.time(judgement.policy).replace(wording.WINDOW_UNKNOWN, "")

    def _why_not(self, judgement: Judgement) -> str:
        own = [c for c in judgement.checks if c.condition.goal is None and not c.condition.after]
        failed = next(members for members, state in eligibility.grouped(own) if state == "not_met")
        given = next(c for c in failed if c.state == "not_met")
        return wording.REASON.format(text=given.condition.text.rstrip(wording.STOP), given=self._given(given))

    def _why_open(self, judgement: Judgement) -> str:
        own = [c for c in judgement.checks if c.condition.goal is None and not c.condition.after]
        unknown = eligibility.unsettled(own)
        nearly = next((c for c in unknown if c.settled_by), None)
        if nearly is not None:
            text = nearly.condition.text.rstrip(wording.STOP)
            return wording.REASON.format(text=text, given=self._doubt(nearly))
        decides = [c for c in unknown if c.condition.op == "project"] or unknown
        return wording.PROJECT.format(text=wording.SEMICOLON.join(_texts(decides)))

    # --- one --------------------------------------------------------------------------------------------------------

    def single(self, judgement: Judgement, goal: str | None) -> list[str]:
        """Tell one policy in full.

        Args:
            judgement: The policy held against the firm.
            goal: The single end that was asked about.
        """
        policy = judgement.policy
        groups = eligibility.grouped(judgement.checks)
        now = [g for g in groups if g[0][0].condition.goal is None and not g[0][0].condition.after]
        later = [g for g in groups if g[0][0].condition.after]
        parts = [self._conclusion(judgement, goal)]
        if now:
            parts.append("\n".join([wording.CONDITIONS, *(self._checked(*g) for g in now)]))
        else:
            parts.append(wording.NO_CONDITIONS)
        for name in judgement.goals():
            lines = [self._checked(*g) for g in groups if g[0][0].condition.goal == name]
            parts.append("\n".join([wording.CONDITIONS_OF.format(goal=name), *lines]))
            parts.append(wording.OTHER_GOALS.format(goal=name))
        if later:
            lines = [self._checked(*g) for g in later]
            parts.append("\n".join([wording.AFTERWARDS, *lines]))
        if note := self._size_note(judgement):
            parts.append(note)
        parts.append(self.amount(judgement) or wording.NO_AMOUNT)
        parts.append(wording.TIME.format(text=self.time(policy)))
        parts.append(wording.HOW.format(text=policy.how_to_apply or wording.NO_HOW))
        parts.append(self.trust(policy))
        return parts

    def brief(self, judgement: Judgement, goal: str | None, text: str) -> list[str]:
        """Tell of a policy that was gone through only the conditions asked about; empty where none are.

        Args:
            judgement: The policy held against the firm.
            goal: The single end that was asked about.
            text: The question, normalised.
        """
        if not eligibility.held_against_it(text):
            return []
        measures = eligibility.measured(text)
        groups = [g for g in eligibility.grouped(judgement.checks) if not g[0][0].condition.after]
        groups = [g for g in groups if g[0][0].condition.goal in {None, goal}]
        conclusion = self._conclusion(judgement, goal)
        if not measures:
            left = [g for g in groups if g[1] != "met"]
            return [conclusion, "\n".join(self._checked(*g) for g in left)] if left else []
        named = [g for g in groups if any(p.search(c.condition.text) for c in g[0] for p in measures)]
        states = {state for _, state in named}
        if len(states) != 1:
            return []
        lead = wording.OF_MEASURE[states.pop()].format(who=self.who)
        return ["\n".join([lead, *(self._checked(*g) for g in named)]), conclusion]

    def _conclusion(self, judgement: Judgement, goal: str | None) -> str:
        if self.standing(judgement) == "closed":
            return wording.CLOSED_NOW.format(title=judgement.policy.title, text=self._window(judgement.policy))
        checks = [c for c in judgement.checks if c.condition.goal in {None, goal} and not c.condition.after]
        verdict = eligibility.verdict_of(checks)
        left = eligibility.unsettled(checks)
        why = ""
        if verdict == "fails":
            failed = [members[0] for members, state in eligibility.grouped(checks) if state == "not_met"]
            why = wording.NOT_MET_BECAUSE.format(text=wording.SEMICOLON.join(_texts(failed)))
        elif wanted := dict.fromkeys(wording.NAMES[c.wanted] for c in left if c.wanted):
            why = wording.UNKNOWN_BECAUSE.format(wanted=wording.LIST_COMMA.join(wanted))
        elif doubts := [self._doubt(c) for c in left if c.settled_by]:
            why = doubts[0]
        elif decides := [c for c in left if c.condition.op == "project"]:
            why = wording.PROJECT.format(text=wording.SEMICOLON.join(_texts(decides)))
        else:
            why = wording.ONLY_YOU.format(count=len(left))
        form = (wording.CONCLUSION if goal is None else wording.CONCLUSION_GOAL)[verdict]
        return form.format(title=judgement.policy.title, who=self.who, goal=goal, why=why)

    def _checked(self, members: tuple[Checked, ...], state: State) -> str:
        return wording.CHECKED.format(
            mark=wording.MARKS[state], text=members[0].condition.text, note=self._note(members)
        )

    def _note(self, members: tuple[Checked, ...]) -> str:
        told: list[str] = []
        met = any(c.state == "met" for c in members)
        if values := dict.fromkeys(self._value(c.settled_by or "") for c in members if c.state != "unknown"):
            told.append(wording.GIVEN.format(who=self.who, value=wording.LIST_COMMA.join(values)))
        for check in members:
            alternative = check.condition.any_of is not None
            if check.condition.after:
                told.append(self._rated())
            elif check.state != "unknown":
                if check.condition.op == "in" and check.state == "met":
                    told.append(wording.TRADE_NOTE)
            elif alternative and met:
                continue
            elif check.wanted:
                told.append(wording.NOT_KNOWN.format(name=wording.NAMES[check.wanted]))
            elif check.settled_by:
                told.append(self._doubt(check))
            elif check.condition.op == "sized":
                told.append(wording.SIZE_UNKNOWN)
            elif check.condition.about:
                told.append(wording.BY_HAND_ABOUT.format(about=check.condition.about))
            else:
                told.append(wording.BY_HAND)
        return wording.NOTE.format(text=wording.SEMICOLON.join(dict.fromkeys(told))) if told else ""

    def _rated(self) -> str:
        if self.whom.firm.level is None:
            return wording.NOT_RATED.format(who=self.who)
        form = wording.RATED_SAID if self.whom.level_said else wording.RATED
        return form.format(who=self.who, level=self.whom.firm.level)

    def _given(self, check: Checked) -> str:
        name = check.settled_by or check.condition.field or ""
        return wording.GIVEN.format(who=self.who, value=self._value(name))

    def _value(self, name: str) -> str:
        firm = self.whom.firm
        return wording.fact(name, firm.facts.get(name, ""), firm.bounds.get(name, "exact"))

    def _doubt(self, check: Checked) -> str:
        """Say why a fact that is known does not settle a condition."""
        value = self._value(check.settled_by or "")
        if check.condition.rules_out:
            return wording.BY_HAND
        form = {
            "in": wording.TO_BE_TOLD,
            "within": wording.REGION_TO_BE_TOLD if check.condition.maybe else wording.PLACE_TO_BE_TOLD,
            "planned": wording.PLAN_TO_BE_TOLD,
        }.get(check.condition.op, wording.NEAR_BAR)
        return form.format(value=value)

    def _size_note(self, judgement: Judgement) -> str:
        if not any(c.condition.op == "sized" and c.settled_by for c in judgement.checks):
            return ""
        policy = next(p for p in self.catalogs.policies.values() if eligibility.sizing_of([p]))
        text = eligibility.sizing_of([policy])[0].text
        return wording.SIZE_BY.format(title=policy.title, text=text)

    # --- money, time, trust -----------------------------------------------------------------------------------------

    def amount(self, judgement: Judgement) -> str:
        """Say what a policy pays, in its own words, and what that comes to; empty where it says no amount."""
        policy = judgement.policy
        lines = list(dict.fromkeys(rate.text for rate in policy.rates))
        if not lines:
            return ""
        capped = [c.condition.text for c in judgement.checks if c.condition.after and policy.rates[0].caps_by_level]
        told = "".join(dict.fromkeys([*lines, *capped]))
        if (worth := self.estimate(judgement)) is not None:
            told += worth[1]
        return wording.AMOUNT.format(text=told)

    def estimate(self, judgement: Judgement) -> tuple[Decimal, str] | None:
        """Return the most a policy gives on what the project costs, in yuan, with the words for it."""
        spent, policy = self.whom.investment, judgement.policy
        if spent is None or judgement.verdict == "fails" or not policy.rates:
            return None
        failed = {c.condition.text for c in judgement.checks if c.state == "not_met"}
        of_spent = [rate for rate in policy.rates if rate.base == eligibility.INVESTMENT and rate.text not in failed]
        if len(of_spent) != 1:
            return None
        rate = of_spent[0]
        most = eligibility.estimate(rate, spent)
        text = wording.ESTIMATE.format(
            invested=wording.number(spent / WAN),
            most=wording.number(most / WAN),
            share=wording.number(Decimal(str(rate.share)) * 100),
            cap=wording.ESTIMATE_CAP.format(cap=wording.number(Decimal(str(rate.cap)) / WAN)) if rate.cap else "",
        )
        by_level = [Decimal(str(cap)) for cap in rate.caps_by_level.values()]
        if by_level and most > min(by_level):
            text += wording.COMMA + wording.ESTIMATE_LEVELS
        return most, text + wording.STOP

    def time(self, policy: Policy) -> str:
        """Say whether one can apply today and how long a policy holds, in days."""
        parts = [self._window(policy)]
        until = policy.in_force_until
        if until is not None and policy.open_on(self.today) is not False:
            days = (until - self.today).days
            form = wording.HOLDS_UNTIL if days else wording.LAST_DAY
            parts.append(form.format(day=wording.day_of(until), days=days))
        return "".join(parts)

    def _window(self, policy: Policy) -> str:
        today = self.today
        if policy.apply_until is not None and policy.apply_until < today:
            days = (today - policy.apply_until).days
            return wording.WINDOW_CLOSED.format(day=wording.day_of(policy.apply_until), days=days)
        if policy.apply_from is not None and policy.apply_from > today:
            days = (policy.apply_from - today).days
            return wording.NOT_YET.format(day=wording.day_of(policy.apply_from), days=days)
        if policy.apply_until is not None:
            days = (policy.apply_until - today).days
            return wording.OPEN_UNTIL.format(day=wording.day_of(policy.apply_until), days=days)
        return wording.OPEN_NO_END if policy.apply_from is not None else wording.WINDOW_UNKNOWN

    def trust(self, policy: Policy) -> str:
        """Say how far a record was checked, and where it was seen."""
        text = (wording.VERIFIED if policy.confidence == "verified" else wording.PARTIAL) + (policy.unverified or "")
        source = wording.SOURCE_LINK.format(url=policy.sources[0].url) if policy.sources else ""
        return "\n".join(part for part in (wording.TRUST.format(text=text), source) if part)

    def gone(self, policy: Policy) -> str | None:
        """Say why a policy is not offered at all; None where it is."""
        successor = self.catalogs.policies.get(policy.replaced_by or "")
        if successor is not None:
            return wording.REPLACED.format(title=policy.title, new=successor.title)
        if filters.ended(policy, self.today) and policy.in_force_until is not None:
            return wording.ENDED.format(title=policy.title, day=wording.day_of(policy.in_force_until))
        if policy.applies != "firms":
            return wording.NOT_FOR_FIRMS.format(title=policy.title, summary=policy.summary)
        return None


def _texts(checks: Iterable[Checked]) -> list[str]:
    return list(dict.fromkeys(check.condition.text.rstrip(wording.STOP) for check in checks))


def place_weighed(question: str) -> str:
    """Say which place policies are held against, where words name several: a branch's, or where a firm is registered.

    Args:
        question: The person's words.
    """
    if branch := eligibility.branch_asked(question):
        return wording.OF_BRANCH.format(place=branch)
    registered = eligibility.registered_apart(question)
    return wording.OF_REGISTERED.format(place=registered) if registered else ""


def offered(catalogs: Catalogs, today: date) -> list[Policy]:
    """Return the policies firms apply under that hold on a day: those that pay first, then the nearest.

    Args:
        catalogs: The typed records.
        today: The day.
    """
    firms = [p for p in catalogs.policies.values() if p.applies == "firms" and not filters.ended(p, today)]

    def key(policy: Policy) -> tuple[bool, int, str]:
        near = lexicon.NEAREST_FIRST
        place = near.index(policy.level) if policy.level in near else len(near)
        return (not policy.rates, place, policy.id)

    return sorted(firms, key=key)
