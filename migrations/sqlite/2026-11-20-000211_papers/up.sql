-- Papers that came through document management, and the scans of them.
CREATE TABLE papers (
    application_id BIGINT NOT NULL PRIMARY KEY REFERENCES applications (id),
    outgoing TEXT NOT NULL,
    dated_on DATE NOT NULL,
    received_on DATE NOT NULL,
    registered_by BIGINT NOT NULL REFERENCES people (id),
    CHECK (dated_on <= received_on)
);
CREATE TABLE paper_scans (
    application_id BIGINT NOT NULL PRIMARY KEY REFERENCES papers (application_id),
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'jpg', 'png')),
    sha256 BLOB NOT NULL,
    content BLOB NOT NULL,
    kept_at TIMESTAMP NOT NULL,
    kept_by BIGINT NOT NULL REFERENCES people (id)
);
