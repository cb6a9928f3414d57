"""What people read, one module a tool."""
