"""Parts of the customer profile."""
