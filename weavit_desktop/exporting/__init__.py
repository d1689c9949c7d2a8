"""People into files that other programs read."""
