"""What the kinds that tell figures share: sums, durations, ratings, awards and sources as slots of their own."""
