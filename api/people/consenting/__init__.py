"""Toestemming: what a professional may read, of whom, for what purpose and until when.

Nobody reads along by being a professional. A seat (api/people/professionals) opens nothing; a sharing
that those it concerns said yes to opens its kinds, for at most ninety days.
"""
