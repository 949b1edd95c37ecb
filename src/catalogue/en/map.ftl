# The map of units and roles.

part-map = Map
map-lead = Each circle lies in the one that it has its mandate from. It leads to its page, where its own map shows what lies inside.
map-of = Map of { $unit }
map-vacant = { $name }, { $vacant }
map-deeper = Some units lie deeper than the map shows: the pages of the units around them have maps of their own.
map-dots = The smallest circles lead nowhere here: the pages of the units around them draw them larger.
map-all = The same as a table
map-table = Units and roles, each below the unit that it lies in
map-without-roles = { $n ->
    [one] { $n } role stands on the page of its unit.
   *[other] { $n } roles stand on the pages of their units.
}
map-without-units = { $n ->
    [one] { $n } unit that lies deeper stands on the page of the one above it.
   *[other] { $n } units that lie deeper stand on the pages of those above them.
}
map-nothing = There are no units yet.
map-units = All units with their purposes
column-unit-or-role = Unit or role
column-kind = Kind
column-holder = Who
map-ties = Show who represents a unit in another
map-represents = { $role }, represents { $unit } in { $other }
map-represents-voice = { $role }, speaks for { $unit } in { $other }
map-represents-observer = { $role }, observes for { $unit } in { $other }
