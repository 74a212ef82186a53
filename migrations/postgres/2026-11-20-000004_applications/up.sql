CREATE TABLE applications (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    number TEXT UNIQUE,
    systems TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'forwarded', 'returned', 'refused', 'granted', 'withdrawn')),
    state_at TIMESTAMP,
    state_by BIGINT REFERENCES people (id),
    due_on DATE,
    calendar TEXT,
    stage TEXT CHECK (stage IN ('ministry', 'integrator')),
    reason TEXT,
    late_reason TEXT,
    started_at TIMESTAMP NOT NULL,
    started_by BIGINT NOT NULL REFERENCES people (id),
    CHECK ((state = 'draft') = (state_at IS NULL)),
    CHECK ((state_at IS NULL) = (state_by IS NULL)),
    CHECK ((state IN ('submitted', 'forwarded')) = (due_on IS NOT NULL)),
    CHECK ((due_on IS NULL) = (calendar IS NULL)),
    CHECK ((state = 'refused') = (stage IS NOT NULL)),
    CHECK ((state = 'returned') = (reason IS NOT NULL))
);
CREATE INDEX applications_of_body ON applications (body_id, id);
CREATE INDEX applications_by_due ON applications (state, due_on);
CREATE TABLE application_numbers (
    year BIGINT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);
CREATE TABLE employee_lines (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application_id BIGINT NOT NULL REFERENCES applications (id),
    iin TEXT NOT NULL CHECK (length(iin) = 12),
    surname TEXT NOT NULL,
    given TEXT NOT NULL,
    patronymic TEXT,
    position TEXT NOT NULL,
    unit TEXT NOT NULL,
    qr TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    purpose TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('pending', 'forwarded', 'refused-by-ministry', 'granted', 'refused-by-integrator')),
    reason TEXT,
    CHECK ((decision IN ('refused-by-ministry', 'refused-by-integrator')) = (reason IS NOT NULL)),
    UNIQUE (application_id, iin)
);
CREATE TABLE submissions (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application_id BIGINT NOT NULL REFERENCES applications (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    at TIMESTAMP NOT NULL,
    certificate TEXT NOT NULL,
    content BYTEA NOT NULL,
    signature BYTEA NOT NULL
);
CREATE INDEX submissions_of_application ON submissions (application_id);
CREATE TABLE grants (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    system TEXT NOT NULL CHECK (system IN ('ac', 'sp')),
    application_id BIGINT NOT NULL REFERENCES applications (id),
    line_id BIGINT NOT NULL REFERENCES employee_lines (id),
    opens_at TIMESTAMP NOT NULL,
    last_day DATE NOT NULL,
    given_by BIGINT NOT NULL REFERENCES people (id),
    UNIQUE (line_id, system)
);
CREATE INDEX grants_of_person ON grants (person_id, system);
