"""vCard 2.1, 3.0 and 4.0 as others write it: split, tokenize, compose; linear in time, one card in memory."""
