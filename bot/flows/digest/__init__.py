"""The conversation about the weekly digest."""
