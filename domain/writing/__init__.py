"""How text is written: folding, traditional forms, and words that are only small talk."""
