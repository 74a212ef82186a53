-- Looks that people named for themselves, with what they last saw there.
CREATE TABLE saved_looks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id BIGINT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    system TEXT NOT NULL CHECK (system IN ('ac', 'sp')),
    budget TEXT NOT NULL,
    period TEXT NOT NULL,
    path TEXT,
    known_on DATE,
    seen_last TEXT NOT NULL,
    seen_versions BIGINT NOT NULL,
    saved_at TIMESTAMP NOT NULL
);
CREATE INDEX saved_looks_of_person ON saved_looks (person_id);
