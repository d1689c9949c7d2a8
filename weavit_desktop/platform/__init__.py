"""What differs between Windows, macOS and Linux, behind one face each."""
