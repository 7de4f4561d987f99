"""Parts of the reps page."""
