"""Netwerkberaad: household and circle sit together, look back at what was written, and agree what comes.

A room above the others: what it shows of them it asks with the viewer, so it never shows more than they do.
A meeting is there for those who are invited and for who keeps it; for everybody else there is none.
"""
