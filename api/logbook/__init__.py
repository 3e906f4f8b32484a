"""Veiligheidslogboek (logbook): what happened, what helped, and who may read it.

Nothing here is ever changed in place: a correction is a version, a withdrawal is a mark.
"""
