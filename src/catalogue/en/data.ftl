# What lies beside the pages: feeds, data, addresses.

feed-power = { $organisation }: power over time
feed-decisions = { $organisation }: decisions
feed-gains = Gains: { $who }: { $what }
feed-loses = Loses: { $who }: { $what }
feed-more = { $n ->
    [one] And one more line.
   *[other] And { $n } more lines.
}
feed-concealed = It concerns somebody whose record is not public.
feed-state = State: { $state }
feed-link = Follow this in a feed reader

## Pages that have moved

moved = This page has moved
moved-to = It is now { $record }.

## The foot of every page

footer-edit = Edit this page's source
footer-records = The records behind these pages
footer-below = The records behind these pages are in { $path }.
footer-top = The records behind these pages are at the top of their repository.
footer-data = This page as JSON
footer-history = History
footer-problem = Report a problem
footer-api = Data and addresses

## The page on data, feeds and addresses

api-lead = Everything that this handbook shows is also there for programs, and its addresses last.
api-documents = Data
api-documents-lead = Each document is JSON (UTF-8). What is not public is in none of them.
column-document = Document
column-content = What is in it
api-org = The organisation: vision, goals, topics, methods, agreements
api-units = All units with their mandates and members
api-roles = All roles: how one gets in and out, who holds them, held them and will hold them
api-people = All people with their seats
api-policies = All policies in their present version
api-decisions = All decisions, the newest first, with votes and objections
api-rights = Who may do what on { $day }, and which people that means
api-shifts = The newest changes of power, and where those of each year are
api-one = A record with a page has a document of its own, with its own text: { $page } has { $data }.
api-version = Every document says which version of the format it has, today { $version }. Fields are added and never renamed or dropped until that number changes, so readers pass over what they do not know. { $schema } says what stands where.
api-schema = The JSON Schema
api-days = Days are written as in 2026-03-01. Paths to pages and documents begin at the root of the handbook, those to files at the top of the repository.
api-years = Changes of power by year
api-feeds = Feeds
api-feeds-lead = A feed reader shows what is new. The entries keep their ids wherever the handbook lies and however often it is built.
api-addresses = Addresses
api-addresses-id = The address of a page is made of the id of its record, so it stays when the name changes.
api-addresses-moved = Where an id changes and the record lists the old one under { $field }, the old address leads to the new page.
api-addresses-anchor = Decisions, clauses, shifts, topics and years have anchors of their own.
api-addresses-map = { $sitemap } lists all pages.
api-sitemap = The sitemap
