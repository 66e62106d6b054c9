### Texts of Nod in English: errors.
