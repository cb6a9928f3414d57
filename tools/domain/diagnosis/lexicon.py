"""Chinese words that scoring reads in the data; no logic."""

COLON = "："
"""Stands in a pain between the part of the business and what hurts."""
EQUIPMENT = "设备"
"""The part of the business a firm without machines has nothing to say about."""
