# Taking in a checked work sheet, or a supplier's reply.
return-take = Take in
return-title = Take in a work sheet or a reply
return-kinds = Work sheet or reply (*.xlsx *.csv)
return-reading = Comparing what came back
return-signers = Reading who can sign
return-signer = Who signs
return-unsigned = nobody
return-passphrase = Passphrase of the signature
return-add = Add as a supplement
return-reply = Reply to { $request }: { $justified } justified, { $wrong } wrong, { $unknown } unknown. What is wrong is no finding before the organisation was heard.
return-added = Added as the signed supplement { $file }; it counts once the extract is opened again.
return-added-unsigned = Added as the supplement { $file } without a signature; it counts once the extract is opened again.
error-return-kind = { $file } is neither a work sheet (.xlsx) nor a reply (.csv). Choose the file that came back.
