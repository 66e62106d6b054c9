-- Schema 2: every kind of reminder, and what bends them.

-- What someone did and what it changed; the ones that have not ended are the unsaid thanks.
CREATE TABLE contribution (
    id       BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person   BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    what     TEXT NOT NULL,                 -- '' when the moment that planted it says no more than its gesture
    changed  TEXT NOT NULL,
    on_date  TEXT NOT NULL,                 -- when they did it
    noted_on TEXT NOT NULL,                 -- it ripens on the working day after
    moment   BLOB REFERENCES moment (id) ON DELETE CASCADE,  -- what they did for me, logged
    ended    TEXT CHECK (ended IN ('thanked', 'let-go')),
    CHECK (what <> '' OR moment IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX contribution_unsaid ON contribution (noted_on) WHERE ended IS NULL;
CREATE INDEX contribution_by_person ON contribution (person);
CREATE INDEX contribution_by_moment ON contribution (moment) WHERE moment IS NOT NULL;

-- Own occasions; birthdays and work anniversaries come from the person.
CREATE TABLE occasion (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person    BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    title     TEXT NOT NULL CHECK (title <> ''),
    day       TEXT NOT NULL,                -- YYYY-MM-DD, or --MM-DD for a yearly one whose first year is not known
    yearly    INTEGER NOT NULL CHECK (yearly IN (0, 1)),
    lead_days INTEGER NOT NULL CHECK (lead_days BETWEEN 0 AND 30)
) STRICT, WITHOUT ROWID;
CREATE INDEX occasion_by_person ON occasion (person);

CREATE TABLE own_reminder (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person    BLOB REFERENCES person (id) ON DELETE CASCADE,
    text      TEXT NOT NULL CHECK (text <> ''),
    on_date   TEXT NOT NULL,                -- the first, or only, occurrence
    at_minute INTEGER CHECK (at_minute BETWEEN 0 AND 1439),  -- local; NULL for some time that day
    every     INTEGER CHECK (every BETWEEN 1 AND 366),       -- NULL for once
    unit      TEXT CHECK (unit IN ('day', 'week', 'month', 'year')),
    done_on   TEXT,                         -- the last occurrence that was done
    CHECK ((every IS NULL) = (unit IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX own_reminder_by_person ON own_reminder (person) WHERE person IS NOT NULL;

-- Stretches of days, both ends included: the user's own away periods, a person's leave, a person's pause.
CREATE TABLE block (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person     BLOB REFERENCES person (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('away', 'leave', 'pause')),
    from_date  TEXT NOT NULL,
    until_date TEXT NOT NULL CHECK (until_date >= from_date),
    CHECK ((kind = 'away') = (person IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX block_by_person ON block (person) WHERE person IS NOT NULL;

-- A denser rhythm that tapers.
CREATE TABLE transition (
    person     BLOB NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('new', 'back', 'hard-week')),
    started_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- When the user last said no to a longer rhythm.
CREATE TABLE offer (
    person      BLOB NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    declined_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The median of the last twelve gaps, in days, between the dates of one's own moments with a person; NULL below three
-- gaps. Kept by the triggers below, so that who has gone quiet is read from one small table. Deleting only updates: a
-- person's own end takes the row.
CREATE TABLE habit (
    person     BLOB NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    median_gap INTEGER
) STRICT, WITHOUT ROWID;
CREATE TRIGGER habit_more AFTER INSERT ON moment_person WHEN NEW.moves = 1 BEGIN
    INSERT INTO habit (person, median_gap) VALUES (NEW.person, NULL) ON CONFLICT (person) DO NOTHING;
    UPDATE habit SET median_gap = (
        SELECT gap FROM (
            SELECT gap, count(*) OVER () AS gaps, row_number() OVER (ORDER BY gap) AS place FROM (
                SELECT CAST(julianday(on_date) - julianday(lag(on_date) OVER (ORDER BY on_date)) AS INTEGER) AS gap
                FROM (SELECT DISTINCT on_date FROM moment_person WHERE person = NEW.person AND moves = 1
                      ORDER BY on_date DESC LIMIT 13))
            WHERE gap IS NOT NULL)
        WHERE gaps >= 3 AND place = (gaps + 2) / 2)
    WHERE person = NEW.person;
END;
CREATE TRIGGER habit_less AFTER DELETE ON moment_person WHEN OLD.moves = 1 BEGIN
    UPDATE habit SET median_gap = (
        SELECT gap FROM (
            SELECT gap, count(*) OVER () AS gaps, row_number() OVER (ORDER BY gap) AS place FROM (
                SELECT CAST(julianday(on_date) - julianday(lag(on_date) OVER (ORDER BY on_date)) AS INTEGER) AS gap
                FROM (SELECT DISTINCT on_date FROM moment_person WHERE person = OLD.person AND moves = 1
                      ORDER BY on_date DESC LIMIT 13))
            WHERE gap IS NOT NULL)
        WHERE gaps >= 3 AND place = (gaps + 2) / 2)
    WHERE person = OLD.person;
END;
INSERT INTO habit (person, median_gap) SELECT person, NULL FROM met WHERE last_move IS NOT NULL;
UPDATE habit SET median_gap = (
    SELECT gap FROM (
        SELECT gap, count(*) OVER () AS gaps, row_number() OVER (ORDER BY gap) AS place FROM (
            SELECT CAST(julianday(on_date) - julianday(lag(on_date) OVER (ORDER BY on_date)) AS INTEGER) AS gap
            FROM (SELECT DISTINCT on_date FROM moment_person WHERE person = habit.person AND moves = 1
                  ORDER BY on_date DESC LIMIT 13))
        WHERE gap IS NOT NULL)
    WHERE gaps >= 3 AND place = (gaps + 2) / 2);

-- A reminder need not be about a person: the two tables that name one allow none.
CREATE TABLE new_put_off (
    reminder TEXT NOT NULL PRIMARY KEY,     -- kind, subject and due date
    person   BLOB REFERENCES person (id) ON DELETE CASCADE,
    due      TEXT NOT NULL,
    until_ms INTEGER,
    made_on  TEXT NOT NULL                  -- civil date; a skipped cycle starts anew from here
) STRICT, WITHOUT ROWID;
INSERT INTO new_put_off (reminder, person, due, until_ms, made_on)
    SELECT reminder, person, due, until_ms, made_on FROM put_off;
DROP TABLE put_off;
ALTER TABLE new_put_off RENAME TO put_off;
CREATE INDEX put_off_by_person ON put_off (person);

CREATE TABLE new_banner (
    reminder   TEXT NOT NULL,               -- or return-DATE, for the banner after an absence
    on_date    TEXT NOT NULL,
    slot       INTEGER NOT NULL,            -- which of the day's windows; -1 for one asked for by a time
    person     BLOB REFERENCES person (id) ON DELETE CASCADE,
    state      TEXT NOT NULL CHECK (state IN ('claimed', 'shown', 'expired', 'dismissed', 'answered', 'withdrawn')),
    claimed_ms INTEGER NOT NULL,
    PRIMARY KEY (reminder, on_date, slot)
) STRICT, WITHOUT ROWID;
INSERT INTO new_banner (reminder, on_date, slot, person, state, claimed_ms)
    SELECT reminder, on_date, slot, person, state, claimed_ms FROM banner;
DROP TABLE banner;
ALTER TABLE new_banner RENAME TO banner;
CREATE INDEX banner_by_date ON banner (on_date);
CREATE INDEX banner_by_person ON banner (person);
