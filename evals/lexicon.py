"""Chinese labels the datasets write in more than one way."""

SAME_CITATION: dict[str, str] = {}

WHO = "编号 "
"""What the short id of a person stands behind."""

DONE, SOURCES = "好的。", "依据："
"""What a scripted model says where no tool has said anything, and before the sources of an answer."""

SAID = {"skip": "跳过", "na": "不适用"}
"""What one says in a diagnosis instead of an option."""
PAUSE = "先到这"
"""What one says to go on another time."""
