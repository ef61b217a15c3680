"""Messages to GP practices and referrers: writing one, looking through it, and sending it."""
