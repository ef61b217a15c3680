"""Pages about a client: who they are, what they agreed to, who may see and who looked, and what they are owed."""
