"""The one ordered list of tools."""

from __future__ import annotations

from tools.knowledge import compare, read_clause, read_policy, read_scenario, search_sources
from tools.listing import list_policies, list_scenarios

CATALOG = (search_sources, read_clause, compare, read_policy, read_scenario, list_policies, list_scenarios)
"""Every tool there is, in the order people see them."""


BY_NAME = {tool.name: tool for tool in CATALOG}
"""The catalog by name."""
