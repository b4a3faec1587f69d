classification-public = Public
classification-internal = Internal
classification-confidential = Confidential
classification-secret = Secret
classification-top-secret = Top secret
