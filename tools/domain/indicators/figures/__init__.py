"""Figures, units and days as people write them."""
