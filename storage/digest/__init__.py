"""The counts and rows of a digest."""
