CREATE TABLE feeds (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256 BYTEA NOT NULL UNIQUE,
    lines BIGINT NOT NULL CHECK (lines >= 0),
    unknown BIGINT NOT NULL CHECK (unknown BETWEEN 0 AND lines),
    kept_at TIMESTAMP NOT NULL,
    kept_by BIGINT REFERENCES people (id),
    taken_at TIMESTAMP,
    taken_by BIGINT REFERENCES people (id),
    CHECK (taken_by IS NULL OR taken_at IS NOT NULL)
);
CREATE TABLE recorded (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    feed_id BIGINT NOT NULL REFERENCES feeds (id),
    line BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    ending TEXT NOT NULL CHECK (ending IN ('dismissal', 'transfer', 'other')),
    ended_on DATE NOT NULL,
    document TEXT NOT NULL,
    finding TEXT NOT NULL CHECK (finding IN ('suspended', 'later', 'stopped', 'rejected', 'reported', 'seen', 'outdated',
        'without_access')),
    hold_id BIGINT REFERENCES holds (id),
    CHECK (hold_id IS NULL OR finding = 'suspended')
);
CREATE INDEX recorded_of_feed ON recorded (feed_id, id);
CREATE INDEX recorded_of_person ON recorded (person_id);
CREATE INDEX recorded_later ON recorded (ended_on) WHERE finding = 'later';
CREATE TABLE feed_parts (
    feed_id BIGINT NOT NULL REFERENCES feeds (id),
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    found BIGINT NOT NULL,
    with_access BIGINT NOT NULL,
    decision TEXT CHECK (decision IN ('released', 'rejected')),
    decided_at TIMESTAMP,
    decided_by BIGINT REFERENCES people (id),
    reason TEXT,
    PRIMARY KEY (feed_id, body_id),
    CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL)
        AND (decision IS NULL) = (reason IS NULL))
);
CREATE FUNCTION feeds_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a feed takes effect once and is never deleted then';
END $$;
CREATE TRIGGER feeds_stay BEFORE UPDATE OR DELETE ON feeds FOR EACH ROW WHEN (OLD.taken_at IS NOT NULL)
    EXECUTE FUNCTION feeds_stay();
