"""Samen of apart: how a house begins, and how it goes from together to apart.

Apart is for a house in which direct contact is dangerous (design, section 3). It is done in two
moments: first everything stands still, then people are put on their side.
"""
