option-query-sql = One SELECT statement; it may read the extract's tables, the derived tables, and period, parameters, calendar_day, standard_value.
option-query-format-name = Output format: table, csv, json or parquet; without it what the name of --out says, else a table. json is one document on standard output and one object a line in a file.
option-query-out = Write to this file (.csv, .json or .parquet); the mark of an unsigned extract goes into every row.
option-query-limit = The most rows a table shows, 0 for all; the other formats are always whole.
query-shown = Only the first { $shown } of { $rows } rows are shown. Show all with --limit 0, or write a file with --out.
query-written = Wrote { $file }: { $rows } rows.
error-query-format = There is no output format { $name }. Choose one of: { $known }.
error-query-parquet = Parquet cannot go to standard output. Name a file with --out.
