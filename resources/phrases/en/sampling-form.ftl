# The form of an audit sample in the window
sampling-form = Draw an audit sample
sampling-form-how = The sample is drawn from the year so far, in the scope shown. The same extract, choices and seed draw the same rows; the work sheet comes back through "audit-sample in".
sampling-draw = Audit sample
sampling-field-table = From
sampling-field-method = Method
sampling-field-size = Rows to draw
sampling-field-strata = Strata by amount
sampling-field-confidence = Confidence
sampling-field-seed = Seed
sampling-table-payment = Payments
sampling-table-contract = Contracts
sampling-table-benefit-grant = Benefit grants
error-sampling-unwritable = { $file } cannot be written. Choose another folder, or make room on the disk.
