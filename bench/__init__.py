"""How fast the site builds, loads and opens: workloads, the sides that are compared, their costs.

Every number here is synthetic. ``python -m bench`` runs everything; nothing asserts a time.
"""
