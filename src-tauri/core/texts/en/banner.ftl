### Texts of Nod in English: banner.
