"""How sure the recogniser must be: the chances from which it acts, asks back, or leaves a message to the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.guesses import ABOUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.kit.tool import Role, Tool

SURE = 0.28
"""Chance from which a message is for a tool."""
SURE_TO_WRITE = 0.55
"""The same where the tool writes without asking first."""
SURE_TO_WRITE_IN_PART = 0.9
"""The same in a part of a message."""
SURE_TO_LEAVE = 0.8
"""The same while a question is open, which most short messages answer."""
SURE_WHERE_ASKED = 0.42
"""The same where a message asks and wishes for nothing, as questions to the sources do."""
SURE_TO_WRITE_WHERE_ASKED = 0.85
"""The same where the tool writes without asking first."""
ASKED_TOO = 0.08
"""Chance of a question to the sources that speaks against any tool."""
SURE_WHERE_ASKED_TOO = 0.85
"""Chance from which a message that asks is for a tool all the same."""
SURE_TO_WRITE_WHERE_HARDLY_ASKED = 0.6
"""The same where the tool writes without asking first, and next to nothing speaks for a question to the sources."""
HARDLY_ASKED = 0.05
"""Chance of a question to the sources that is next to nothing."""
SURE_TO_REFUSE = 0.5
"""Chance from which a message is for a tool that the speaker's role may not use, so that all it can do is say so."""
SURE_IN_PART = 0.8
"""The same for a part of a message that holds two requests, cut where another request begins."""
SURE_IN_CLAUSE = 0.6
"""The same for a clause, cut at a comma; a question to the sources is never cut off there."""
SURE_JOINED = 0.6
"""The same where words that begin another request join the two."""
SURE_OF_BOTH = 0.4
"""Chance the message as a whole must give both of its requests together."""
SURELY_ASKED = 0.9
"""Chance from which a message is one question to the sources, whatever its parts look like."""
SURE_DENIED = 0.3
"""Chance from which a denial is about what a tool does."""
SURELY_CHAT = 0.65
"""Chance from which a message that asks something is no question to the sources."""
SURE_AS_A_WHOLE = 0.85
"""Chance from which a message that denies something is for what the model says: one can ask for a thing by denying."""
SURE_INSTEAD = 0.35
"""Chance from which a tool is wanted in the place of what was denied."""
MOSTLY = 0.7
"""Share of a question's chances from which it is one particular tool's, and not for a search."""
ELSEWHERE = 0.8
"""What a role that may not use a tool takes from its chance: it may still be meant, and refused."""
OWN_TRADE = 1.2
"""How much likelier an operator means a tool that only operators have."""
NEAR = 0.9
"""Share of the best chance from which a second tool is as likely meant."""
NEAR_TO_WRITE = 0.5
"""The same beside a tool that writes without asking first."""
CERTAIN = 0.6
"""How surely a tool must know a message for its own."""
ASSURED = 0.96
"""How surely, so that the model may even be sure of another."""
BEYOND_DOUBT = 0.8
"""How surely, so that the model need not agree."""
LEAST_CERTAIN = 0.05
"""Chance the model must give such a tool all the same."""
BEYOND_QUESTION = 0.97
"""Chance of another tool against which nothing that stands in a message counts, but figures and codes."""
BESIDE: Mapping[str, tuple[str, ...]] = {"calculate_kpi": ("keep_kpi", "compare_kpi")}
"""Tools that are meant by much the same words, and more; the first even where figures leave no doubt."""
MEANT = 0.9
"""Chance from which a tool that writes is meant, whatever a message supposes, quotes or tells."""
SURE_TO_LOOK = 0.45
"""Chance of a change from which the state of the thing is shown, where the change is not surely meant."""
SURE_TO_OFFER = 0.25
"""Chance from which a tool that is not surely meant is offered."""
EVEN = 0.5
"""Chance of a question to the sources, or of chatter, against which nothing else is likely."""
UNLIKELY = 0.05
"""Chance below which a tool is not offered beside one that is likely, but not surely meant."""
LEAST_NEAR = 0.12
"""Chance below which a tool is not offered beside a likely one."""
REMEMBERED = 64
"""Texts of which it is remembered what they are for."""
SURE_OF_ONE = 0.85
"""Chance that a tool that writes and one that shows must have together, for it to be shown where neither is sure."""


def another(chances: Mapping[str, float], name: str, sure: float) -> bool:
    """Tell whether the model is so sure of another tool than this one and those beside it."""
    near = ABOUT | {name, *BESIDE.get(name, ())}
    return any(chance >= sure for other, chance in chances.items() if other not in near)


def share(tool: Tool, role: Role) -> float:
    """Weigh a tool by who speaks: one that is not theirs may still be meant, and is refused."""
    if role not in tool.roles:
        return ELSEWHERE
    return OWN_TRADE if role == "operator" and len(tool.roles) == 1 else 1.0
