"""The one place that knows the database: tables, sealing, units of work, one repository a noun."""
