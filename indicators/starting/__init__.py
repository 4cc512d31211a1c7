"""What a command is told, made into records with their pages, a term, another id or a new site."""
