"""What several conversations share: rows of buttons, words, guards and sheets."""
