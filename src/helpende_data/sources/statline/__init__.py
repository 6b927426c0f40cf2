"""Reads what the download button of StatLine gives. Asks the web for nothing."""

from helpende_data.sources.statline.lezen import read_statline

__all__ = ["read_statline"]
