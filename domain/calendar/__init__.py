"""Days: months, working days, and how people write a day."""
