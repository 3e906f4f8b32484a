"""Zicht (evidence): what the house's own books show about how it goes, for one viewer.

Everything is asked of the rooms with the viewer. What they may not see there is not here, and no fact
says that something is missing: it says what this viewer sees.
"""
