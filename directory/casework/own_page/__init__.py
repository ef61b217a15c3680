"""The page of a client's own, behind a link: who may have one, its letters, and what is written there."""
