"""The conversation about a visit."""
