"""Vinger of gezicht: a passkey, a second way to say who one is where one already has a place.

It is a choice of a grown-up, on a phone of theirs alone, and opens no new device: the device's own
cookie stays needed. Whenever all screens of a person are closed it ends with them.
"""
