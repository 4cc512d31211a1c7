"""Workbooks to fill in: what a form asks, how it is laid out, and what of a filled one is taken."""
