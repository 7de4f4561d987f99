"""Pages about customers: one question each."""
