"""Every component in every state, to look at beside the design and to keep as golden pictures.

By hand: `QT_QPA_PLATFORM=offscreen PYTHONPATH=tests python -m builders.gallery OUT` writes the sheets,
and the pieces into OUT/pieces. After a change that is meant: copy OUT/pieces/* to tests/ui/golden.
"""
