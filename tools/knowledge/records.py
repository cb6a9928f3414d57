"""Answers about policies, and where those about scenarios come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast

from corpus.lexical import normalise
from tools.domain import eligibility
from tools.kit import lexicon
from tools.kit.tool import Suggestion
from tools.knowledge import figures
from tools.knowledge.draft import Draft, source_line
from tools.knowledge.mismatching import mismatch
from tools.knowledge.nearness import NEAR, nearness
from tools.knowledge.scenarios import (
    ScenarioAspect,
    answer_edited,
    answer_scenario,
    kept_in_mind,
    meant,
    scenario_aspects,
    scenario_called,
    suiting,
)
from tools.knowledge.telling import Told
from tools.knowledge.validity import Standing, local, named_day, standing, validity, written
from tools.wording import records as wording

if TYPE_CHECKING:
    from datetime import datetime

    from corpus.catalogs import Policy
    from corpus.passages import Passage
    from tools.kit.ports import Library

__all__ = [
    "PolicyAspect",
    "ScenarioAspect",
    "answer_edited",
    "answer_policy",
    "answer_scenario",
    "kept_in_mind",
    "meant",
    "policy_aspects",
    "scenario_aspects",
    "scenario_called",
    "suiting",
    "validity",
]

PolicyAspect = Literal["about", "provisions", "eligibility", "how_to_apply", "validity", "unverified"]

FEW = 6
"""Up to how many lines a field is shown whole."""

FIELDS: tuple[PolicyAspect, ...] = ("provisions", "eligibility", "how_to_apply", "validity")
"""The fields whose lines may answer a question by themselves."""

BARE = 3
"""Below how many characters beside the policy's name a message is about the policy as such."""

SHORT = 6
"""Below how many characters a message that no line is near asks for nothing in particular."""

PLAIN, FOUND = (4.0, 6.0), (3.0, 4.0)
"""How many times as near, and how near at least, another field's line must be: where words name the field, and not."""

BESIDE = 0.5
"""From which share of the nearest line's nearness another line is shown with it."""


def policy_aspects(question: str, field: str | None = None) -> list[PolicyAspect]:
    """Tell which fields of a policy a question is about, the main one first.

    Args:
        question: Normalised text.
        field: The field retrieval found, which leads where the words do not tell.
    """
    found: list[str] = [name for name, pattern in lexicon.POLICY_ASPECTS if pattern.search(question)]
    if wording.GIVES_ASKED.search(question):
        found = ["provisions", *(name for name in found if name != "provisions")]
    if not found and wording.WHAT_IS.search(question):
        found = ["about"]
    if field and field not in found:
        found.append(field)
    return cast("list[PolicyAspect]", found or ["provisions"])


def _ask(title: str, tool: str, **arguments: str) -> Suggestion:
    return Suggestion(title=title, tool=tool, arguments=arguments)


@dataclass(slots=True)
class _Asked:
    """A question about a policy, and what is needed to answer it."""

    library: Library
    policy: Policy
    aspects: list[PolicyAspect]
    question: str
    now: datetime
    scores: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        policy = self.policy
        lines = [line for name in FIELDS for line in self.lines(name)] + _doubts(policy)
        self.scores = dict(zip(lines, nearness(self.question, lines, (policy.title, *policy.aliases)), strict=True))
        leading = self._leading()
        self.aspects = [leading, *(name for name in self.aspects if name != leading)]

    def _leading(self) -> PolicyAspect:
        """Tell which field answers: the one asked for, unless a line of another one is far nearer."""
        main, text = self.aspects[0], self.question
        if main == "unverified":
            return main
        pattern, rest = dict(lexicon.POLICY_ASPECTS)[main], text
        for name in sorted((self.policy.title, *self.policy.aliases), key=len, reverse=True):
            rest = rest.replace(normalise(name), "")
        if text and sum(map(str.isalnum, rest)) < BARE and not pattern.search(rest):
            return "about"
        if self.whole:
            return main
        best = {name: max((self.scores[line] for line in self.lines(name)), default=0.0) for name in FIELDS}
        nearest = max(FIELDS, key=lambda name: best[name])
        plain = pattern.search(text) is not None
        named = any(one.search(text) for one in (wording.TITLE_ASKED, *dict(wording.ABOUT_PARTS)))
        if named and (main == "about" or not plain):
            return "about"
        times, least = PLAIN if plain else FOUND
        return nearest if best[nearest] >= max(least, times * best.get(main, 0.0)) else main

    @property
    def main(self) -> PolicyAspect:
        return self.aspects[0]

    @property
    def says_nothing(self) -> bool:
        """Whether the question is a few words that no line is near."""
        return sum(map(str.isalnum, self.question)) < SHORT and max(self.scores.values()) < NEAR

    @property
    def whole(self) -> bool:
        """Whether all of a field is asked for."""
        return (
            not self.question
            or self.says_nothing
            or wording.WHOLE.search(self.question) is not None
            or (self.main == "provisions" and wording.GIVES_ASKED.search(self.question) is not None)
            or (self.main == "eligibility" and wording.MAY_APPLY.search(self.question) is not None)
        )

    def passage(self, name: str) -> Passage | None:
        return self.library.get(f"{self.policy.id}#{name}")

    def lines(self, name: str) -> list[str]:
        """Return the lines of a field as its passage shows them."""
        passage = self.passage(name)
        return passage.display.split("\n") if passage else []

    def near(self, name: str) -> list[str]:
        """Return the lines of a field that answer the question, the nearest first."""
        ranked = sorted(self.lines(name), key=lambda line: -self.scores.get(line, 0.0))
        best = self.scores.get(ranked[0], 0.0) if ranked else 0.0
        if best < NEAR:
            return []
        return [line for line in ranked if self.scores.get(line, 0.0) >= max(NEAR, BESIDE * best)][:FEW]


