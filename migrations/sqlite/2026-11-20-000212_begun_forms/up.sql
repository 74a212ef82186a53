-- Which form began which application, so that the same form begins no second one.
CREATE TABLE begun_forms (
    digest TEXT NOT NULL PRIMARY KEY,
    application_id BIGINT NOT NULL REFERENCES applications (id)
);
