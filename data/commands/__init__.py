"""Commands of `python -m data`: each module here adds its own through `register(subparsers)`."""
