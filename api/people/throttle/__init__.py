"""Not too many tries a minute: counted in our own table, so that all processes count together.

A key is a keyed hash. No name, device or address can be read from the table or guessed at home.
"""
