"""Holds policies against a firm, condition by condition, and asks for the one fact that would tell most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from corpus.lexical import normalise
from tools.domain import eligibility
from tools.domain.archive import Refused, accept, archive
from tools.domain.eligibility import lexicon
from tools.domain.region import may_be_name
from tools.kit.errors import NotFound
from tools.kit.lexicon import ASKS, WONDERS
from tools.kit.tool import Citation, Focus, Pending, Suggestion, ToolContext, ToolResult, tool
from tools.policies.firm import FirmFacts, Whom, find
from tools.policies.telling import Standing, Teller, offered, place_weighed
from tools.wording import policies as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.catalogs import Policy
    from tools.domain.eligibility import Judgement

LONGEST_FACT = 16
"""Characters up to which an answer can be a place or a time by itself."""
BUTTONS = 2
"""Policies with a button below a list."""
CITED = 4
"""Policies of a list whose passages are cited."""


class ConditionCheck(BaseModel):
    """One condition held against the firm; ``given`` is the fact it was compared with."""

    model_config = ConfigDict(frozen=True)

    text: str
    field: str | None
    state: Literal["met", "not_met", "unknown"]
    given: Any = None
    about: str | None = None
    goal: str | None = None
    after: bool = False


class PolicyMatch(BaseModel):
    """A policy held against the firm.

    Attributes:
        id: Its id.
        title: Its title.
        standing: ``fits``, ``open``, ``fails``, or ``closed`` to applications.
        conditions: One by one.
        missing: Facts of the archive that would settle what is open.
        estimate: The most it gives on what the project costs, in yuan, as a decimal.
        deadline: The last day to apply, else the last day it holds, as an ISO date.
        days_left: Days until then.
        open_now: Whether one can apply today; None where the sources do not say.
        confidence: How far the record was checked.
        unverified: What was not.
        source: Where it was seen.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    standing: Standing
    conditions: tuple[ConditionCheck, ...]
    missing: tuple[str, ...] = ()
    estimate: str | None = None
    deadline: str | None = None
    days_left: int | None = None
    open_now: bool | None = None
    confidence: str
    unverified: str | None = None
    source: str | None = None


class PolicyMatches(ToolResult):
    """Policies held against a firm.

    Attributes:
        enterprise: The id of the firm, if it is on file.
        facts: What the comparison rests on.
        level: By its diagnosis on the platform, or as it was said.
        policies: Those that may be offered, or the one that was asked about.
        asked: The fact that is asked for.
    """

    enterprise: str | None
    facts: dict[str, Any]
    level: str | None = None
    policies: tuple[PolicyMatch, ...] = ()
    asked: str | None = None


