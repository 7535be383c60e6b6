"""What the township decides for itself, a section a module."""
