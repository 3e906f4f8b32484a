"""Bezoek (visits): joins the plan and the logbook. A note that tells of looking, and the agreement that was looked at.

Neither room knows the other. What somebody looked at is shown only where its note may be read.
"""
