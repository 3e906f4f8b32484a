"""Veerkrachtkalender (resilience): the week of a person or of the house, and six elements that come back.

Three layers lie over each other: so it is, this we want, this we did. Nothing is counted, scored or
compared between people; what is empty is only still open.
"""
