"""Binnen blijven: when a screen closes by itself, what asks the code again, where somebody is inside.

A sign-in that is hidden too long is locked, not ended: what waits on the phone may still be sent, and
nothing can be read until its own person gives the code or the pictures again.
"""
