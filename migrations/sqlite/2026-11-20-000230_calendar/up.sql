CREATE TABLE calendar_versions (
    number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
    first_year BIGINT NOT NULL,
    last_year BIGINT NOT NULL CHECK (last_year >= first_year),
    published_at TIMESTAMP NOT NULL,
    published_by BIGINT REFERENCES people (id)
);
CREATE TABLE calendar_days (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version BIGINT NOT NULL REFERENCES calendar_versions (number),
    on_day DATE NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('working', 'weekend', 'holiday', 'carried-over', 'moved-day-off', 'moved-working-day', 'ordered-day-off', 'ordered-working-day')),
    holiday TEXT,
    other_day DATE,
    act_title TEXT NOT NULL,
    act_number TEXT,
    act_on DATE,
    UNIQUE (version, on_day)
);
CREATE TABLE calendar_drafts (
    based_on BIGINT NOT NULL PRIMARY KEY REFERENCES calendar_versions (number),
    last_year BIGINT NOT NULL
);
CREATE TABLE calendar_draft_days (
    on_day DATE NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('working', 'weekend', 'holiday', 'carried-over', 'moved-day-off', 'moved-working-day', 'ordered-day-off', 'ordered-working-day')),
    holiday TEXT,
    other_day DATE,
    act_title TEXT NOT NULL,
    act_number TEXT,
    act_on DATE
);
CREATE TRIGGER calendar_versions_no_update BEFORE UPDATE ON calendar_versions BEGIN SELECT RAISE(ABORT, 'a published calendar is never changed'); END;
CREATE TRIGGER calendar_versions_no_delete BEFORE DELETE ON calendar_versions BEGIN SELECT RAISE(ABORT, 'a published calendar is never changed'); END;
CREATE TRIGGER calendar_days_no_update BEFORE UPDATE ON calendar_days BEGIN SELECT RAISE(ABORT, 'a published calendar is never changed'); END;
CREATE TRIGGER calendar_days_no_delete BEFORE DELETE ON calendar_days BEGIN SELECT RAISE(ABORT, 'a published calendar is never changed'); END;
