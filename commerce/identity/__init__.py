"""Who is asking: users, partners' API keys, and the Actor value that doors pass down."""
