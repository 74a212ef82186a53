-- A table of employees that was read and not taken into its application yet: as typed, right or wrong.
CREATE TABLE employee_tables (
    application_id BIGINT NOT NULL PRIMARY KEY REFERENCES applications (id),
    ignored TEXT NOT NULL,
    kept_at TIMESTAMP NOT NULL,
    kept_by BIGINT NOT NULL REFERENCES people (id)
);
CREATE TABLE employee_table_rows (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application_id BIGINT NOT NULL REFERENCES employee_tables (application_id),
    number BIGINT NOT NULL,
    surname TEXT NOT NULL,
    given TEXT NOT NULL,
    patronymic TEXT NOT NULL,
    iin TEXT NOT NULL,
    position TEXT NOT NULL,
    unit TEXT NOT NULL,
    qr TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    purpose TEXT NOT NULL,
    UNIQUE (application_id, number)
);
