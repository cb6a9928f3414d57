"""Says what AI is good for in a firm: with scenarios of its trade where it tells that, else in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.passages import Kind
from tools.domain import filters
from tools.domain.catalogue.lexicon import LIGHTEST
from tools.kit.tool import Suggestion
from tools.knowledge import lexicon as words
from tools.knowledge.draft import Draft
from tools.wording import knowledge as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.catalogs import Catalogs
    from corpus.passages import Hit
    from tools.kit.ports import Library

MOST, NEAR = 3, 14.0
"""How many scenarios are named, and from which score one that was found is near to what is said of the firm."""


def told(library: Library, catalogs: Catalogs, hits: Sequence[Hit], text: str) -> Draft | None:
    """Answer what AI is good for in a firm; None where a question asks something else.

    Args:
        library: What has been read.
        catalogs: The records as operators have left them.
        hits: What was found, best first.
        text: The normalised question.
    """
    if words.AI_USES.search(text) is None or words.OF_THE_STANDARD.search(text) or words.OF_POLICIES.search(text):
        return None
    recommend = Suggestion(title=wording.RECOMMEND, tool="recommend_scenarios", arguments={"question": text})
    trade = filters.read_scenarios(text, catalogs.indicators).industry
    found = dict.fromkeys(h.passage.document for h in hits if h.passage.kind is Kind.SCENARIO and h.score >= NEAR)
    near = [catalogs.scenarios[name] for name in found if name in catalogs.scenarios] if trade else []
    light = [one for one in catalogs.scenarios.values() if one.industry == trade and one.effort == LIGHTEST]
    fitting = list({one.id: one for one in (*near[: MOST - 1], *light)}.values())[:MOST]
    passages = [p for p in (library.get(f"{one.id}#about") for one in fitting) if p is not None]
    if not passages:
        lead = wording.AI_USES.format(count=len(catalogs.scenarios))
        return Draft("scenarios", lead, suggestions=[recommend], source="", question=text)
    lines = [
        wording.AI_USE.format(number=number, name=one.name, plain=one.summary) for number, one in enumerate(fitting, 1)
    ]
    buttons = [Suggestion(title=one.name, tool="read_scenario", arguments={"scenario": one.id}) for one in fitting]
    return Draft(
        "scenarios",
        wording.AI_USES_HERE,
        notes=["\n".join(lines), wording.AI_USES_MORE],
        cited=passages,
        suggestions=[*buttons, recommend],
        question=text,
        offers=True,
    )
