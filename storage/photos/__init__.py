"""Photos and other files: fetched, kept, compared, shed."""
