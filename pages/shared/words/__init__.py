"""Sentences of the pages: pure functions from numbers to words."""
