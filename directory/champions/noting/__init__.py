"""What champions say of a listing: what it is good for, and what to know before sending somebody."""
