"""Indicators of Appendix 2: reading figures for them out of words, formulas, errata and checks."""
