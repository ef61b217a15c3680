"""Questions of colleagues who do not know where to send somebody, and the answers, kept for the next time."""
