# Tables of employees: reading one, and checking it before it is taken
table-link = Add from a table
table-title = Add employees from a table
table-lead = Paste rows that you copied from a spreadsheet, or upload a file. The table is read and checked first; nothing is added to the application until you confirm.
table-columns = Columns are known by their headings (in Kazakh, Russian or English), and without headings by this order:
table-template-csv = Empty table, CSV
table-template-xlsx = Empty table, XLSX
table-name = employees
table-caption = Employees: one person a row
table-text = Rows of the table
table-text-hint = Select the rows in the spreadsheet, copy them, and paste them here
table-file = or a file
table-file-hint = CSV (UTF-8) or XLSX, up to 500 rows, up to 2 MB; of an XLSX the first sheet is read. Formulas are not calculated.
table-read = Read and check
table-waits = A table that was read before waits to be checked. A new one takes its place.
table-fault-too-large = { $count ->
    [one] The table is too large: at most { $count } MB, 1000 rows, 50 columns, 5000 characters in a cell. Add it in parts
   *[other] The table is too large: at most { $count } MB, 1000 rows, 50 columns, 5000 characters in a cell. Add it in parts
}
table-fault-encoding = The file is not in UTF-8: save it as “CSV UTF-8” or XLSX
table-fault-format = This is no table, or the file is damaged: save it as CSV or XLSX
table-fault-empty = The table has no rows: paste rows of employees, or choose a file
table-fault-too-many = { $count ->
    [one] One table has at most { $count } employee: add it in parts
   *[other] One table has at most { $count } employees: add it in parts
}
table-fault-stale = The table has changed since it was shown. Its present state is below
table-check-title = Check the table
table-rows = { $count ->
    [one] { $count } row was read.
   *[other] { $count } rows were read.
}
table-right = { $count ->
    [one] { $count } is right.
   *[other] { $count } are right.
}
table-faulty = { $count ->
    [one] { $count } has to be corrected.
   *[other] { $count } have to be corrected.
}
table-nothing-taken = Nothing is added to the application yet. The table is kept: you can come back to it later.
table-silent = These columns were not found, or are empty
table-ignored = These columns are not known; nothing is taken from them
table-faulty-title = Rows to correct
table-right-title = Right rows
table-row = Row
table-who = Who
table-what = What is wrong, and what to do
table-above = This IIN stands in row { $row }: remove one of the rows
table-formula = A formula stands here: write its value instead
table-correction = Correct the rows here
table-correction-hint = Cells are separated by tabs; the first column is the number of the row in the file. To remove a row, delete its line.
table-correct = Check the corrections
table-add = { $count ->
    [one] Add { $count } employee to the application
   *[other] Add { $count } employees to the application
}
table-drop = Throw the table away
