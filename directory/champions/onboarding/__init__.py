"""Taking a group on: the form in which it tells of itself, and what a champion sees at a first visit."""
