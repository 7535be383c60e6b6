"""What comes in, what goes out, and conversations in progress."""
