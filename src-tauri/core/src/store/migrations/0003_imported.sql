-- What files said of people when they were brought in, so that a newer file of the same program can update what the user
-- has not changed since. Only digests are kept: what a user deletes is not kept a second time.
CREATE TABLE imported (
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    source TEXT NOT NULL,                   -- digest of the file's own identifier for the person, else of the kind of file
    said   TEXT NOT NULL,                   -- JSON object: a field's name, and the digest of what the file said
    PRIMARY KEY (person, source)
) STRICT, WITHOUT ROWID;
