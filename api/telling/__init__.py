"""What the books of a child tell of the plan: who makes them hears it when the plan moves on.

Stands above the plan and the books, which know nothing of each other.
"""
