"""What people say when they mean something: words that champions add, and try."""
