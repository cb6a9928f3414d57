"""How the assistant is reached: terminal, browser and, later, other channels."""
