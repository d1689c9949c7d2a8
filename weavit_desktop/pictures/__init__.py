"""The process that decodes pictures: without the vault, without the network, with little to spend."""
