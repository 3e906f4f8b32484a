"""Postvak uit (outbox): the one door for everything written on a phone.

It opens the sealed record and hands it to the slice it is for, exactly once. It decides nothing itself.
"""
