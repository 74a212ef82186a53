-- Each load of a stage of a budget's plan is a version; readers see the newest published. The year is the first of three.
CREATE TABLE plans (
    id BIGINT NOT NULL PRIMARY KEY,
    load_id BIGINT NOT NULL REFERENCES loads (id),
    source_id BIGINT NOT NULL REFERENCES sources (id),
    budget TEXT NOT NULL CHECK (budget IN ('republican', 'state', 'local') OR length(budget) = 9),
    year SMALLINT NOT NULL CHECK (year BETWEEN 2000 AND 2097),
    stage TEXT NOT NULL CHECK (stage IN ('draft', 'submitted', 'approved')),
    version INTEGER NOT NULL CHECK (version > 0),
    line_count BIGINT NOT NULL,
    UNIQUE (budget, year, stage, version)
);
CREATE INDEX plans_by_load ON plans (load_id);
CREATE INDEX plans_by_source ON plans (source_id);
-- Paths are packed, as in lines; the sections stand below 0.
CREATE TABLE plan_lines (
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    parent BIGINT NOT NULL,
    path BIGINT NOT NULL,
    administrator SMALLINT CHECK (administrator BETWEEN 100 AND 999),
    is_leaf BOOLEAN NOT NULL,
    first_year BIGINT NOT NULL,
    second_year BIGINT NOT NULL,
    third_year BIGINT NOT NULL,
    source_line BIGINT NOT NULL,
    PRIMARY KEY (plan_id, parent, path)
) WITHOUT ROWID;
-- What an administrator is to spend over all its places in the functional classification, rolled up at load.
CREATE TABLE plan_administrators (
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    administrator SMALLINT NOT NULL CHECK (administrator BETWEEN 100 AND 999),
    first_year BIGINT NOT NULL,
    second_year BIGINT NOT NULL,
    third_year BIGINT NOT NULL,
    places TEXT NOT NULL,
    PRIMARY KEY (plan_id, administrator)
) WITHOUT ROWID;
CREATE INDEX plan_administrators_by_administrator ON plan_administrators (administrator);
CREATE TRIGGER plans_no_insert BEFORE INSERT ON plans WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = new.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER plans_no_update BEFORE UPDATE ON plans WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER plans_no_delete BEFORE DELETE ON plans WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER plan_lines_no_update BEFORE UPDATE ON plan_lines WHEN EXISTS (SELECT 1 FROM plans JOIN publications ON publications.load_id = plans.load_id WHERE plans.id = old.plan_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER plan_lines_no_delete BEFORE DELETE ON plan_lines WHEN EXISTS (SELECT 1 FROM plans JOIN publications ON publications.load_id = plans.load_id WHERE plans.id = old.plan_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER plan_administrators_no_update BEFORE UPDATE ON plan_administrators WHEN EXISTS (SELECT 1 FROM plans JOIN publications ON publications.load_id = plans.load_id WHERE plans.id = old.plan_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER plan_administrators_no_delete BEFORE DELETE ON plan_administrators WHEN EXISTS (SELECT 1 FROM plans JOIN publications ON publications.load_id = plans.load_id WHERE plans.id = old.plan_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
