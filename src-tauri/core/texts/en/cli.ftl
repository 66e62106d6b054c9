### Texts of Nod in English: cli.
