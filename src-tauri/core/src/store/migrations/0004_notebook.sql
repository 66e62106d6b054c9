-- The notebook: details, own fields, several teams, the bin, and the index that search reads.

CREATE TABLE detail (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person     BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    text       TEXT NOT NULL CHECK (text <> ''),
    category   TEXT NOT NULL CHECK (category <> ''),    -- family … other, or the user's own word
    learned_on TEXT NOT NULL,               -- civil date
    source     TEXT NOT NULL CHECK (source IN ('told', 'inferred')),
    private    INTEGER NOT NULL CHECK (private IN (0, 1)),  -- 1: never on a banner
    expires_on TEXT                         -- the last civil date it is shown; NULL for always
) STRICT, WITHOUT ROWID;
CREATE INDEX detail_by_person ON detail (person, learned_on);

CREATE TABLE own_field (
    person   BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name     TEXT NOT NULL CHECK (name <> ''),
    value    TEXT NOT NULL CHECK (value <> ''),
    PRIMARY KEY (person, position)
) STRICT, WITHOUT ROWID;

-- Teams beside person.team, which is the one that is shown.
CREATE TABLE other_team (
    person   BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name     TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (person, position)
) STRICT, WITHOUT ROWID;

-- Typed names are looked for among what people are called without reading their rows.
CREATE INDEX person_by_called ON person (called) WHERE called <> '';

-- What an entry deleted (person, moment, detail): it stays in the journal for thirty days at least, so that the bin can
-- bring it back. NULL for every other entry.
ALTER TABLE journal ADD COLUMN deleted TEXT CHECK (deleted IN ('person', 'moment', 'detail'));

-- The search index. The triggers below only note what changed; the store brings the index up to date before the next
-- search. So a row written by any means, undo included, is never forgotten, and logging waits for no index.
-- Rows of contact, tag, own_field, other_team, moment_person and moment_gesture are made and deleted, never updated.
CREATE VIRTUAL TABLE search USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3 4 5 6'
);
CREATE TABLE search_entry (
    place INTEGER NOT NULL PRIMARY KEY,     -- the row of search: kind, minute, number
    id    BLOB NOT NULL UNIQUE CHECK (length(id) = 16)
) STRICT;
CREATE TABLE search_stale (
    id   BLOB NOT NULL PRIMARY KEY,
    kind INTEGER NOT NULL                   -- as in search_entry.place
) STRICT, WITHOUT ROWID;

CREATE TRIGGER search_person_new AFTER INSERT ON person BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 7);
END;
CREATE TRIGGER search_person_changed AFTER UPDATE OF name, called, pronunciation, pronouns, role, team, organisation,
    place, zone, notes, created_on ON person
BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 7);
END;
CREATE TRIGGER search_person_gone AFTER DELETE ON person BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.id, 7);
END;
CREATE TRIGGER search_contact_new AFTER INSERT ON contact BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.person, 7);
END;
CREATE TRIGGER search_contact_gone AFTER DELETE ON contact BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.person, 7);
END;
CREATE TRIGGER search_tag_new AFTER INSERT ON tag BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.person, 7);
END;
CREATE TRIGGER search_tag_gone AFTER DELETE ON tag BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.person, 7);
END;
CREATE TRIGGER search_own_field_new AFTER INSERT ON own_field BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.person, 7);
END;
CREATE TRIGGER search_own_field_gone AFTER DELETE ON own_field BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.person, 7);
END;
CREATE TRIGGER search_other_team_new AFTER INSERT ON other_team BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.person, 7);
END;
CREATE TRIGGER search_other_team_gone AFTER DELETE ON other_team BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.person, 7);
END;

CREATE TRIGGER search_detail_new AFTER INSERT ON detail BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 6);
END;
CREATE TRIGGER search_detail_changed AFTER UPDATE ON detail BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 6);
END;
CREATE TRIGGER search_detail_gone AFTER DELETE ON detail BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.id, 6);
END;

CREATE TRIGGER search_follow_up_new AFTER INSERT ON follow_up BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 5);
END;
CREATE TRIGGER search_follow_up_changed AFTER UPDATE OF person, text, on_date ON follow_up BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 5);
END;
CREATE TRIGGER search_follow_up_gone AFTER DELETE ON follow_up BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.id, 5);
END;

-- What a moment planted is found as the moment.
CREATE TRIGGER search_contribution_new AFTER INSERT ON contribution WHEN NEW.moment IS NULL BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 4);
END;
CREATE TRIGGER search_contribution_changed AFTER UPDATE OF person, what, changed, on_date, moment ON contribution BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 4);
END;
CREATE TRIGGER search_contribution_gone AFTER DELETE ON contribution WHEN OLD.moment IS NULL BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.id, 4);
END;
CREATE TRIGGER search_occasion_new AFTER INSERT ON occasion BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 3);
END;
CREATE TRIGGER search_occasion_changed AFTER UPDATE OF person, title, day ON occasion BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 3);
END;
CREATE TRIGGER search_occasion_gone AFTER DELETE ON occasion BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.id, 3);
END;
CREATE TRIGGER search_own_reminder_new AFTER INSERT ON own_reminder BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 2);
END;
CREATE TRIGGER search_own_reminder_changed AFTER UPDATE OF person, text, on_date ON own_reminder BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 2);
END;
CREATE TRIGGER search_own_reminder_gone AFTER DELETE ON own_reminder BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.id, 2);
END;

CREATE TRIGGER search_moment_new AFTER INSERT ON moment BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 1);
END;
CREATE TRIGGER search_moment_changed AFTER UPDATE OF at_ms, note ON moment BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.id, 1);
END;
CREATE TRIGGER search_moment_gone AFTER DELETE ON moment BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.id, 1);
END;
CREATE TRIGGER search_moment_person_new AFTER INSERT ON moment_person BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.moment, 1);
END;
CREATE TRIGGER search_moment_person_gone AFTER DELETE ON moment_person BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.moment, 1);
END;
CREATE TRIGGER search_moment_gesture_new AFTER INSERT ON moment_gesture BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (NEW.moment, 1);
END;
CREATE TRIGGER search_moment_gesture_gone AFTER DELETE ON moment_gesture BEGIN
    INSERT OR IGNORE INTO search_stale (id, kind) VALUES (OLD.moment, 1);
END;

INSERT INTO search_stale (id, kind) SELECT id, 7 FROM person;
INSERT INTO search_stale (id, kind) SELECT id, 5 FROM follow_up;
INSERT INTO search_stale (id, kind) SELECT id, 4 FROM contribution WHERE moment IS NULL;
INSERT INTO search_stale (id, kind) SELECT id, 3 FROM occasion;
INSERT INTO search_stale (id, kind) SELECT id, 2 FROM own_reminder;
INSERT INTO search_stale (id, kind) SELECT id, 1 FROM moment;
