"""Pictures, drawings and voices from phones: made harmless before anything else touches them.

What comes in is never kept: pictures are drawn anew, drawings are counted out number by number,
sounds lose every label. Nothing here knows about people, databases or pages.
"""
