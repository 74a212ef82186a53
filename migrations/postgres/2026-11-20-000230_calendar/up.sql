CREATE TABLE calendar_versions (
    number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
    first_year BIGINT NOT NULL,
    last_year BIGINT NOT NULL CHECK (last_year >= first_year),
    published_at TIMESTAMP NOT NULL,
    published_by BIGINT REFERENCES people (id)
);
CREATE TABLE calendar_days (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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
CREATE FUNCTION calendar_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published calendar is never changed';
END $$;
CREATE TRIGGER calendar_versions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON calendar_versions
    FOR EACH STATEMENT EXECUTE FUNCTION calendar_is_never_changed();
CREATE TRIGGER calendar_days_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON calendar_days
    FOR EACH STATEMENT EXECUTE FUNCTION calendar_is_never_changed();
