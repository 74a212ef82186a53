ALTER TABLE sessions ADD COLUMN network TEXT NOT NULL DEFAULT '';
CREATE TABLE session_networks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id BIGINT NOT NULL REFERENCES sessions (id),
    network TEXT NOT NULL CHECK (network <> ''),
    first_at TIMESTAMP NOT NULL,
    last_at TIMESTAMP NOT NULL,
    UNIQUE (session_id, network)
);
CREATE INDEX session_networks_by_use ON session_networks (last_at);
