"""Woord en Beeld: adults tell a child in words and pictures what happened, and what the plan is.

A book is made by named people, agreed by named people page by page, and then shown. A child reads
exactly what was shown to it, and never anything before.
"""
