"""Setting targets and seasonal profiles in the page."""
