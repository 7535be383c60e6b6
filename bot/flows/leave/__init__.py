"""The conversation about leave and stand-ins."""
