"""The chat and the pages around it, in a browser."""
