"""Whose affairs a call is about, and what is known of them: from the archive, from arguments, from words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from corpus.lexical import normalise
from tools.database.repositories.enterprises import EnterpriseRepository, whose
from tools.domain import eligibility, naming
from tools.domain.archive import Refused, accept, archive, facts_of
from tools.domain.eligibility import lexicon
from tools.domain.profile import Profile
from tools.kit.errors import InvalidArguments, NotFound, NotPermitted

if TYPE_CHECKING:
    from decimal import Decimal

    from tools.database.engine import Session
    from tools.database.models import Enterprise
    from tools.kit.tool import ToolContext

SHANGHAI = ZoneInfo("Asia/Shanghai")
Source = Literal["own", "named", "said"]


class FirmFacts(BaseModel):
    """Facts about a firm, as far as they are known.

    Attributes:
        town: Town, district or city.
        industry: One of the archive's industries.
        employees: How many people.
        revenue_wan: Revenue of last year in ten thousand yuan.
        honors: Titles it holds.
        founded: The year it was founded.
        plan_time: When it means to do the work.
        products: What it makes.
        bounds: How exactly figures were said, by field.
        skipped: Facts the person cannot tell.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    town: str | None = None
    industry: str | None = None
    employees: int | None = None
    revenue_wan: float | None = None
    honors: tuple[str, ...] | None = None
    founded: int | None = None
    plan_time: str | None = None
    products: str | None = None
    bounds: dict[str, Literal["exact", "about", "below", "above", "range"]] = {}
    skipped: tuple[str, ...] = ()

    @field_validator("industry", "honors", mode="before")
    @classmethod
    def _as_kept(cls, value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 -- whatever was given
        """Take only what the archive knows, or a name it knows it by."""
        if value is None:
            return None
        kept = accept(archive().by_key[str(info.field_name)], list(value) if isinstance(value, tuple) else value)
        if isinstance(kept, Refused):
            msg = f"not one of the archive's options: {value!r}"
            raise ValueError(msg)  # noqa: TRY004 -- pydantic reports it
        return kept

    def given(self) -> dict[str, Any]:
        """Return the facts that are there."""
        known = self.model_dump(exclude={"bounds", "skipped"}, exclude_none=True)
        return {key: list(value) if isinstance(value, tuple) else value for key, value in known.items()}

    def joined(self, later: FirmFacts) -> FirmFacts:
        """Return these facts with later ones before them."""
        mine, new = (facts.model_dump(exclude_defaults=True) for facts in (self, later))
        return FirmFacts.model_validate(
            {
                **mine,
                **new,
                "bounds": {**{k: b for k, b in self.bounds.items() if k not in new}, **later.bounds},
                "skipped": (*self.skipped, *later.skipped),
            }
        )


@dataclass(frozen=True, slots=True)
class Whom:
    """A firm that policies are held against.

    Attributes:
        firm: What is known of it.
        source: Whether it is the speaker's own, one on file, or one that was only described.
        id: Its id, if it is on file.
        name: Its name, if it is known.
        level_said: Its level was said, not measured.
        investment: What its project costs, in yuan.
    """

    firm: eligibility.Firm
    source: Source
    id: str | None = None
    name: str | None = None
    level_said: bool = False
    investment: Decimal | None = None


async def find(context: ToolContext, session: Session, enterprise: str | None, facts: FirmFacts, question: str) -> Whom:
    """Find out whom a call is about, and what is known.

    Args:
        context: Who is speaking.
        session: Any session.
        enterprise: As given; None where it must follow from the words.
        facts: As given; they go before what is said, and that before what is on file.
        question: The person's words.

    Raises:
        NotPermitted: An enterprise's person names another enterprise.
        NotFound: An operator names one that is not on file, and says nothing of it.
        InvalidArguments: An operator names several, or none.
    """
    fields = archive().by_key
    said = eligibility.read(await _without_names(session, question), fields)
    whom: Source = "own"
    profile = Profile()
    if context.role == "operator":
        whom, profile = await _for_operator(
            context, session, enterprise, question, known=bool(facts.given() or said.facts)
        )
        if whom == "said" and enterprise:
            said = eligibility.read(f"{question} {enterprise}", fields)
    else:
        own = await whose(session, context, enterprise)
        _refuse_others(own, question)
        if eligibility.of_friend(question) or (eligibility.described(question) and said.facts):
            whom = "said"
        elif own is not None:
            profile = await EnterpriseRepository(session).profile(own.id)
    level = said.level or profile.level
    spoken = dict(said.facts)
    if profile.facts.get("industry") and not lexicon.STATES_TRADE.search(question):
        spoken.pop("industry", None)
    known = {**profile.facts, **spoken, **facts.given()}
    firm = eligibility.Firm(
        facts={key: value for key, value in known.items() if key in eligibility.FACTS},
        today=context.now.astimezone(SHANGHAI).date(),
        bounds={**{k: b for k, b in said.bounds.items() if k in spoken and k not in facts.given()}, **facts.bounds},
        level=level,
    )
    return Whom(firm, whom, profile.id, profile.name, said.level is not None, said.investment)


async def _without_names(session: Session, question: str) -> str:
    """Return words without the names of enterprises on file, whose trades and places are no facts."""
    words = question
    for _, name in await EnterpriseRepository(session).named_in(question) if question else ():
        if called := naming.called(words, name):
            words = normalise(words).replace(called, " ")
    return words


def _refuse_others(own: Enterprise | None, question: str) -> None:
    """Refuse words that name another firm than one's own, on file or not.

    Raises:
        NotPermitted: They do.
    """
    name = eligibility.firm_named(question)
    if name is None or own is None or not own.name:
        return
    whole, parts = normalise(own.name), naming.own_part(own.name).split()
    if name not in whole and not any(part in name for part in parts if len(part) > 1):
        msg = "another enterprise's affairs"
        raise NotPermitted(msg, what="enterprise")


async def _for_operator(
    context: ToolContext,
    session: Session,
    enterprise: str | None,
    question: str,
    *,
    known: bool,
) -> tuple[Source, Profile]:
    enterprises = EnterpriseRepository(session)
    if enterprise and known and lexicon.SOME_FIRM.search(question):
        return "said", Profile()
    if enterprise:
        try:
            found = await whose(session, context, enterprise)
        except NotFound:
            if len(written := await enterprises.named_in(enterprise)) == 1:
                return "named", await enterprises.profile(written[0][0])
            if facts_of(enterprise, archive().by_key):
                return "said", Profile()
            raise
        return "named", await enterprises.profile(found.id if found else enterprise)
    named = await enterprises.named_in(question) if question else []
    if len(named) > 1:
        msg = f"{len(named)} enterprises are named"
        raise InvalidArguments(msg, slot="enterprise", problem="ambiguous", name=question, options=named)
    if named:
        return "named", await enterprises.profile(named[0][0])
    if (name := eligibility.firm_named(question)) is not None:
        msg = f"no enterprise {name!r}"
        raise NotFound(msg, what="enterprise", name=name)
    if known:
        return "said", Profile()
    msg = "no enterprise is named or described"
    raise InvalidArguments(msg, slot="enterprise", problem="missing")
