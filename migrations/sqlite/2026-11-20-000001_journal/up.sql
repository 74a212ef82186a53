CREATE TABLE journal_entries (
    idx BIGINT NOT NULL PRIMARY KEY,
    leaf BLOB NOT NULL,
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
    hash BLOB NOT NULL CHECK (length(hash) = 32)
);
CREATE TABLE journal_head (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL,
    root BLOB NOT NULL CHECK (length(root) = 32)
);
INSERT INTO journal_head (id, size, root) VALUES (1, 0, x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
CREATE TRIGGER journal_entries_no_update BEFORE UPDATE ON journal_entries BEGIN SELECT RAISE(ABORT, 'the journal is only appended to'); END;
CREATE TRIGGER journal_entries_no_delete BEFORE DELETE ON journal_entries BEGIN SELECT RAISE(ABORT, 'the journal is only appended to'); END;
CREATE TRIGGER journal_hashes_no_update BEFORE UPDATE ON journal_hashes BEGIN SELECT RAISE(ABORT, 'the journal is only appended to'); END;
CREATE TRIGGER journal_hashes_no_delete BEFORE DELETE ON journal_hashes BEGIN SELECT RAISE(ABORT, 'the journal is only appended to'); END;
CREATE TRIGGER journal_head_no_delete BEFORE DELETE ON journal_head BEGIN SELECT RAISE(ABORT, 'the journal is only appended to'); END;
CREATE TRIGGER journal_head_grows BEFORE UPDATE ON journal_head WHEN NEW.size <= OLD.size BEGIN SELECT RAISE(ABORT, 'the journal is only appended to'); END;
