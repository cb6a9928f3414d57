"""What the assistant can do: one file a tool."""
