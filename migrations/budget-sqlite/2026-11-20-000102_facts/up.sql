-- Figures have sources, and paths are numbers now: what was loaded before is loaded again from them.
DROP TABLE lines;
DROP TABLE reports;
DROP TABLE names;
DROP TABLE sources;
DROP TABLE loads;
CREATE TABLE loads (
    id BIGINT NOT NULL PRIMARY KEY,
    format TEXT NOT NULL CHECK (format IN ('open-budget', 'package', 'fictitious')),
    loaded_at TIMESTAMP NOT NULL
);
-- A load is seen from the moment it stands here; what never came here is swept by the next load.
CREATE TABLE publications (
    load_id BIGINT NOT NULL PRIMARY KEY REFERENCES loads (id),
    published_at TIMESTAMP NOT NULL
);
CREATE TABLE sources (
    id BIGINT NOT NULL PRIMARY KEY,
    load_id BIGINT NOT NULL REFERENCES loads (id),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    row_count BIGINT NOT NULL,
    UNIQUE (load_id, name)
);
CREATE TABLE names (
    id BIGINT NOT NULL PRIMARY KEY,
    ru TEXT NOT NULL UNIQUE
);
-- Each load of a part of a budget's month is a version; readers see the newest published. The sums are control totals in tiyn.
-- INTEGER: the row's own number, so that a line finds its report without an index.
CREATE TABLE reports (
    id INTEGER NOT NULL PRIMARY KEY,
    load_id BIGINT NOT NULL REFERENCES loads (id),
    source_id BIGINT NOT NULL REFERENCES sources (id),
    budget TEXT NOT NULL CHECK (budget IN ('republican', 'state', 'local') OR length(budget) = 9),
    year SMALLINT NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    month SMALLINT NOT NULL CHECK (month BETWEEN 1 AND 12),
    part TEXT NOT NULL CHECK (part IN ('main', 'economic', 'investments', 'groups', 'administrators')),
    version INTEGER NOT NULL CHECK (version > 0),
    line_count BIGINT NOT NULL,
    leaf_count BIGINT NOT NULL,
    difference_count BIGINT NOT NULL,
    receipts_executed BIGINT,
    expenditure_executed BIGINT,
    UNIQUE (budget, year, month, part, version)
);
CREATE INDEX reports_by_load ON reports (load_id);
-- Paths are packed: see domain::budget::Path. The sections stand below 0. Specifics are in compositions.
CREATE TABLE lines (
    report_id BIGINT NOT NULL REFERENCES reports (id),
    parent BIGINT NOT NULL,
    path BIGINT NOT NULL,
    administrator SMALLINT CHECK (administrator BETWEEN 100 AND 999),
    is_leaf BOOLEAN NOT NULL,
    utv BIGINT NOT NULL,
    utch BIGINT NOT NULL,
    plg BIGINT NOT NULL,
    plgp BIGINT NOT NULL,
    plgo BIGINT NOT NULL,
    obz BIGINT NOT NULL,
    sumrg BIGINT NOT NULL,
    name_id BIGINT REFERENCES names (id),
    source_line BIGINT NOT NULL,
    PRIMARY KEY (report_id, parent, path)
) WITHOUT ROWID;
-- What a subprogramme is made of, by specific.
-- With a rowid: a packed composition then stays on the page of its row.
CREATE TABLE compositions (
    report_id BIGINT NOT NULL REFERENCES reports (id),
    path BIGINT NOT NULL,
    administrator SMALLINT NOT NULL CHECK (administrator BETWEEN 100 AND 999),
    composition BLOB NOT NULL,
    PRIMARY KEY (report_id, path)
);
-- What an administrator spends over all its places in the functional classification, rolled up at load.
CREATE TABLE administrators (
    report_id BIGINT NOT NULL REFERENCES reports (id),
    administrator SMALLINT NOT NULL CHECK (administrator BETWEEN 100 AND 999),
    utv BIGINT NOT NULL,
    utch BIGINT NOT NULL,
    plg BIGINT NOT NULL,
    plgp BIGINT NOT NULL,
    plgo BIGINT NOT NULL,
    obz BIGINT NOT NULL,
    sumrg BIGINT NOT NULL,
    places TEXT NOT NULL,
    composition BLOB NOT NULL,
    PRIMARY KEY (report_id, administrator)
);
-- What is held at all, for lists of budgets.
CREATE TABLE budgets (
    budget TEXT NOT NULL PRIMARY KEY
);
CREATE TABLE budget_administrators (
    administrator SMALLINT NOT NULL,
    budget TEXT NOT NULL,
    PRIMARY KEY (administrator, budget)
);
-- Totals that are not what they should be, published beside the figures.
CREATE TABLE differences (
    report_id BIGINT NOT NULL REFERENCES reports (id),
    kind TEXT NOT NULL CHECK (kind IN ('children', 'control')),
    path BIGINT NOT NULL,
    administrator SMALLINT,
    measure TEXT NOT NULL,
    stated BIGINT NOT NULL,
    found BIGINT NOT NULL,
    PRIMARY KEY (report_id, kind, path, measure)
);
CREATE TRIGGER loads_no_update BEFORE UPDATE ON loads WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER loads_no_delete BEFORE DELETE ON loads WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER publications_no_update BEFORE UPDATE ON publications BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER publications_no_delete BEFORE DELETE ON publications BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER sources_no_update BEFORE UPDATE ON sources WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER sources_no_delete BEFORE DELETE ON sources WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER names_no_update BEFORE UPDATE ON names BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER names_no_delete BEFORE DELETE ON names BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER reports_no_update BEFORE UPDATE ON reports WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER lines_no_update BEFORE UPDATE ON lines WHEN EXISTS (SELECT 1 FROM reports JOIN publications ON publications.load_id = reports.load_id WHERE reports.id = old.report_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER lines_no_delete BEFORE DELETE ON lines WHEN EXISTS (SELECT 1 FROM reports JOIN publications ON publications.load_id = reports.load_id WHERE reports.id = old.report_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER compositions_no_update BEFORE UPDATE ON compositions WHEN EXISTS (SELECT 1 FROM reports JOIN publications ON publications.load_id = reports.load_id WHERE reports.id = old.report_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER compositions_no_delete BEFORE DELETE ON compositions WHEN EXISTS (SELECT 1 FROM reports JOIN publications ON publications.load_id = reports.load_id WHERE reports.id = old.report_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER administrators_no_update BEFORE UPDATE ON administrators WHEN EXISTS (SELECT 1 FROM reports JOIN publications ON publications.load_id = reports.load_id WHERE reports.id = old.report_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER administrators_no_delete BEFORE DELETE ON administrators WHEN EXISTS (SELECT 1 FROM reports JOIN publications ON publications.load_id = reports.load_id WHERE reports.id = old.report_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER budgets_no_update BEFORE UPDATE ON budgets BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER budgets_no_delete BEFORE DELETE ON budgets BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER budget_administrators_no_update BEFORE UPDATE ON budget_administrators BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER budget_administrators_no_delete BEFORE DELETE ON budget_administrators BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER differences_no_update BEFORE UPDATE ON differences WHEN EXISTS (SELECT 1 FROM reports JOIN publications ON publications.load_id = reports.load_id WHERE reports.id = old.report_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER differences_no_delete BEFORE DELETE ON differences WHEN EXISTS (SELECT 1 FROM reports JOIN publications ON publications.load_id = reports.load_id WHERE reports.id = old.report_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER sources_no_insert BEFORE INSERT ON sources WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = new.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER reports_no_insert BEFORE INSERT ON reports WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = new.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
