DROP TABLE differences;
DROP TABLE budget_administrators;
DROP TABLE budgets;
DROP TABLE administrators;
DROP TABLE compositions;
DROP TABLE lines;
DROP TABLE reports;
DROP TABLE names;
DROP TABLE sources;
DROP TABLE publications;
DROP TABLE loads;
CREATE TABLE loads (
    id BIGINT NOT NULL PRIMARY KEY,
    format TEXT NOT NULL CHECK (format IN ('open-budget', 'fictitious')),
    loaded_at TIMESTAMP NOT NULL
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
-- Each load of a budget for a month is a version; readers see the newest. The sums are control totals in tiyn.
CREATE TABLE reports (
    id BIGINT NOT NULL PRIMARY KEY,
    source_id BIGINT NOT NULL REFERENCES sources (id),
    budget TEXT NOT NULL CHECK (budget = 'republican' OR length(budget) = 9),
    year SMALLINT NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    month SMALLINT NOT NULL CHECK (month BETWEEN 1 AND 12),
    version INTEGER NOT NULL CHECK (version > 0),
    line_count BIGINT NOT NULL,
    leaf_count BIGINT NOT NULL,
    difference_count BIGINT NOT NULL,
    receipts_executed BIGINT,
    expenditure_executed BIGINT,
    UNIQUE (budget, year, month, version)
);
CREATE TABLE lines (
    report_id BIGINT NOT NULL REFERENCES reports (id),
    parent TEXT NOT NULL,
    path TEXT NOT NULL,
    level SMALLINT NOT NULL,
    is_leaf BOOLEAN NOT NULL,
    administrator TEXT CHECK (length(administrator) = 3),
    utv BIGINT NOT NULL,
    utch BIGINT NOT NULL,
    plg BIGINT NOT NULL,
    plgp BIGINT NOT NULL,
    plgo BIGINT NOT NULL,
    obz BIGINT NOT NULL,
    sumrg BIGINT NOT NULL,
    name_id BIGINT NOT NULL REFERENCES names (id),
    source_line INTEGER NOT NULL,
    PRIMARY KEY (report_id, parent, path)
) WITHOUT ROWID;
CREATE INDEX lines_by_administrator ON lines (administrator, report_id) WHERE administrator IS NOT NULL;
CREATE TRIGGER loads_no_update BEFORE UPDATE ON loads BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER loads_no_delete BEFORE DELETE ON loads BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER sources_no_update BEFORE UPDATE ON sources BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER sources_no_delete BEFORE DELETE ON sources BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER names_no_update BEFORE UPDATE ON names BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER names_no_delete BEFORE DELETE ON names BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER reports_no_update BEFORE UPDATE ON reports BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER lines_no_update BEFORE UPDATE ON lines BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER lines_no_delete BEFORE DELETE ON lines BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
