"""The pages of the window, each over services and tasks; none knows another."""
