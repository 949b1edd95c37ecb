# The page of one comparison.

comparison = Comparison
made-with-tool = Made with { $tool }.
fact-base = Base
fact-head = Head
fact-as-of = As of
fact-lines = Lines
fact-records = Records
effect-centralises = centralises
effect-distributes = distributes
people-untouched = { count-people } concerned without a change of their own records
