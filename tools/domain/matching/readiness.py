"""What a scenario asks of a firm that the firm has, has not, or has not said; and what speaks against it now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus.lexical import normalise
from tools.domain import lexicon as catalog_words
from tools.domain.diagnosis.scoring import shown
from tools.domain.matching import lexicon

if TYPE_CHECKING:
    from corpus.catalogs import Scenario
    from tools.domain.matching.firm import Firm

State = Literal["have", "lack", "unknown"]
Obstacle = Literal["level", "low", "dimension", "effort", "hardware", "no_hardware", "no_systems"]

HEAVY_WAN, DEVICES_WAN = 15.0, 8.0
"""Budgets, in ten thousand yuan, from which a heavy scenario, or one of middle effort with devices, is thought of."""

ENTRY = "L1"
"""The level a firm comes to by its first scenarios, which it may begin below."""

_GATE = re.compile(r"(D[1-5])\s*≥\s*(\d+)")
_HEAVY, _MIDDLE = catalog_words.EFFORTS[2], catalog_words.EFFORTS[1]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A thing a scenario needs, in the catalog's words.

    Attributes:
        text: As the catalog says it.
        kind: ``data`` or ``hardware``.
        state: Whether the firm has it.
    """

    text: str
    kind: Literal["data", "hardware"]
    state: State


@dataclass(frozen=True, slots=True)
class Against:
    """A reason not to begin with a scenario now.

    Attributes:
        kind: What stands in the way.
        wanted: What the scenario asks for.
        given: What the firm has.
        grave: It alone makes the scenario not advisable.
    """

    kind: Obstacle
    wanted: str = ""
    given: str = ""
    grave: bool = True


def needs_devices(scenario: Scenario) -> bool:
    """Tell whether a scenario needs devices."""
    return (scenario.hardware or "") not in catalog_words.NO_HARDWARE


def requirements(scenario: Scenario, firm: Firm) -> tuple[Requirement, ...]:
    """Compare the data and devices a scenario needs with what the firm has."""
    entries = [part.strip() for part in lexicon.ENTRY_END.split(scenario.data_prerequisites) if part.strip()]
    found = [Requirement(entry, "data", data_state(entry, firm)) for entry in entries]
    if needs_devices(scenario):
        found.append(Requirement(scenario.hardware or "", "hardware", "unknown"))
    return tuple(found)


def data_state(entry: str, firm: Firm) -> State:
    """Tell whether the firm has one kind of data, as far as it said."""
    kinds = [kind for kind, (asked, _, _) in lexicon.DATA.items() if asked.search(entry)]
    if any(kind in firm.wanting for kind in kinds):
        return "lack"
    if kinds and all(kind in firm.held for kind in kinds):
        return "have"
    in_systems = [kind for kind in kinds if lexicon.DATA[kind][2]]
    return "lack" if in_systems and firm.bare else "unknown"


def obstacles(scenario: Scenario, firm: Firm) -> tuple[Against, ...]:
    """Return what speaks against beginning with a scenario now."""
    found: list[Against] = []
    if scenario.min_level and firm.level is not None and firm.level < scenario.min_level:
        found.append(Against("level", scenario.min_level, firm.level, grave=scenario.min_level > ENTRY))
    elif scenario.min_level and firm.level is None and firm.low and scenario.min_level > ENTRY:
        learns = scenario.model_type in lexicon.LEARNING
        found.append(Against("low", scenario.min_level, grave=learns or scenario.min_level > "L2"))
    gate = _GATE.match(scenario.dimension_gate or "")
    given = firm.dimensions.get(gate[1]) if gate else None
    if gate is not None and given is not None and given < float(gate[2]):
        found.append(Against("dimension", scenario.dimension_gate or "", f"{gate[1]} {shown(given)}"))
    found += _means(scenario, firm)
    return tuple(found)


def _means(scenario: Scenario, firm: Firm) -> list[Against]:
    found: list[Against] = []
    devices = needs_devices(scenario)
    if firm.budget is not None:
        amount = f"{firm.budget:g}" if firm.figure else ""
        if scenario.effort == _HEAVY and firm.budget < HEAVY_WAN:
            found.append(Against("effort", scenario.effort, amount))
        elif scenario.effort == _MIDDLE and devices and firm.budget < DEVICES_WAN:
            found.append(Against("hardware", scenario.hardware or "", amount, grave=not _cheap(scenario)))
    if firm.no_hardware and devices:
        found.append(Against("no_hardware", scenario.hardware or ""))
    if (
        scenario.model_type in lexicon.LEARNING
        and scenario.effort == _HEAVY
        and (firm.bare or lexicon.MES in firm.lacks)
    ):
        found.append(Against("no_systems", scenario.data_prerequisites))
    return found


def _cheap(scenario: Scenario) -> bool:
    """Tell whether all devices a scenario needs are of the kind a shop may have."""
    return all(lexicon.HANDY.search(part) for part in lexicon.DEVICE_END.split(normalise(scenario.hardware or "")))
