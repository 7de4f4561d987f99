"""What questions and pages cost: `make bench`, or `python -m tests.bench --help`."""
