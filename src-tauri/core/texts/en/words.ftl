### Texts of Nod in English: words.
