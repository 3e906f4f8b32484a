"""Meekijken (feed): what a house shares, for a program of a professional. Read only: nothing here can write.

Each answer asks the seats and the consents of its own moment, and the same queries as the pages. What
was given is written down by who asked this room (pwa/pages/feed.py), before the answer goes out.
"""
