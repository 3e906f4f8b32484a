"""Veilig voorwerp (safe object): a thing that is moved without a word, and somebody who comes.

A room full of things; moving any of them is play, and one thing on one place is a signal. It goes up
a ladder until somebody has seen or spoken whoever it is about.
"""
