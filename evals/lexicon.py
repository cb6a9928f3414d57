"""Chinese labels the datasets write in more than one way."""

SAME_CITATION: dict[str, str] = {}

WHO = "编号 "
"""What the short id of a person stands behind."""

DONE, SOURCES = "好的。", "依据："
"""What a scripted model says where no tool has said anything, and before the sources of an answer."""
