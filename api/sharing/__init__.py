"""Delen: the family says what a professional may read, and takes it back in two taps."""
