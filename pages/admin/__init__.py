"""Pages of those who keep the data and the accounts."""
