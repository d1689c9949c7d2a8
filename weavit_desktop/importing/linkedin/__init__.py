"""LinkedIn's "Get a copy of your data", of every era since 2018."""
