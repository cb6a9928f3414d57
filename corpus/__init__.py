"""What the assistant has read: the standard, policies, scenarios and users' own documents."""