def answer_policy(library: Library, policy: Policy, aspects: list[PolicyAspect], now: datetime, question: str) -> Draft:
    """Answer about a policy: what was asked first, then how the policy stands and what was not verified.

    Args:
        library: What has been read.
        policy: The policy.
        aspects: The fields asked for, the main one first.
        now: When the question was asked, in UTC.
        question: The question, for the record.
    """
    asked = _Asked(library, policy, aspects, normalise(question), now)
    replaced_by = library.catalogs.policies.get(policy.replaced_by or "")
    today = local(now)
    about_validity = "validity" in aspects
    stands = standing(
        policy,
        today,
        replaced_by,
        named_day(question, policy, today) if about_validity else None,
        applying=wording.APPLYING.search(asked.question) is not None and (about_validity or "how_to_apply" in aspects),
    )
    draft = Told("policy", "", question=question)
    declined = _silent(policy, asked.question)
    draft.declined = bool(declined)
    lead = _fee(asked, draft) or (
        declined + (_particulars(asked, draft) if declined == wording.NO_DOC_NO else _lead(asked, draft, stands))
    )
    status = ""
    if asked.main != "validity":
        if stands.state != "holds" and not wording.TOLD_IN_SUMMARY.search(lead):
            status = stands.status
        rest = stands.note if status else stands.text
        if rest:
            draft.notes.append(wording.VALIDITY.format(text=rest))
        draft.tell(asked.passage("validity"), _noted(policy, stands), block=False)
    draft.lead = mismatch(policy, asked.question, lead) + status + lead
    if unverified := _unverified(asked):
        draft.notes.append(unverified)
    draft.suggestions = _next(library, asked, stands, replaced_by)
    draft.source = source_line(draft.quotes[0], policy.doc_no)
    return draft


def _noted(policy: Policy, stands: Standing) -> list[str]:
    """Return the pieces of the policy's own note that are shown."""
    note = stands.note
    return [note] if note and note in policy.validity_note else [policy.validity_note]


