CREATE TABLE challenges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL UNIQUE,
    browser BLOB NOT NULL CHECK (length(browser) = 32),
    purpose TEXT NOT NULL,
    content BLOB NOT NULL,
    issued_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    answered_at TIMESTAMP
);
CREATE INDEX challenges_by_end ON challenges (expires_at);
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
    person_id BIGINT NOT NULL REFERENCES people (id),
    started_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX sessions_of_person ON sessions (person_id);
