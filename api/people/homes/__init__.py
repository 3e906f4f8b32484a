"""Wie waar woont, wie wat kan en wie wat weet: what people told about each other, never what was tracked.

Everything here is a fact of the household or somebody's own word about themselves. Nothing depends on
the shield list but what is a child's own: a page that loses a line would tell the feared one why.
"""
