"""Pages about complaints, thanks and incidents: the list, writing one down, seeing to it, and figures without names."""
