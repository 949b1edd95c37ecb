# What stands on every page of a handbook that does not show the present.

other-day = This is how things stood on { $day } (commit { $commit }).
other-day-uncommitted = This is how things stood on { $day }, by files that are not committed yet.
other-day-ahead = This is how things will stand on { $day } if nothing is changed (commit { $commit }).
other-day-ahead-uncommitted = This is how things will stand on { $day } if nothing is changed, by files that are not committed yet.
other-day-current = The handbook of today
