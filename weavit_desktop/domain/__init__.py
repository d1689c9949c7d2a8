"""Pure rules over plain values: no I/O, no Qt, no clock. `today` and `now` are arguments."""
