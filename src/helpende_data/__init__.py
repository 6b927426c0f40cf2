"""Figures on domestic violence and child abuse, per municipality: read, rate, protect, discuss."""

__version__ = "0.1.0"
