"""What a workbook must say to become the register: the layout of its sheets, and the checks on them."""
