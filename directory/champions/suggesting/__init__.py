"""What others suggest: changes of a listing, and groups that are not listed yet."""
