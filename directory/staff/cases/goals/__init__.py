"""The page of a plan: goals, the actions towards them, and writing both down."""
