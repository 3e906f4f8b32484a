"""Tweede weg (second way): mail or SMS for somebody whose phone cannot be knocked on, or stays silent.

It says the same neutral sentence as a phone does. The address is the person's own, proved by a code
that was sent there, and hangs on the place on the device where it was given: who takes that device
away takes this along.
"""
