"""The official account on WeChat."""
