"""Telefoon kwijt: two people who spoke somebody let that person in again (security R17).

Nothing is asked at the door, where anybody could ask for anybody. Each of the two says it on their own
phone. At least one is not of the household; only such a one gets the link to hand over, and nobody
else can see that anything was said.
"""
