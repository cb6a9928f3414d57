"""Rules of tickets: what they are, how they move, and how people's words about them are read."""
