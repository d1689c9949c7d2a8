"""The hub: stores what colleagues publish, and releases tables that name nobody."""
