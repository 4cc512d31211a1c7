"""Figures, times and states in Vietnamese words."""
