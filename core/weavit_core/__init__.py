"""What the laptop and the hub must agree on. Pure: no I/O, no clock, nothing else of ours."""
