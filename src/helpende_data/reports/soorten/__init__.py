"""Other reports from the parts of the municipal one: each builds a `Rapport`, none draws."""
