"""Pages between somebody asking and somebody supporting them: who waits, how urgent it is, and who takes them on."""
