"""Words on charts."""

from __future__ import annotations

POINT = "{name}\n{score}"
NO_BASIS = "依据不足"
NOW, BEFORE = "本次", "上次"
NOTE = "满分 100；“依据不足”的维度不画点"
SCALE = "满分 100"
FILE = "五维雷达图"
SENT, ANSWERED, CONVERTED = "已发", "有回应", "办成"
COUNT_NOTE = "单位：条"
MORE_RULES = "只画了发得最多的 {count} 条规则"