def _lead(asked: _Asked, draft: Told, stands: Standing) -> str:
    """Write the conclusion, and tell the lines below it."""
    policy, question = asked.policy, asked.question
    if asked.main == "validity":
        draft.tell(asked.passage("validity"), _noted(policy, stands), block=False)
        others = [name for name in asked.aspects[1:] if name in {"provisions", "eligibility"}]
        for name in others[:1]:
            draft.tell(asked.passage(name), asked.near(name)[:2])
        return _dated(asked, stands)
    if asked.main == "unverified":
        passage = asked.passage("unverified")
        if passage is not None:
            draft.tell(passage, [passage.display], block=False)
            return wording.UNVERIFIED.format(text=passage.display)
        return wording.VERIFIED + _about(asked, draft)
    if asked.main == "how_to_apply":
        passage = asked.passage("how_to_apply")
        if passage is not None:
            draft.tell(passage, [passage.display], block=False)
            return passage.display
        return wording.NO_HOW + _about(asked, draft)
    estimate, fit = figures.estimate(policy, question), figures.fit(policy, question)
    findings = [found for found in (estimate, fit) if found]
    if findings:
        amount = "" if estimate or not lexicon.AMOUNT_ASKED.search(question) else _amount(asked)
        draft.tell(asked.passage("provisions"), [amount], block=False)
        lines = dict.fromkeys(line for found in findings for line in found.lines)
        blocks = [("provisions", list(lines))]
        if asked.main == "eligibility" or not lexicon.AMOUNT_ASKED.search(question):
            blocks.append(("eligibility", asked.lines("eligibility")))
        for field_name, told in sorted(blocks, key=lambda block: block[0] != asked.main):
            draft.tell(asked.passage(field_name), told)
        return amount + "".join(found.text for found in findings)
    if lexicon.AMOUNT_ASKED.search(question) and (line := _no_money(policy)):
        draft.tell(asked.passage("provisions" if line in policy.provisions else "about"), [line], block=False)
        return line
    if asked.main == "about":
        return _about(asked, draft)
    return _field(asked, draft)


def _fee(asked: _Asked, draft: Told) -> str:
    """Say whether applying costs anything; empty where that is not asked."""
    told = eligibility.fee_told(asked.question, asked.policy)
    if told is None:
        return ""
    name, line = told
    draft.declined = not line
    if not line:
        return wording.NO_FEE + _about(asked, draft)
    draft.tell(asked.passage(name), [line], block=False)
    return line


def _amount(asked: _Asked) -> str:
    """Return the line that says how much there is, the nearest one where several do."""
    lines = [line for line in asked.lines("provisions") if lexicon.MONEY.search(line) and lexicon.PAID.search(line)]
    return max(lines, key=lambda line: asked.scores.get(line, 0.0), default="")


def _dated(asked: _Asked, stands: Standing) -> str:
    """Write how a policy stands; asked for a day that only the note names, the note comes first."""
    until = asked.policy.in_force_until
    named = written(until) in stands.note if until else wording.YEAR.search(stands.note) is not None
    if stands.state == "holds" and named and wording.WHEN_ASKED.search(asked.question):
        return stands.note + stands.status
    return stands.text


def _no_money(policy: Policy) -> str | None:
    """Return the line by which a policy says that it carries no money."""
    return next((line for line in (policy.summary, *policy.provisions) if wording.NO_MONEY.search(line)), None)


def _head(asked: _Asked, draft: Told) -> str:
    """Name a policy and say in a sentence what it is."""
    passage = asked.passage("about")
    head = passage.display.partition(wording.PARTICULARS)[0] if passage else asked.policy.summary
    draft.tell(passage, [head], block=False)
    return head


def _particulars(asked: _Asked, draft: Told) -> str:
    """Name a policy in the lead, and quote who issued it, its number and its date."""
    lead, passage = _head(asked, draft), asked.passage("about")
    if passage is not None:
        draft.tell(passage, [passage.display.removeprefix(lead)])
    return lead


def _about(asked: _Asked, draft: Told) -> str:
    """Say what a policy is, or which of its particulars is asked for."""
    passage = asked.passage("about")
    if passage is None:
        return asked.policy.summary
    if wording.TITLE_ASKED.search(asked.question) and not wording.DOC_NO.search(asked.question):
        draft.tell(passage, [passage.display], block=False)
        return passage.display
    parts = wording.SENTENCE_MARKS.split(passage.display.partition(asked.policy.summary)[2])
    names = tuple(name for pattern, name in wording.ABOUT_PARTS if pattern.search(asked.question))
    wanted = [part for part in parts if names and part.startswith(names)]
    if wanted:
        draft.tell(passage, wanted, block=False)
        return wording.TITLED.format(title=asked.policy.title) + "".join(wanted)
    lead = _particulars(asked, draft)
    draft.tell(asked.passage("provisions"), asked.lines("provisions")[:FEW])
    return lead


