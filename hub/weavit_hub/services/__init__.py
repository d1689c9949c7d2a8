"""What the hub does, each as a function of a database connection, the time, and what it signs with."""
