# The search.

search = Search
search-field = Find a role, rule or topic
search-button = Search
search-failed = The search could not be loaded. The lists are complete without it.
search-found = { $n } results
search-found-one = 1 result
search-nothing = Nothing matches “{ $query }”.
search-without-script = The search needs a script, which is not running. These lists have everything:
search-topic = Topic
