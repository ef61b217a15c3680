"""Pages about support sessions: planning them, what became of them, and asking for more."""
