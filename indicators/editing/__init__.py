"""The data file changed by machine: only the lines that must change."""
