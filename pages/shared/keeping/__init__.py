"""Parts of the pages of those who keep data and accounts."""
