"""Uitnodigen: every way in that somebody gives to somebody, and what one reads before beginning.

A link is sent, a QR is shown to who stands beside you, a code is said aloud. Each lets one person in
once. Only the host's command line gives a way in that makes a code anew for somebody who has one.
"""
