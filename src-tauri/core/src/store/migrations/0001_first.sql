-- Schema 1. Ids are UUIDv7 in 16 bytes. Civil dates are 'YYYY-MM-DD', instants are UTC milliseconds since 1970.
-- An empty text means "not known".

CREATE TABLE circle (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    built_in    TEXT UNIQUE,                -- reports, close, wider, network; NULL for the user's own
    name        TEXT NOT NULL,              -- '' for a built-in one that was not renamed
    rhythm_days INTEGER CHECK (rhythm_days BETWEEN 1 AND 3650),
    position    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE gesture (
    id       TEXT NOT NULL PRIMARY KEY,     -- thanked … celebrated, or the key of the user's own
    name     TEXT NOT NULL,                 -- '' for a built-in one that was not renamed
    hidden   INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    uid           TEXT UNIQUE,              -- the UID of the card this person came from
    name          TEXT NOT NULL CHECK (name <> ''),
    folded        TEXT NOT NULL,            -- name without case and diacritics; People is ordered by it
    called        TEXT NOT NULL,
    pronunciation TEXT NOT NULL,
    pronouns      TEXT NOT NULL,
    role          TEXT NOT NULL,
    team          TEXT NOT NULL,
    organisation  TEXT NOT NULL,
    place         TEXT NOT NULL,
    zone          TEXT NOT NULL,            -- IANA name
    start_date    TEXT NOT NULL,            -- YYYY-MM-DD
    birthday      TEXT NOT NULL,            -- YYYY-MM-DD, or --MM-DD without a year
    notes         TEXT NOT NULL,            -- Markdown
    circle        BLOB REFERENCES circle (id) ON DELETE SET NULL,
    rhythm_days   INTEGER CHECK (rhythm_days BETWEEN 1 AND 3650),
    archived      INTEGER NOT NULL CHECK (archived IN (0, 1)),
    created_on    TEXT NOT NULL             -- civil date; a first cycle is spread from here
) STRICT, WITHOUT ROWID;
CREATE INDEX person_by_name ON person (archived, folded);
CREATE INDEX person_by_folded ON person (folded);
CREATE INDEX person_by_circle ON person (circle) WHERE circle IS NOT NULL;

CREATE TABLE contact (
    person   BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'handle', 'url')),
    label    TEXT NOT NULL,
    value    TEXT NOT NULL CHECK (value <> ''),
    matching TEXT NOT NULL,                 -- value as duplicates are matched by: lower-case e-mail, digits of a phone
    PRIMARY KEY (person, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_by_value ON contact (kind, matching);

CREATE TABLE tag (
    person BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name   TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (person, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE photo (
    person BLOB NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    mime   TEXT NOT NULL,
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE moment (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    at_ms      INTEGER NOT NULL,
    on_date    TEXT NOT NULL,               -- civil date where the user was; rhythms count from it
    zone       TEXT NOT NULL,
    direction  TEXT NOT NULL CHECK (direction IN ('mine', 'theirs', 'mutual')),
    channel    TEXT,
    note       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX moment_by_time ON moment (at_ms);
CREATE INDEX moment_by_date ON moment (on_date);

CREATE TABLE moment_gesture (
    moment   BLOB NOT NULL REFERENCES moment (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    gesture  TEXT NOT NULL REFERENCES gesture (id),
    PRIMARY KEY (moment, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX moment_gesture_by_gesture ON moment_gesture (gesture);

-- at_ms, on_date and moves repeat the moment's, so that an index answers "last moment with".
CREATE TABLE moment_person (
    moment   BLOB NOT NULL REFERENCES moment (id) ON DELETE CASCADE,
    person   BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    on_date  TEXT NOT NULL,
    moves    INTEGER NOT NULL CHECK (moves IN (0, 1)),  -- 1 when the direction moves the rhythm
    PRIMARY KEY (moment, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX moment_person_by_person ON moment_person (person, at_ms);
CREATE INDEX moment_person_by_move ON moment_person (person, on_date) WHERE moves = 1;

-- What moment_person says of each person, kept by the triggers below: ten thousand people are planned and ranked from
-- one small table, however many moments there are. Rows of moment_person are made and deleted, never updated.
CREATE TABLE met (
    person    BLOB NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    moments   INTEGER NOT NULL,
    last_ms   INTEGER NOT NULL,
    last_on   TEXT NOT NULL,
    last_move TEXT                          -- of the moments that move the rhythm
) STRICT, WITHOUT ROWID;
CREATE TRIGGER met_more AFTER INSERT ON moment_person BEGIN
    INSERT INTO met (person, moments, last_ms, last_on, last_move)
    VALUES (NEW.person, 1, NEW.at_ms, NEW.on_date, CASE NEW.moves WHEN 1 THEN NEW.on_date END)
    ON CONFLICT (person) DO UPDATE SET
        moments = moments + 1,
        last_on = CASE WHEN excluded.last_ms >= last_ms THEN excluded.last_on ELSE last_on END,
        last_ms = max(last_ms, excluded.last_ms),
        last_move = max(coalesce(last_move, excluded.last_move), coalesce(excluded.last_move, last_move));
END;
CREATE TRIGGER met_less AFTER DELETE ON moment_person BEGIN
    DELETE FROM met WHERE person = OLD.person AND moments = 1;
    UPDATE met SET
        moments = moments - 1,
        last_ms = (SELECT max(at_ms) FROM moment_person WHERE person = OLD.person),
        last_on = (SELECT on_date FROM moment_person WHERE person = OLD.person ORDER BY at_ms DESC, moment DESC LIMIT 1),
        last_move = (SELECT max(on_date) FROM moment_person WHERE person = OLD.person AND moves = 1)
    WHERE person = OLD.person;
END;

CREATE TABLE follow_up (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person     BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    text       TEXT NOT NULL CHECK (text <> ''),
    on_date    TEXT NOT NULL,
    planted_on TEXT NOT NULL,
    moment     BLOB REFERENCES moment (id) ON DELETE SET NULL,  -- the moment that planted it
    ended      TEXT CHECK (ended IN ('asked', 'let-go', 'expired'))
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_up_open ON follow_up (on_date) WHERE ended IS NULL;
CREATE INDEX follow_up_by_person ON follow_up (person);
CREATE INDEX follow_up_by_moment ON follow_up (moment) WHERE moment IS NOT NULL;

-- What the user decided about a reminder. `until_ms` puts it off to an instant; NULL skips this due date for good.
CREATE TABLE put_off (
    reminder TEXT NOT NULL PRIMARY KEY,     -- kind, subject and due date
    person   BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    due      TEXT NOT NULL,
    until_ms INTEGER,
    made_on  TEXT NOT NULL                  -- civil date; a skipped cycle starts anew from here
) STRICT, WITHOUT ROWID;
CREATE INDEX put_off_by_person ON put_off (person);

-- Banners: one row an occurrence. Claimed before it is shown, so that a crash costs at most one banner too many.
CREATE TABLE banner (
    reminder   TEXT NOT NULL,
    on_date    TEXT NOT NULL,
    slot       INTEGER NOT NULL,            -- which of the day's windows; -1 for one put off to a time
    person     BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    state      TEXT NOT NULL CHECK (state IN ('claimed', 'shown', 'expired', 'dismissed', 'answered', 'withdrawn')),
    claimed_ms INTEGER NOT NULL,
    PRIMARY KEY (reminder, on_date, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX banner_by_date ON banner (on_date);
CREATE INDEX banner_by_person ON banner (person);

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL                     -- JSON
) STRICT, WITHOUT ROWID;

-- What Nod itself remembers between runs; never undone.
CREATE TABLE state (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The undo journal: one entry an action, with the rows it changed before and after.
CREATE TABLE journal (
    id      INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    words   TEXT NOT NULL,                  -- what was done, for "Undo: …"
    made_ms INTEGER NOT NULL,
    undone  INTEGER NOT NULL DEFAULT 0 CHECK (undone >= 0)  -- 0, or which undo it was; the last comes back first
) STRICT;
CREATE TABLE journal_row (
    id     INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    entry  INTEGER NOT NULL REFERENCES journal (id) ON DELETE CASCADE,
    "table" TEXT NOT NULL,
    before TEXT,                            -- JSON object of SQL literals; NULL for an inserted row
    after  TEXT                             -- NULL for a deleted row
) STRICT;
CREATE INDEX journal_row_by_entry ON journal_row (entry);

INSERT INTO circle (id, built_in, name, rhythm_days, position) VALUES
    (x'0000000000007000800000000000c001', 'reports', '', 7, 0),
    (x'0000000000007000800000000000c002', 'close', '', 14, 1),
    (x'0000000000007000800000000000c003', 'wider', '', 30, 2),
    (x'0000000000007000800000000000c004', 'network', '', 90, 3);
INSERT INTO gesture (id, name, hidden, position) VALUES
    ('thanked', '', 0, 0), ('acknowledged', '', 0, 1), ('checked-in', '', 0, 2), ('listened', '', 0, 3),
    ('remembered', '', 0, 4), ('helped', '', 0, 5), ('celebrated', '', 0, 6);
-- Fixes the jitter of rhythms and the choice of prompts for this database, so that a plan can be repeated.
INSERT INTO state (name, value) VALUES ('seed', abs(random()));
