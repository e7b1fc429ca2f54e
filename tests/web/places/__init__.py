"""Pages of franchises, people, changes and the calendar."""
