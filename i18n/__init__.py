"""Talen (languages): the words a person reads, without Flask and without a browser.

Everything here may be imported from every room, so nothing here imports a room. Dutch is the source:
a msgid is the sentence as it stands on the Dutch screen.
"""
