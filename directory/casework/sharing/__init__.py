"""What is told to others about a client, with their agreement."""
