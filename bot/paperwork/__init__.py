"""Long work that a conversation asked for, done beside it: workbooks read and written, sheets, pictures."""
