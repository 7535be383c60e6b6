"""The conversation that reports a need."""
