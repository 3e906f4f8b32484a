"""Rustige weergave: a second code opens the same house with only what anybody may see.

Nothing in the database, on a page or in the time that coming in takes tells who has such a code:
everybody who has a code has a second one in the same shape, and for most nobody knows what it is.
"""
