"""The report: its model, its words and its renderers. Takes protected figures only."""
