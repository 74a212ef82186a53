CREATE TABLE attestations (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    half_year DATE NOT NULL,
    asked_on DATE NOT NULL,
    due_on DATE NOT NULL,
    silent_on DATE NOT NULL,
    calendar TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    attested_at TIMESTAMP,
    attested_by BIGINT REFERENCES people (id),
    UNIQUE (body_id, half_year),
    CHECK (due_on < silent_on),
    CHECK ((attested_at IS NULL) = (attested_by IS NULL))
);
CREATE INDEX attestations_by_half_year ON attestations (half_year);
CREATE TABLE attested_people (
    attestation_id BIGINT NOT NULL REFERENCES attestations (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    confirmed_at TIMESTAMP,
    confirmed_by BIGINT REFERENCES people (id),
    PRIMARY KEY (attestation_id, person_id),
    CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL)),
    CHECK (confirmed_by <> person_id)
);
CREATE FUNCTION attestations_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an attestation is made once, and its days are not moved';
END $$;
CREATE TRIGGER attestations_no_delete BEFORE DELETE OR TRUNCATE ON attestations FOR EACH STATEMENT EXECUTE FUNCTION attestations_stay();
CREATE TRIGGER attestations_made_once BEFORE UPDATE ON attestations FOR EACH ROW
    WHEN (OLD.attested_at IS NOT NULL OR NEW.attested_at IS NULL OR NEW.body_id <> OLD.body_id OR NEW.half_year <> OLD.half_year
        OR NEW.due_on <> OLD.due_on OR NEW.silent_on <> OLD.silent_on)
    EXECUTE FUNCTION attestations_stay();
CREATE TRIGGER attested_people_no_delete BEFORE DELETE OR TRUNCATE ON attested_people FOR EACH STATEMENT EXECUTE FUNCTION attestations_stay();
CREATE TRIGGER attested_people_confirmed_once BEFORE UPDATE ON attested_people FOR EACH ROW
    WHEN (OLD.confirmed_at IS NOT NULL OR NEW.confirmed_at IS NULL OR NEW.person_id <> OLD.person_id)
    EXECUTE FUNCTION attestations_stay();
