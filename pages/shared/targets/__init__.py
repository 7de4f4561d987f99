"""Parts of the targets page."""
