"""What groups say of themselves: what room they have, when they pause, how strong they are, and what they need."""
