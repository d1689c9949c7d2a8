"""The parts every screen is built from. Each is given plain values and the theme."""
