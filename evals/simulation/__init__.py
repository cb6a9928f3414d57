"""Half a year of a thousand enterprises on a virtual clock: what the platform comes back with, and what comes of it."""
