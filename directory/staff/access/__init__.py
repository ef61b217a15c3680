"""Getting in: signing in, second steps, one's own account, the people of a team, and for which team somebody works."""
