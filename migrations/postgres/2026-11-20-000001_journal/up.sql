CREATE TABLE journal_entries (
    idx BIGINT NOT NULL PRIMARY KEY,
    leaf BYTEA NOT NULL,
    at TIMESTAMP NOT NULL,
    code TEXT NOT NULL,
    actor_person BIGINT,
    actor_body BIGINT,
    application BIGINT,
    person BIGINT,
    body BIGINT
);
CREATE INDEX journal_entries_by_actor ON journal_entries (actor_person, idx);
CREATE INDEX journal_entries_by_person ON journal_entries (person, idx);
CREATE INDEX journal_entries_by_application ON journal_entries (application, idx);
CREATE INDEX journal_entries_by_code ON journal_entries (code, idx);
CREATE TABLE journal_hashes (
    position BIGINT NOT NULL PRIMARY KEY,
    hash BYTEA NOT NULL CHECK (length(hash) = 32)
);
CREATE TABLE journal_head (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL,
    root BYTEA NOT NULL CHECK (length(root) = 32)
);
INSERT INTO journal_head (id, size, root) VALUES (1, 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
CREATE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is only appended to';
END $$;
CREATE TRIGGER journal_entries_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entries
    FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();
CREATE TRIGGER journal_hashes_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_hashes
    FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();
CREATE TRIGGER journal_head_no_delete BEFORE DELETE OR TRUNCATE ON journal_head
    FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();
CREATE TRIGGER journal_head_grows BEFORE UPDATE ON journal_head
    FOR EACH ROW WHEN (NEW.size <= OLD.size) EXECUTE FUNCTION journal_only_grows();
