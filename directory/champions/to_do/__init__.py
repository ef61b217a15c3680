"""What a champion should do next, the most useful first, and what was put off."""
