# The reply form as a PDF
form-how-pdf = Fill in the yellow fields on a screen, save, and send this PDF back as it is; a scan of a print cannot be taken in.
form-foot-pdf = Sent by the casebook and sealed; please change nothing else.
form-page = Page { $page } of { $pages }
error-form-pdf = { $file } cannot be read: it is no intact PDF, or it is locked by a password. Ask for the PDF that was sent, filled in and saved.
error-form-large = { $file } unfolds to more than { $largest } MB, which no reply form does; it was not read. Ask for the PDF that was sent.
