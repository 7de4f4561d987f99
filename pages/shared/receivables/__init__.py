"""Parts of the receivables page."""
