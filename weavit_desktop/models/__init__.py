"""Qt item models over the services: ids and a window of rows, never a list of objects. No SQL, no looks."""
