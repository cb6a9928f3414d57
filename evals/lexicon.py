"""Chinese labels the datasets write in more than one way."""

SAME_CITATION: dict[str, str] = {}
