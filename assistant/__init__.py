"""Who answers: one conversation, whatever the channel."""
