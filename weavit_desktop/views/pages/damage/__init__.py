"""A vault that is damaged: what is lost, and the ways back."""
