"""Seintje (push message): the neutral knock on somebody's phone, and what became of it.

A knock says nothing: not who, not what, not how many. It only makes a person look. A message that is
merely sent is worth nothing, so what the phone tells back, shown and opened, is kept apart.
"""
