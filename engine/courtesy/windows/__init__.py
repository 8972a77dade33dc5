"""When a message may be sent: the exact intervals of every source, and what is due, fine, to wait for or closed."""
