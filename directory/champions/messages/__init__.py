"""What somebody without an account tells of a listing, or asks about it, until a champion has closed it."""
