PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
DROP TABLE IF EXISTS bodies_new;
CREATE TABLE bodies_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('highest_representative', 'maslikhat', 'supreme_audit_chamber',
        'revision_commission', 'internal_audit_authority', 'central_internal_audit', 'local_internal_audit',
        'police_internal_audit', 'ministry', 'planning_body', 'integrator')),
    bin TEXT NOT NULL CHECK (length(bin) = 12),
    region TEXT CHECK (length(region) = 9),
    administrator TEXT CHECK (length(administrator) = 3),
    registered_at TIMESTAMP NOT NULL,
    registration BIGINT NOT NULL DEFAULT 1,
    UNIQUE (bin, registration)
);
INSERT INTO bodies_new (id, kind, bin, region, administrator, registered_at)
    SELECT id, kind, bin, region, administrator, registered_at FROM bodies;
DROP TABLE bodies;
ALTER TABLE bodies_new RENAME TO bodies;
CREATE TEMP TABLE orphans (found_in TEXT CHECK (found_in IS NULL));
INSERT INTO orphans SELECT "table" FROM pragma_foreign_key_check;
DROP TABLE orphans;
COMMIT;
PRAGMA foreign_keys = ON;
