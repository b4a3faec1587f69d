progress-sample = Making the sample: { $table }
sample-made = Made { $file }: { $tables } tables, { $rows } rows, with manifest and signature. The demonstration authority that vouches for it is in { $trust }; name that folder with --trust.
error-sample-cases = A sample needs at least one case; asked for were { $cases }.
