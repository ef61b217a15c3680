"""Pages that groups reach by a signed link, without an account: who is referred to them, and their answer."""
