-- The E-Qyzmet code of each employee line: its digest, by which a code on two cards is found, and what E-Qyzmet said.
CREATE TABLE qr_codes (
    line_id BIGINT NOT NULL PRIMARY KEY REFERENCES employee_lines (id),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    verdict TEXT NOT NULL,
    asked_at TIMESTAMP
);
CREATE INDEX qr_codes_by_digest ON qr_codes (digest);
CREATE INDEX qr_codes_by_verdict ON qr_codes (verdict, asked_at);
