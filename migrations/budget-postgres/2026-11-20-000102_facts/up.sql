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
CREATE TABLE reports (
    id BIGINT NOT NULL PRIMARY KEY,
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
);
-- What a subprogramme is made of, by specific.
CREATE TABLE compositions (
    report_id BIGINT NOT NULL REFERENCES reports (id),
    path BIGINT NOT NULL,
    administrator SMALLINT NOT NULL CHECK (administrator BETWEEN 100 AND 999),
    composition BYTEA NOT NULL,
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
    composition BYTEA NOT NULL,
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
CREATE FUNCTION published_load_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    load BIGINT;
BEGIN
    IF TG_TABLE_NAME = 'loads' THEN
        load := old.id;
    ELSIF TG_OP = 'INSERT' THEN
        load := new.load_id;
    ELSE
        load := old.load_id;
    END IF;
    IF EXISTS (SELECT 1 FROM publications WHERE load_id = load) THEN
        RAISE EXCEPTION 'what was loaded never changes: load a new version';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN old ELSE new END;
END $$;
CREATE FUNCTION published_report_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF EXISTS (SELECT 1 FROM reports JOIN publications ON publications.load_id = reports.load_id WHERE reports.id = old.report_id) THEN
        RAISE EXCEPTION 'what was loaded never changes: load a new version';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN old ELSE new END;
END $$;
CREATE TRIGGER publications_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON publications FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER names_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON names FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER budgets_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON budgets FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER budget_administrators_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON budget_administrators FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER loads_never_change BEFORE UPDATE OR DELETE ON loads FOR EACH ROW EXECUTE FUNCTION published_load_never_changes();
CREATE TRIGGER loads_never_truncated BEFORE TRUNCATE ON loads FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER sources_never_change BEFORE INSERT OR UPDATE OR DELETE ON sources FOR EACH ROW EXECUTE FUNCTION published_load_never_changes();
CREATE TRIGGER sources_never_truncated BEFORE TRUNCATE ON sources FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER reports_never_change BEFORE INSERT OR UPDATE OR DELETE ON reports FOR EACH ROW EXECUTE FUNCTION published_load_never_changes();
CREATE TRIGGER reports_never_truncated BEFORE TRUNCATE ON reports FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER lines_never_change BEFORE UPDATE OR DELETE ON lines FOR EACH ROW EXECUTE FUNCTION published_report_never_changes();
CREATE TRIGGER lines_never_truncated BEFORE TRUNCATE ON lines FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER compositions_never_change BEFORE UPDATE OR DELETE ON compositions FOR EACH ROW EXECUTE FUNCTION published_report_never_changes();
CREATE TRIGGER compositions_never_truncated BEFORE TRUNCATE ON compositions FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER administrators_never_change BEFORE UPDATE OR DELETE ON administrators FOR EACH ROW EXECUTE FUNCTION published_report_never_changes();
CREATE TRIGGER administrators_never_truncated BEFORE TRUNCATE ON administrators FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER differences_never_change BEFORE UPDATE OR DELETE ON differences FOR EACH ROW EXECUTE FUNCTION published_report_never_changes();
CREATE TRIGGER differences_never_truncated BEFORE TRUNCATE ON differences FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
