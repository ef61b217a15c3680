"""Pages on which two records of one person are found, looked at side by side, made one, and parted again."""