def _field(asked: _Asked, draft: Told) -> str:
    """Answer from the provisions or the conditions: the nearest line first, all of them where all are asked for."""
    passage, lines = asked.passage(asked.main), asked.lines(asked.main)
    if passage is None:
        return _about(asked, draft)
    near, whole = asked.near(asked.main), asked.whole
    if asked.main == "eligibility":
        first = near[0] if near else lines[0]
        of_goal = figures.bar(asked.policy, asked.question)
        draft.tell(asked.passage("provisions"), of_goal, block=False)
        draft.tell(passage, [first], block=False)
        draft.tell(passage, [line for line in (lines if whole or not near else near) if line != first])
        draft.tell(asked.passage("provisions"), [line for line in _limits(asked) if line not in of_goal])
        return "".join((*of_goal, first))
    if near and not whole:
        draft.tell(passage, near[:1], block=False)
        draft.tell(passage, list(dict.fromkeys([*near[1:], *(line for line in lines if line not in near)]))[: FEW - 1])
        lead = near[0]
    else:
        ranked = [*near, *(line for line in lines if line not in near)]
        shown = lines if whole or len(lines) <= FEW + 1 else sorted(ranked[:FEW], key=lines.index)
        draft.tell(passage, shown)
        lead = asked.policy.summary
        if len(shown) < len(lines):
            draft.notes.append(wording.MORE_LINES.format(count=len(lines), shown=len(shown)))
    if "eligibility" in asked.aspects:
        draft.tell(asked.passage("eligibility"), asked.near("eligibility")[:2])
    return lead


def _limits(asked: _Asked) -> list[str]:
    """Return the lines among the provisions that belong to the conditions: limits on size, or lines as near."""
    limits = {limit.text for limit in asked.policy.limits}
    if asked.whole:
        return [line for line in asked.lines("provisions") if line in limits]
    return asked.near("provisions")[:2]


def _silent(policy: Policy, question: str) -> str:
    """Say what is asked for and not known: a document number, an amount."""
    if lexicon.DOC_NO_ASKED.search(question) and policy.doc_no is None:
        return wording.NO_DOC_NO
    told = (*policy.provisions, *policy.eligibility, policy.summary)
    if lexicon.AMOUNT_ASKED.search(question) and not any(
        lexicon.MONEY.search(line) and not wording.OUTPUT.search(line) for line in told
    ):
        return "" if _no_money(policy) else wording.NO_AMOUNT
    return ""


def _doubts(policy: Policy) -> list[str]:
    """Return what was not verified, point by point."""
    return policy.unverified.rstrip(wording.STOP).split(wording.SEMICOLON) if policy.unverified else []


def _unverified(asked: _Asked) -> str:
    """Say what was not verified; particulars, amounts and rumours only where the answer is about them."""
    if asked.main == "unverified":
        return ""
    aside = [wording.RUMOUR]
    if "about" not in asked.aspects:
        aside.append(wording.ONLY_DOCUMENT)
    if asked.main in {"validity", "how_to_apply"}:
        aside.append(wording.ON_AMOUNTS)
    kept = [
        part
        for part in _doubts(asked.policy)
        if asked.scores.get(part, 0.0) >= NEAR or not any(pattern.search(part) for pattern in aside)
    ]
    return wording.UNVERIFIED.format(text=wording.SEMICOLON.join(kept) + wording.STOP) if kept else ""


def _next(library: Library, asked: _Asked, stands: Standing, replaced_by: Policy | None) -> list[Suggestion]:
    """Offer what else there is to ask of a policy; how to apply only where one can."""
    policy = asked.policy
    titles = {
        "firms": (wording.SUGGEST_ELIGIBILITY, wording.SUGGEST_APPLY, wording.SUGGEST_DEADLINE),
        "cities": (wording.SUGGEST_APPLIES, wording.SUGGEST_HOW_FIRMS, wording.SUGGEST_IN_FORCE),
    }.get(policy.applies, (wording.SUGGEST_APPLIES, "", wording.SUGGEST_IN_FORCE))
    if stands.state in {"replaced", "ended"}:
        titles = (titles[0], "", wording.SUGGEST_IN_FORCE)
    offered = [
        *zip(("eligibility", "how_to_apply", "validity"), titles, strict=True),
        ("provisions", wording.SUGGEST_CONTENTS),
    ]
    found = [
        _ask(title, "read_policy", policy=policy.id, aspect=aspect)
        for aspect, title in offered
        if title and aspect not in asked.aspects and asked.passage(aspect)
    ][:3]
    if stands.state == "replaced" and replaced_by is not None and library.get(f"{replaced_by.id}#about"):
        title = wording.SUGGEST_SUCCESSOR.format(title=replaced_by.title)
        found.insert(0, _ask(title, "read_policy", policy=replaced_by.id, aspect="provisions"))
    return found[:3]
