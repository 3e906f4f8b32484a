"""Wie kan er nog bij (possible people): names that come up when somebody looks for more people, for oneself alone.

Nobody else learns that a name stands here, and nothing is sent to anybody.
"""
