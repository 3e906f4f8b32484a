"""The demo (bedacht gezin): two invented families, so that an empty house shows what it is for.

Nobody in here exists and no sentence comes from elsewhere. None of it may reach a real household.
"""

# Lies in the data folder while the demo is being made, and says from when on it counts.
UNFINISHED = "demo-unfinished"
