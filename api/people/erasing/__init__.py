"""Erasing one person: what is theirs goes for good, what is of the house stays without their name."""
