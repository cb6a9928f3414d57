"""What is kept: contacts, conversations, turns and what people say about them."""
