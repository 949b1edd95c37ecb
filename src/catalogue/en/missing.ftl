# The page for addresses that lead nowhere.

missing = Page not found
missing-lead = There is no page at this address in the handbook.
missing-look = What stood here may have been renamed, or may have ended. Look in the lists of { $units }, { $roles }, { $people }, { $policies } and { $decisions }.
missing-units = units
missing-roles = roles
missing-people = people
missing-policies = policies
missing-decisions = decisions
