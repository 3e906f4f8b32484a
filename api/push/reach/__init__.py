"""Bereikbaar (reachability): can a helper be knocked for, and who is told when not.

A weekly test keeps it honest: what was not shown for a week cannot be counted on.
"""
