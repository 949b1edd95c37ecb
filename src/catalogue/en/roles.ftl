# The list of roles.

roles-lead = A role is a seat with a mandate, whoever fills it.
roles-none = There are no roles yet.
roles-more = The roles of the other units
roles-from-to = { $first } – { $last }
roles-of = Roles: { $units }
roles-count = { $n ->
    [one] There is { $n } role.
   *[other] There are { $n } roles.
}
roles-vacant = { $n ->
    [0] None of them is vacant.
    [one] { $n } of them is vacant.
   *[other] { $n } of them are vacant.
}
roles-in = Roles in { $unit }
roles-no-unit = In no public unit
roles-in-no-unit = Roles in no public unit
roles-key = key role

## Who holds a role, in few words

held-with-a-vacancy = a seat is vacant
held-elsewhere = kept elsewhere
held-by-nobody = nobody at present
held-deputies = { $n ->
    [one] deputy
   *[other] deputies
}
column-chosen-by = Chosen by
