"""The other process: it has the network and no vault. Nothing else of ours is imported here but the pipe."""
