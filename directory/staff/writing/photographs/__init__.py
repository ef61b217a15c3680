"""The part Photographs of a listing: choosing a picture, saying what it shows, and which comes first."""
