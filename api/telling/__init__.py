"""Achterhaalde bladzijde: the plan moved on, and a page of a child's book tells what it was.

Stands above the plan and the books, which know nothing of each other. Who makes the book hears it.
"""
