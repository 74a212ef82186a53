CREATE TABLE system_roles (
    code TEXT NOT NULL PRIMARY KEY,
    system TEXT NOT NULL CHECK (system IN ('ac', 'sp')),
    paragraph TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    created_by BIGINT NOT NULL REFERENCES people (id),
    application_id BIGINT NOT NULL REFERENCES applications (id)
);
CREATE TABLE system_role_grants (
    grant_id BIGINT NOT NULL PRIMARY KEY REFERENCES grants (id),
    code TEXT NOT NULL REFERENCES system_roles (code)
);
CREATE INDEX system_role_grants_by_code ON system_role_grants (code);
