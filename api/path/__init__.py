"""Het pad (path): where a household stands, agreed by people, with what its own books show beside it.

A room above its siblings: it asks each of them with the viewer, so nobody reads more here than there.
"""
