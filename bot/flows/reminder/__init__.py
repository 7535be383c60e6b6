"""The daily message, its sections and its answers."""
