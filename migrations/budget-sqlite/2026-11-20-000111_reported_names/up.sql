-- Names by which reports call lines of a budget and the reference lists of the program do not, folded for search.
CREATE TABLE reported_names (
    budget TEXT NOT NULL,
    path BIGINT NOT NULL,
    name_id BIGINT NOT NULL REFERENCES names (id),
    administrator SMALLINT CHECK (administrator BETWEEN 100 AND 999),
    folded TEXT NOT NULL,
    ru TEXT NOT NULL,
    PRIMARY KEY (budget, path, name_id)
) WITHOUT ROWID;
CREATE TRIGGER reported_names_no_update BEFORE UPDATE ON reported_names BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER reported_names_no_delete BEFORE DELETE ON reported_names BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
