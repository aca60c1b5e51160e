"""Models that are not of record, each with the reason: nothing clinical may be lost or silently changed in them."""

REASONS = {
    "ledger.Seal": "appended by the sealer's role alone, signed, each bound to the one before",
    "access.Staff": "passwords and locks are no clinical history, and a failed sign-in must not need an act",
    "access.SigningProof": "minutes old at most and used once; what it proved is kept with the signature",
    "documents.FileContent": "bytes under their own hash, which the row of record beside them names",
    "people.PersonKey": "stands outside the history on purpose: erasure destroys it, the record keeps its seals",
    "people.SearchWord": "keyed hashes derived from the ciphertext's words; made anew at each change, gone at erasure",
    "lineage.Closure": "derived from the edges by their trigger; nobody else may write it",
    "knowledge.Publication": "a counter that the triggers of the shown tables raise; the application may only read it",
    "ledger.Entry": "the record itself: written by ledger.close alone, sealed, refused to everybody else",
    "ledger.Change": "the record itself: written by the capture triggers alone",
    "ledger.Attempt": "what was asked for, before anybody judged it: append-only by right and trigger",
    "ledger.Reading": "who opened whose record: append-only by right and trigger",
}
# Records of the whole house, the same at every site.
WITHOUT_SITE = {
    "access.Organisation": "what sites belong to",
    "access.Site": "is the site",
    "access.Member": "a person of the house; each grant of a role names its site",
    "lab.ProcessLimits": "one rule set for all sites, with its effective date",
    "documents.Text": "one wording for all sites; who lets it be used at a site signs there",
    "documents.Rendition": "one wording for all sites",
    "knowledge.Source": "the literature is the same for everybody",
    "knowledge.SourceVersion": "the literature is the same for everybody",
    "knowledge.Statement": "what others say is the same for everybody",
    "knowledge.Page": "one public site for the whole house; what may be shown where is a rule of the place",
    "knowledge.Revision": "one public site for the whole house",
    "knowledge.Sentence": "one public site for the whole house",
    "knowledge.Binding": "one public site for the whole house",
    "knowledge.Wording": "one public site for the whole house",
    "knowledge.Edition": "one public site for the whole house",
    "knowledge.FigurePublication": "a figure counts over the whole house, as its definition says",
    "knowledge.Fact": "one public site for the whole house",
    "knowledge.PlaceRule": "is the law of a place, not of a site",
}
