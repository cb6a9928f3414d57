"""What goes on between an enterprise and the platform, as its archive shows it: decisions, promises, open tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.database.repositories.adoptions import AdoptionRepository
from tools.database.repositories.promises import PromiseRepository
from tools.database.repositories.scenarios import current
from tools.database.repositories.tickets import TicketRepository
from tools.domain import days
from tools.domain.adoption import Use
from tools.domain.tickets.states import OPEN
from tools.wording import adoption as adoption_words
from tools.wording import archive as wording
from tools.wording import promises as promise_words
from tools.wording import tickets as ticket_words

if TYPE_CHECKING:
    from tools.database.engine import Session
    from tools.kit.tool import ToolContext

MOST_TICKETS, LONGEST = 3, 40
"""Open tickets that are shown, and characters of each."""


async def affairs(session: Session, context: ToolContext, enterprise_id: str) -> list[str]:
    """Return paragraphs on the scenarios decided on, with their use, on the promises and the tickets that are open.

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
    told += [await promised(session, context, enterprise_id), await _asked_for(session, context, enterprise_id)]
    return [paragraph for paragraph in told if paragraph]


async def _asked_for(session: Session, context: ToolContext, enterprise_id: str) -> str:
    """List what is open; in full for who is about to visit, those of the enterprise know what they said."""
    line = wording.OPEN_TICKET if context.role == "operator" else wording.OPEN_TICKET_SHORT
    rows = await TicketRepository(session).of_enterprise(enterprise_id, OPEN, MOST_TICKETS + 1)
    lines = [
        line.format(
            number=row.number,
            kind=ticket_words.KINDS[row.kind],
            text=" ".join(row.text.split())[:LONGEST],
            state=ticket_words.STATES[row.state],
        )
        for row in rows[:MOST_TICKETS]
    ]
    more = [wording.MORE_TICKETS] if len(rows) > MOST_TICKETS else []
    return "\n".join([wording.OPEN_TICKETS, *lines, *more]) if lines else ""


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
