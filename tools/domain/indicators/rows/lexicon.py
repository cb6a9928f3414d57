"""Chinese words by which figures in a row are told to be of one unit; data for the rules, no logic."""

import re

UNIT_SAID = re.compile(
    r"(?:单位(?:都|统一)*(?:是|为|:|,)?|都(?:是|按|用)|以|[(（\[])\s?(?P<unit>小时|钟头|分钟|天|日|h)(?:计|算|为单位)?(?=\s?(?:[^\s\w]|\d|$))"
)
"""Says in which unit the figures of a message are."""
JOINS = re.compile(r"\s?(?:、|,|\s|/|;|和|跟|与|及|以及|还有|再有)+(?:最后)?(?:一[单个次件起]|有)?(?:是)?\s?")
"""Stands between two figures in a row."""
COMMA = re.compile(r"\s?,\s?")
OF_EACH = re.compile(r"(?:各|每[单次起件个条宗](?:都|各)?)(?:自)?(?:用|花|费|耗|要)?了?(?:用时|耗时)?(?:大概|差不多|都)?(?:是)?$")
"""Right before a time that each of so many complaints took."""
