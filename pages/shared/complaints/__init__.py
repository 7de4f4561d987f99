"""Parts of the complaints page."""
