"""Wereld van een kind (child_world): its own colour and face, with whom it wants to talk, and who its person is.

What a child writes, draws and how it feels is in the logbook; here is what is nobody's note.
"""
