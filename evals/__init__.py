"""How well the assistant answers."""
