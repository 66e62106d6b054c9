### Texts of Nod in English: grammar.
