"""What we may honestly say: answers, terms, treatments and conditions, with the evidence each claim rests on."""
