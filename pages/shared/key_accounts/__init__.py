"""Parts of the key accounts page."""
