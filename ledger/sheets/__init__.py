"""The sheets of the register as rows, written and explained."""
