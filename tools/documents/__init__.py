"""How charts and reports are made, whichever tool asks for them."""
