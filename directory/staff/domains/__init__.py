"""Pages of who keeps a domain: its listings, what to do next, and what champions say of a listing."""
