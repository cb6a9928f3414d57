"""Words on charts."""

from __future__ import annotations

POINT = "{name}\n{score}"
NO_BASIS = "依据不足"
NOW, BEFORE = "本次", "上次"
NOTE = "满分 100；“依据不足”的维度不画点"
SCALE = "满分 100"
FILE = "五维雷达图"
