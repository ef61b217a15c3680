"""Pages of what is known of a client beyond how to reach them, and of the team's notes."""
