# The tree of units.

units-lead = Each unit has its mandate from the one it stands under, which stays answerable for it.
units-none = There are no units yet.
units-loose = Outside the tree
units-loose-why = No chain of mandates leads from these units to the top.
units-empty = empty
count-members = { $n ->
    [one] { $n } member
   *[other] { $n } members
}
units-part = Units: { $units }
units-inside = Inside { $unit }:
units-others = The other units
