"""Where people and programs meet Slugline: the command line, and what it prints."""
