"""Veiligheidsschaal (scales): from 0 to 10, one scale for each danger, each person's own number with what they saw.

A number is what somebody finds, on a day. Nothing here is ever put together into one number for a house.
"""
