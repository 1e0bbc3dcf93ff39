"""The terminal: a debate to read, and a side to take."""
