"""Two versions of the data, or all of them, held against each other."""
