classification-title = Budget classification
classification-lead = The lists of codes by which this portal names what it shows: their versions, where they come from, and what became of codes over the years. They hold no figures.
classification-text = Code or words
classification-found = { $count ->
    [0] Nothing found
    [one] { $count } entry found
   *[other] { $count } entries found
}
classification-found-cut = { $shown } of { $all } entries found: ask more exactly to see the others
classification-entries = Entries found
classification-code = Code
classification-name = Name
classification-list = List
classification-lists = Lists and their versions
classification-version = Version
classification-rows = Codes
classification-unconfirmed = Unconfirmed
classification-is-unconfirmed = known from practice, not compared with a published list
classification-source = Source
classification-list-sections = Sections of the report
classification-list-functions = Functional groups and subgroups
classification-list-administrators = Administrators of budget programmes
classification-list-programmes = Budget programmes and subprogrammes
classification-list-economic = Economic classification of expenditure
classification-list-receipts = Classification of receipts
classification-list-crosswalk = Crosswalk of codes
classification-list-regions = Regions
classification-list-districts = Districts and cities
classification-list-loaded = Places named by loaded data
classification-crosswalk = What became of codes
classification-crosswalk-lead = Read from the reports themselves: one code falls as the other appears. Amounts are corrected plans in million tenge. No act is quoted, so whoever compares years looks at both codes.
classification-no-changes = No change of such a code is known.
classification-from = Earlier code
classification-to = Later code
classification-what = What happened
classification-since = Since
classification-place = Whose budget
classification-observed = What was observed
classification-renamed = renamed
classification-split = split
classification-merged = merged
classification-moved = part of the work moved
classification-ended = ended, no successor known
classification-republican = Republican budget
classification-every-region = Every region
