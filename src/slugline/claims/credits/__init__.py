"""Who made a title and who shows it: what the kinds of makers and companies share."""
