"""Pages about groups: where they meet, what room and strength they have, and who knows them."""
