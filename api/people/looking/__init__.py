"""Wie keek mee: who looked at what is somebody's own, by the day (security R9).

Nobody reads here when they were read to the hour, and the circle's ordinary reading is written down
nowhere: only what a safety person sees of a ward, and what a professional reads by consent.
"""
