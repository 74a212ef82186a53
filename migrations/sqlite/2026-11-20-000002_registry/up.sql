CREATE TABLE bodies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('highest_representative', 'maslikhat', 'supreme_audit_chamber',
        'revision_commission', 'internal_audit_authority', 'central_internal_audit', 'local_internal_audit',
        'police_internal_audit', 'ministry', 'planning_body', 'integrator')),
    bin TEXT NOT NULL UNIQUE CHECK (length(bin) = 12),
    region TEXT CHECK (length(region) = 9),
    administrator TEXT CHECK (length(administrator) = 3),
    registered_at TIMESTAMP NOT NULL
);
CREATE TABLE body_names (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    kk TEXT NOT NULL,
    ru TEXT NOT NULL,
    en TEXT NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE,
    CHECK (until_on >= from_on),
    UNIQUE (body_id, from_on)
);
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    iin TEXT NOT NULL CHECK (length(iin) = 12),
    surname TEXT NOT NULL,
    given TEXT NOT NULL,
    patronymic TEXT,
    position TEXT NOT NULL,
    email TEXT,
    lang TEXT NOT NULL CHECK (lang IN ('kk', 'ru', 'en')),
    registered_at TIMESTAMP NOT NULL,
    UNIQUE (iin, body_id)
);
CREATE INDEX people_of_body ON people (body_id);
CREATE TABLE person_roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id BIGINT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('head', 'officer', 'auditor', 'reviewer', 'administrator', 'planner', 'operator')),
    from_at TIMESTAMP NOT NULL,
    until_at TIMESTAMP
);
CREATE UNIQUE INDEX person_roles_held ON person_roles (person_id, role) WHERE until_at IS NULL;
