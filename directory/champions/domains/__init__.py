"""What a domain holds and who keeps it: its area, its history, handing it over, and what nobody keeps."""
