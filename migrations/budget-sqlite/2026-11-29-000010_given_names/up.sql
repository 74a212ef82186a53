-- What places and codes of the classification are called, as loads said it: of several that name the same, the newest
-- published counts. The bearer is the number of a KATO code, or the packed path under which a code stands for itself
-- (domain::budget::naming). For the guards: of a place its budget, of what an administrator spends the administrator.
CREATE TABLE given_names (
    bearer BIGINT NOT NULL,
    load_id BIGINT NOT NULL REFERENCES loads (id),
    source_id BIGINT NOT NULL REFERENCES sources (id),
    budget TEXT CHECK (length(budget) = 9),
    administrator SMALLINT CHECK (administrator BETWEEN 100 AND 999),
    kk TEXT CHECK (kk <> ''),
    ru TEXT NOT NULL CHECK (ru <> ''),
    en TEXT CHECK (en <> ''),
    folded TEXT NOT NULL,
    source_line BIGINT NOT NULL,
    PRIMARY KEY (bearer, load_id),
    CHECK (budget IS NULL OR administrator IS NULL)
) WITHOUT ROWID;
CREATE INDEX given_names_by_load ON given_names (load_id);
CREATE INDEX given_names_by_source ON given_names (source_id);
CREATE INDEX given_names_by_budget ON given_names (budget) WHERE budget IS NOT NULL;
-- Whether a scope of one administrator has a line in a place.
CREATE INDEX budget_administrators_by_budget ON budget_administrators (budget);
CREATE TRIGGER given_names_no_insert BEFORE INSERT ON given_names WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = new.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER given_names_no_update BEFORE UPDATE ON given_names WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER given_names_no_delete BEFORE DELETE ON given_names WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
