"""What retrieval, time and memory measure on this machine, beside their bars."""
