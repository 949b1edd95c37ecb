# The people, and the page of each.

people-lead = Everyone who holds a seat, and what the seat is called.
people-no-seats = Nobody holds a seat at present.
people-without = Without a seat at present
people-by-name = { $n ->
    [one] { $n } person by name. Each page tells the seats and what they allow.
   *[other] { $n } people by name. Each page tells the seats and what they allow.
}
people-by-letter = People by letter
people-letter = People: { $letter }
people-seats = People and their seats
column-seats = Seats
activity-leave = on leave
activity-inactive = inactive
activity-emeritus = emeritus

## Who it is

person-human = Person
person-bot = Program
person-organisation = Organisation

## The seats

person-seats-now = Seats now
person-no-seat = No seat at present.
person-coming = To come
person-before = Seats before
person-none-before = None is recorded.
person-seats = Seats of { $person }
person-seats-before = Seats that { $person } held before
person-seats-coming = Seats that { $person } will take
person-seat-through = { $seat }, through { $unit }
person-seat-in = in { $unit }

## What they allow

person-allows = What these seats allow
person-allows-nothing = No power follows from them.
person-standing-in = Standing in for { $actor }
person-as-member = As a member of { $unit }
person-as = As { $role }
person-in-person = In person
person-with = { $with }.
person-allows-others = In other seats, whose pages tell their powers
person-allows-more = { $n ->
    [one] { $n } more stands on this page:
   *[other] { $n } more stand on this page:
}
column-powers = Powers

## About the person

person-about = About
person-own-words = In their own words
fact-affiliations = Affiliations
affiliation-since = { $organisation }, since { $day }
fact-interests = Declared interests
fact-handles = Handles
handle-at = { $service }: { $handle }
fact-links = Links
fact-place = Place
fact-time-zone = Time zone
fact-languages = Languages
fact-skills = Skills

## Languages

language-ar = Arabic
language-bn = Bengali
language-cs = Czech
language-da = Danish
language-de = German
language-el = Greek
language-en = English
language-es = Spanish
language-fa = Persian
language-fi = Finnish
language-fr = French
language-ga = Irish
language-he = Hebrew
language-hi = Hindi
language-hu = Hungarian
language-id = Indonesian
language-it = Italian
language-ja = Japanese
language-ko = Korean
language-mi = Māori
language-nl = Dutch
language-no = Norwegian
language-pl = Polish
language-pt = Portuguese
language-ro = Romanian
language-ru = Russian
language-sv = Swedish
language-sw = Swahili
language-ta = Tamil
language-tr = Turkish
language-uk = Ukrainian
language-ur = Urdu
language-vi = Vietnamese
language-yo = Yoruba
language-zh = Chinese
