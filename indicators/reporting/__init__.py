"""Problems: what broke which rule, where, and how that is said to who typed it."""
