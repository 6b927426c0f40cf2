"""The package for a session: what it holds, how it is drawn. Reads no data, writes no files."""
