"""What a person agrees to of their plan, looking at it again together, and their copy of it."""
