"""Berichten over wie hier binnenkomt of weggaat: told to whom it concerns, never to whom it must not.

A notice is a kind and a few plain values; the words are the page's. Push will only say that there is
one. The policy decides who may have it, when it is told and again each time that it is shown.
"""
