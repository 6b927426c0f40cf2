"""A synthetic example region, written as deliveries. Reads settings and areas, no real figures."""

from helpende_data.voorbeeld.write import FOLDER, make_voorbeeld

__all__ = ["FOLDER", "make_voorbeeld"]
