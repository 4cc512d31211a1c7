"""A new site for another organisation."""
