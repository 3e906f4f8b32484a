"""Everything that is true without a browser. Pages import from here; nothing here imports pages."""
