"""Rules of the domain, pure: what several tools share stands here."""
