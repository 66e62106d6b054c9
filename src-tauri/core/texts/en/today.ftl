### Texts of Nod in English: today.
