CREATE TABLE substitutions (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    absent_id BIGINT NOT NULL REFERENCES people (id),
    substitute_id BIGINT NOT NULL REFERENCES people (id),
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    basis TEXT NOT NULL,
    named_at TIMESTAMP NOT NULL,
    named_by BIGINT NOT NULL REFERENCES people (id),
    ended_at TIMESTAMP,
    ended_by BIGINT REFERENCES people (id),
    CHECK (first_day <= last_day),
    CHECK (absent_id <> substitute_id AND named_by <> substitute_id),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX substitutions_of_substitute ON substitutions (substitute_id, last_day);
CREATE INDEX substitutions_of_absent ON substitutions (absent_id, last_day);
CREATE FUNCTION substitutions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a substitution only ends, once, and is never deleted';
END $$;
CREATE TRIGGER substitutions_no_delete BEFORE DELETE OR TRUNCATE ON substitutions FOR EACH STATEMENT EXECUTE FUNCTION substitutions_stay();
CREATE TRIGGER substitutions_end_once BEFORE UPDATE ON substitutions FOR EACH ROW
    WHEN (OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.absent_id <> OLD.absent_id
        OR NEW.substitute_id <> OLD.substitute_id OR NEW.first_day <> OLD.first_day OR NEW.last_day <> OLD.last_day)
    EXECUTE FUNCTION substitutions_stay();
