"""The people page: search, filters, the table of everyone, and what can be done with several at once."""
