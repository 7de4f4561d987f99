"""The front door: signing in, staying in, and keeping everybody else out."""
