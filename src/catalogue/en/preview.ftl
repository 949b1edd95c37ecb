# What a live preview says of itself.

preview-stale = The records cannot be read as they are now. This is the last handbook that could be made.
preview-none = The records cannot be read, so there is no handbook yet
