"""De organisatie: whoever keeps the list of houses, by code alone, and never reads in one of them.

A host is a person of the organisation's own household, in which nobody lives. So the door, the lock
and the policy are those of everybody, and what belongs to another household is not there for a host.
"""
