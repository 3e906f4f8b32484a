"""Huishouden en kring (household, circle): who lives here, who stands around it, and who may see what.

The ground floor of every other slice. Nothing in here knows what an entry or a drawing says.
"""
