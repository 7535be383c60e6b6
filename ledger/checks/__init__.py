"""What a workbook must say to become the register, a sheet a module."""
