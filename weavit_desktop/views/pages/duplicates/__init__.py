"""The queue of people who are probably in the vault twice, reviewed by keyboard."""
