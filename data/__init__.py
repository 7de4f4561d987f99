"""What the numbers stand on: tables, releases, files read in. No screen, no page queries."""
