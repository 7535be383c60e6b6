"""The clock edge: wakes up, lets pure rules decide, writes down what they say; it speaks to no channel."""
