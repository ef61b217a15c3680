"""Pages of questions to champions: asking where to send somebody, answering, and what was answered before."""
