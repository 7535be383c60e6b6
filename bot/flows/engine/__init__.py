"""The flow engine: tables of states and moves, the port, and what is known at each step."""
