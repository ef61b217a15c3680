"""Pages about records as such: their history and sources, doubles, and taking many in from a sheet."""
