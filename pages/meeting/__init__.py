"""Pages of the meeting: one question each, in the order of the agenda."""
