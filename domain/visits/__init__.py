"""Visits: how they are recorded, what a caption says of them, and photos that look alike."""
