"""Tables of people: each column stands for a field, or is kept as it came."""
