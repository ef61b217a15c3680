"""What a team knows of a group as people: when they met, and who knows whom."""
