### Texts of Nod in English: import.
