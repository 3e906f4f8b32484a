"""Beroepskrachten: accounts of the organisation, and their seats in houses.

An account is a person of the organisation's own household, in which nobody lives; a seat lets it read
in one house what that house shares, and nothing else. Who has two tasks in one house has two seats,
and each look is written down for its own.
"""
