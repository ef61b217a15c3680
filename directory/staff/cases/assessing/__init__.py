"""The pages of an assessment: planning it, writing down what was found, and finishing it."""
