"""Kijken of een afspraak lukt: who looks, when it is somebody's turn, who steps back for a while."""
