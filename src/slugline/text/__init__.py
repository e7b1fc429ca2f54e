"""From an article to what its sentences name, date and refer back to."""
