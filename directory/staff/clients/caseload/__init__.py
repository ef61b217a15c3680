"""Lists to work from: my clients, those of the team, and who waits for what. One page of a list is opened at a time."""