def read_fact(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read the fact that was asked for, and others said with it, out of an answer.

    Args:
        text: Normalised words.
        arguments: What is known; ``asked`` names the fact.

    Returns:
        The facts it holds; None where it holds none.
    """
    asked = arguments.get("asked")
    if lexicon.DONT_KNOW.match(text) and asked:
        return {"skipped": [asked]}
    if lexicon.TO_KEEP.search(text) or _of_another(text, arguments.get("policy")):
        return None
    if lexicon.WHAT_FOR_US.search(text) or (lexicon.DESCRIBED.search(text) and not lexicon.OWN.search(text)):
        return None
    fields = archive().by_key
    said = eligibility.read(text, fields)
    found = {key: value for key, value in said.facts.items() if key in FirmFacts.model_fields}
    bounds = {key: said.bounds[key] for key in found if said.bounds[key] != "exact"}
    if asked in fields and asked not in found and not WONDERS.search(text) and _may_be(asked, text):
        value = accept(fields[asked], lexicon.NONE if lexicon.NONE_SAID.match(text) else text)
        if not isinstance(value, Refused):
            found[asked] = value
    beside = asked is not None and asked not in found
    if not found or (beside and (len(text) > LONGEST_FACT or lexicon.REQUESTED.search(text) or ASKS.search(text))):
        return None
    return {**found, **({"bounds": bounds} if bounds else {})}


def _of_another(text: str, policy: object) -> bool:
    """Tell whether words begin with another policy than the one gone through, and ask whether one may have that."""
    if lexicon.NAMES_ANEW.match(text) is None or lexicon.MAY_WE.search(text) is None:
        return False
    named = next((name for pattern, name in lexicon.NAMED if pattern.search(text)), None)
    return named != policy


def read_firm(text: str, arguments: Mapping[str, Any]) -> str | None:  # noqa: ARG001 -- the shape of ``Reader``
    """Take an answer for the name of an enterprise, or for the description of one.

    Args:
        text: Normalised words.
        arguments: What is known so far.
    """
    said = eligibility.read(text, archive().by_key)
    return text.strip() if may_be_name(text) or said.facts else None


def _may_be(asked: str, text: str) -> bool:
    """Tell whether words may stand for a fact by themselves."""
    if asked == "town":
        return len(text) <= LONGEST_FACT and bool(eligibility.chain(text)) and not ASKS.search(text)
    if asked == "plan_time":
        timed = lexicon.NO_PLAN.search(text) or lexicon.WITHIN_A_YEAR.search(text)
        return len(text) <= LONGEST_FACT and timed is not None
    if asked in {"employees", "revenue_wan", "founded"}:
        counts = asked != "employees" or lexicon.LARGE_SUM.search(text) is None
        return len(text) <= LONGEST_FACT and counts and lexicon.GIVEN_OUT.search(text) is None
    return True


@tool(
    wording.MATCH_POLICIES,
    readers={"answer": read_fact, "enterprise": read_firm},
    follows=eligibility.follows,
    sure=eligibility.surely,
)
async def match_policies(  # noqa: PLR0913, PLR0917 -- each comes by name
    context: ToolContext,
    enterprise: str | None = None,
    policy: str | None = None,
    facts: FirmFacts | None = None,
    asked: str | None = None,
    answer: FirmFacts | str | None = None,
    question: str = "",
) -> PolicyMatches:
    """Tell which policies and subsidies apply to a firm and which do not, condition by condition.

    Args:
        enterprise: For operators: the name or id of an enterprise on file. Leave it out for the speaker's own firm and
            for a firm that is only described.
        policy: Id or title of one policy to go through in full; leave it out for all that firms apply under.
        facts: Facts about the firm that were said in the talk.
        asked: The fact that was asked for last, by its field; set by the tool itself.
        answer: The answer to that question.
        question: The request in the person's words; facts and the policy not given are read from it.
    """
    catalogs = context.library.catalogs
    told = _told(answer, asked)
    heard = (facts or FirmFacts()).joined(told or FirmFacts())
    async with context.store.session() as session:
        whom = await find(context, session, enterprise, heard, question)
    teller = Teller(catalogs, whom)
    sizing = eligibility.sizing_of(catalogs.policies.values())
    of_place = place_weighed(question)
    lost = wording.NOT_UNDERSTOOD if answer and told is None else ""
    named = _policy(context, policy) or eligibility.policy_named(question, catalogs)
    said = {"enterprise": whom.id if whom.source == "named" else None, "question": question}
    known = {name: value for name, value in said.items() if value}
    call = _Call(context, teller, heard, known, lost)
    if named is not None:
        one = catalogs.policies[named]
        words = teller.gone(one)
        successor = catalogs.policies.get(one.replaced_by or "")
        if words is not None and successor is None:
            return call.declined(one, words)
        if words is not None and successor is not None:
            one = successor
        judgement = eligibility.judge(one, whom.firm, sizing)
        goal = next((g for g in judgement.goals() if normalise(g) in normalise(question)), None)
        return call.single(judgement, goal, words or of_place)
    judgements = [eligibility.judge(one, whom.firm, sizing) for one in offered(catalogs, whom.firm.today)]
    return call.all(judgements, of_place)


def _told(answer: FirmFacts | str | None, asked: str | None) -> FirmFacts | None:
    if not isinstance(answer, str):
        return answer
    read = read_fact(normalise(answer), {"asked": asked})
    return FirmFacts.model_validate(read) if read is not None else None


def _policy(context: ToolContext, name: str | None) -> str | None:
    if not name:
        return None
    catalogs = context.library.catalogs
    if name in catalogs.policies:
        return name
    if (found := eligibility.policy_named(name, catalogs)) is not None:
        return found
    held = [p.id for p in catalogs.policies.values() if normalise(name) in normalise(p.title)]
    if len(held) == 1:
        return held[0]
    msg = f"no policy {name!r}"
    raise NotFound(msg, what="policy", name=name)


class _Call:
    """One call, while its result is put together."""

    def __init__(
        self, context: ToolContext, teller: Teller, heard: FirmFacts, known: dict[str, Any], lost: str
    ) -> None:
        self._context, self._teller, self._heard, self._known, self._lost = context, teller, heard, known, lost

    @property
    def _whom(self) -> Whom:
        return self._teller.whom

    def all(self, judgements: list[Judgement], before: str) -> PolicyMatches:
        """Tell all policies that may be offered."""
        teller = self._teller
        may = [j for j in judgements if teller.standing(j) in {"fits", "open"}]
        asked = eligibility.most_useful(may, self._heard.skipped)
        catalogs = self._context.library.catalogs
        if lexicon.SOONEST.search(normalise(str(self._known.get("question") or ""))):
            dated = teller.dated(may)
            return self._result([teller.soonest(dated, len(may))], dated[:CITED], judgements, None)
        if not teller.facts():
            paying = [wording.short(j.policy.title) for j in judgements if j.policy.rates]
            lead = wording.NOTHING_KNOWN.format(
                whom=teller.who, total=len(judgements), titles=wording.LIST_COMMA.join(paying)
            )
            return self._result([lead], judgements[:CITED], judgements, None if self._heard.skipped else "")
        left_out = wording.LEFT_OUT.format(count=len(catalogs.policies) - len(judgements))
        lead = "\n\n".join(part for part in (before, teller.lead(judgements)) if part)
        parts = [lead, *teller.blocks(judgements), wording.NO_WINDOW + left_out]
        shown = [j for j in may if j.verdict == "fits"][:CITED] or judgements[:CITED]
        place = eligibility.uncovered(str(self._whom.firm.facts.get("town") or ""), catalogs.policies.values())
        if place is None:
            return self._result(parts, shown, judgements, asked)
        found = self._result([wording.NONE_OF_PLACE.format(place=place), *parts], shown, judgements, asked)
        return found.model_copy(update={"declined": True})

    def single(self, judgement: Judgement, goal: str | None, before: str) -> PolicyMatches:
        """Tell one policy in full."""
        wanted = judgement.wanted
        if goal is not None and judgement.verdict != "fails":
            of_goal = [c.wanted for c in judgement.checks if c.condition.goal == goal and c.wanted]
            failed = any(c.condition.goal == goal and c.state == "not_met" for c in judgement.checks)
            wanted = () if failed else tuple(dict.fromkeys([*wanted, *of_goal]))
        askable = [w for w in wanted if w in wording.ASK and w not in self._heard.skipped]
        asked = min(askable, key=eligibility.ORDER.index, default=None)
        if self._teller.standing(judgement) == "closed":
            asked = None
        again = self._teller.brief(judgement, goal, normalise(str(self._known.get("question") or "")))
        parts = [p for p in (before, *(again or self._teller.single(judgement, goal))) if p]
        return self._result(parts, [judgement], [judgement], asked, policy=judgement.policy.id)

    def declined(self, policy: Policy, words: str) -> PolicyMatches:
        """Say that a policy is not one that firms can apply under now."""
        passage = self._context.library.get(f"{policy.id}#validity")
        cited = (Citation(document=passage.document, clause=passage.clause, quote=passage.display),) if passage else ()
        everything = Suggestion(title=wording.SEE_ALL, tool="match_policies", arguments=self._arguments())
        how = Suggestion(
            title=wording.HOW_TO_APPLY, tool="read_policy", arguments={"policy": policy.id, "aspect": "how_to_apply"}
        )
        return PolicyMatches(
            text="\n\n".join([words, wording.TIME.format(text=policy.validity_note)]),
            citations=cited,
            suggestions=(everything, how),
            focus=Focus(passages=(passage.id,) if passage else (), question=self._context.question),
            enterprise=self._whom.id,
            facts=dict(self._whom.firm.facts),
            level=self._whom.firm.level,
        )

    def _arguments(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- arguments of the tool
        heard = self._heard.model_dump(mode="json", exclude_defaults=True)
        return {**self._known, **({"facts": heard} if heard else {}), **more}

    def _result(
        self,
        parts: list[str],
        shown: list[Judgement],
        judgements: list[Judgement],
        asked: str | None,
        policy: str | None = None,
    ) -> PolicyMatches:
        context = self._context
        pending = self._ask(asked, policy, judgements) if asked is not None else None
        passages = [
            context.library.get(f"{j.policy.id}#{field}")
            for j in shown
            for field in (
                ("eligibility", "provisions", "validity", "how_to_apply") if policy else ("eligibility", "validity")
            )
        ]
        cited = [p for p in passages if p is not None]
        source = wording.SOURCE.format(compiled=context.library.catalogs.compiled)
        if self._lost and pending is not None:
            return self._again(pending)
        text = "\n\n".join(part for part in (*parts, source, pending.question if pending else "") if part)
        return PolicyMatches(
            text=text,
            citations=tuple(Citation(document=p.document, clause=p.clause, quote=p.display) for p in cited),
            suggestions=self._suggestions(shown, policy),
            focus=Focus(
                passages=tuple(p.id for p in cited),
                question=context.question,
                tool="match_policies",
                arguments=self._arguments(**({"policy": policy} if policy else {})),
            ),
            pending=pending,
            enterprise=self._whom.id,
            facts=dict(self._whom.firm.facts),
            level=self._whom.firm.level,
            policies=tuple(self._match(j) for j in judgements),
            asked=asked or None,
        )

    def _again(self, pending: Pending) -> PolicyMatches:
        """Ask once more where an answer was not understood."""
        return PolicyMatches(
            text=self._lost + pending.question,
            pending=pending,
            enterprise=self._whom.id,
            facts=dict(self._whom.firm.facts),
            level=self._whom.firm.level,
            asked=pending.arguments.get("asked"),
        )

    def _ask(self, asked: str, policy: str | None, judgements: list[Judgement]) -> Pending:
        """Ask for a fact; any of them where ``asked`` is empty."""
        who = self._teller.who
        question = wording.ASK[asked].format(whom=who) if asked else wording.ASK_ANY.format(whom=who)
        if asked and policy is None:
            count = sum(asked in j.wanted for j in judgements if self._teller.standing(j) in {"fits", "open"})
            question = wording.SETTLES.format(count=count) + question if count > 1 else question
        known = self._arguments(**({"policy": policy} if policy else {}))
        before = known.get("facts", {})
        choices = [
            Suggestion(title=title, tool="match_policies", arguments={**known, "facts": {**before, asked: value}})
            for value, title in wording.CHOICES.get(asked, ())
        ]
        if asked and not choices:
            skipped = [*before.get("skipped", ()), asked]
            choices = [
                Suggestion(
                    title=wording.DONT_KNOW,
                    tool="match_policies",
                    arguments={**known, "facts": {**before, "skipped": skipped}},
                )
            ]
        arguments = {**known, **({"asked": asked} if asked else {})}
        return Pending(
            tool="match_policies",
            slot="answer",
            arguments=arguments,
            question=question,
            choices=tuple(choices),
            aside=True,
        )

    def _suggestions(self, shown: list[Judgement], policy: str | None) -> tuple[Suggestion, ...]:
        found: list[Suggestion] = []
        if policy:
            found.append(Suggestion(title=wording.SEE_ALL, tool="match_policies", arguments=self._arguments()))
        else:
            found += [
                Suggestion(
                    title=wording.SEE_ONE.format(title=wording.short(j.policy.title)),
                    tool="match_policies",
                    arguments=self._arguments(policy=j.policy.id),
                )
                for j in shown[:BUTTONS]
            ]
        if self._whom.source == "own" and self._context.role == "enterprise":
            known = self._whom.firm.level is not None and not self._whom.level_said
            found.append(
                Suggestion(title=wording.SHOW_RESULT, tool="show_diagnosis")
                if known
                else Suggestion(title=wording.DIAGNOSE, tool="start_diagnosis")
            )
        return tuple(found)

    def _match(self, judgement: Judgement) -> PolicyMatch:
        policy, today = judgement.policy, self._whom.firm.today
        deadline = policy.apply_until or policy.in_force_until
        worth = self._teller.estimate(judgement)
        return PolicyMatch(
            id=policy.id,
            title=policy.title,
            standing=self._teller.standing(judgement),
            conditions=tuple(
                ConditionCheck(
                    text=c.condition.text,
                    field=c.condition.field,
                    state=c.state,
                    given=self._whom.firm.facts.get(c.settled_by or ""),
                    about=c.condition.about,
                    goal=c.condition.goal,
                    after=c.condition.after,
                )
                for c in judgement.checks
            ),
            missing=judgement.wanted,
            estimate=str(worth[0]) if worth else None,
            deadline=deadline.isoformat() if deadline else None,
            days_left=(deadline - today).days if deadline else None,
            open_now=policy.open_on(today),
            confidence=policy.confidence,
            unverified=policy.unverified,
            source=policy.sources[0].url if policy.sources else None,
        )
