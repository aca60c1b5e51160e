"""The pages of infusion day: today, preparation, verdict, infusion, a person's chart."""
