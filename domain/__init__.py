"""What is true of home visits: pure rules and frozen values, with no input, output or clock."""
