"""Pages about what is missing: by need and area, what people look for, and which groups may not go on."""
