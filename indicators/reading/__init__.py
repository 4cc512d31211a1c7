"""From files' bytes to records, with the place of every value."""
