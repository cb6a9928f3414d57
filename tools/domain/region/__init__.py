"""Which enterprises of a region are asked for: filters read out of words, changed in follow-ups, and applied."""

from __future__ import annotations

from tools.domain.region.asking import (
    Swap,
    asks_of_pair,
    asks_who,
    aspects_asked,
    figures_asked,
    names_both,
    of_other_lists,
    place_asked,
    swapped,
    ticket_kind_named,
)
from tools.domain.region.changing import changed, follow_up, places_named
from tools.domain.region.dated import BY_FIGURE, dated, days_of, fields_of, last_day
from tools.domain.region.filters import EnterpriseFilter, Level, Order, Span, fits
from tools.domain.region.names import may_be_name, read_name
from tools.domain.region.periods import Period, asks_other_time, days_asked, month_of, names_time, period_asked
from tools.domain.region.reading import Read, apart, asks_for_firms, lists_firms, nobody_kept, read, town_named
from tools.domain.region.scenarios import meant

__all__ = [
    "BY_FIGURE",
    "EnterpriseFilter",
    "Level",
    "Order",
    "Period",
    "Read",
    "Span",
    "Swap",
    "apart",
    "asks_for_firms",
    "asks_of_pair",
    "asks_other_time",
    "asks_who",
    "aspects_asked",
    "changed",
    "dated",
    "days_asked",
    "days_of",
    "fields_of",
    "figures_asked",
    "fits",
    "follow_up",
    "last_day",
    "lists_firms",
    "may_be_name",
    "meant",
    "month_of",
    "names_both",
    "names_time",
    "nobody_kept",
    "of_other_lists",
    "period_asked",
    "place_asked",
    "places_named",
    "read",
    "read_name",
    "swapped",
    "ticket_kind_named",
    "town_named",
]
