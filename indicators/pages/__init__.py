"""What a site's own pages may hold: read, parsed once and checked; nothing is rendered here."""
