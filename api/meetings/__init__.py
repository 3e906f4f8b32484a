"""Meetings of a household and its network (netwerkberaad): planned, held, and looked back on."""
