"""Pages of what others say: suggested changes, suggested groups, reports, and questions from the public."""
