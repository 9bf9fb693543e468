"""What both sides of a transfer look like, in terms that are the same for every layout."""
