"""What an enterprise has decided on and what is promised between it and the platform, as its archive shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.database.repositories.adoptions import AdoptionRepository
from tools.database.repositories.promises import PromiseRepository
from tools.database.repositories.scenarios import current
from tools.domain import days
from tools.domain.adoption import Use
from tools.wording import adoption as adoption_words
from tools.wording import promises as promise_words

if TYPE_CHECKING:
    from tools.database.engine import Session
    from tools.kit.tool import ToolContext


async def affairs(session: Session, context: ToolContext, enterprise_id: str) -> list[str]:
    """Return paragraphs on the scenarios decided on, with their use, and on the promises that are open.

    Args:
        session: Any session.
        context: Who asks, and when.
        enterprise_id: Of which enterprise.

    Returns:
        As many as there is something to say of.
    """
    today, told = days.today(context.now), []
    repository = AdoptionRepository(session)
    if rows := await repository.standing(enterprise_id):
        scenarios = (await current(session, context.library.catalogs)).scenarios
        uses = await repository.uses({row.id for row in rows})
        lines = [adoption_words.ADOPTIONS]
        for row in rows:
            found = scenarios.get(row.scenario_id)
            use = next(iter(uses.get(row.id, ())), None)
            last = (Use(use.per_week, use.minutes, use.coverage, use.effect), use.recorded_at) if use else None
            lines.append(
                adoption_words.LINE.format(
                    scenario=found.name if found else adoption_words.GONE_SCENARIO.format(id=row.scenario_id),
                    state=adoption_words.STATES[row.state],
                    more=adoption_words.progress(row.state, row.go_live_at, row.updated_at, last, today),
                )
            )
        told.append("\n".join(lines))
    if told_of := await promised(session, context, enterprise_id):
        told.append(told_of)
    return told


async def promised(session: Session, context: ToolContext, enterprise_id: str) -> str:
    """Return a paragraph on the promises that are open; empty where there are none.

    Args:
        session: Any session.
        context: Who asks, and when.
        enterprise_id: Of which enterprise.
    """
    today = days.today(context.now)
    lines = [
        promise_words.PROMISE_LINE.format(
            who=promise_words.PROMISED_BY[row.side],
            text=row.text,
            day=promise_words.day(promise_words.local(row.due_at), today),
        )
        for row in await PromiseRepository(session).open(enterprise_id)
    ]
    return "\n".join([promise_words.PROMISES, *lines]) if lines else ""
