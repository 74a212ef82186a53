-- Risk signs as a load found them. A load that changes a month asks the later months of its year again, so a report may be
-- appraised more than once: the newest published appraisal of a budget's month counts.
CREATE TABLE appraisals (
    id BIGINT NOT NULL PRIMARY KEY,
    load_id BIGINT NOT NULL REFERENCES loads (id),
    report_id BIGINT NOT NULL,
    budget TEXT NOT NULL,
    year SMALLINT NOT NULL,
    month SMALLINT NOT NULL CHECK (month BETWEEN 1 AND 12)
);
CREATE INDEX appraisals_by_month ON appraisals (year, month, budget, id);
CREATE INDEX appraisals_by_load ON appraisals (load_id);
CREATE TABLE signs (
    appraisal_id BIGINT NOT NULL REFERENCES appraisals (id),
    path BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('under-half', 'december', 'above-corrected', 'without-plan', 'many-amendments', 'growing-unpaid')),
    report_id BIGINT NOT NULL,
    administrator SMALLINT NOT NULL CHECK (administrator BETWEEN 100 AND 999),
    year SMALLINT NOT NULL,
    month SMALLINT NOT NULL CHECK (month BETWEEN 1 AND 12),
    amount BIGINT NOT NULL CHECK (amount > 0),
    name_id BIGINT REFERENCES names (id),
    PRIMARY KEY (appraisal_id, path, kind)
) WITHOUT ROWID;
-- The largest of a month over all budgets, kind by kind.
CREATE INDEX signs_by_amount ON signs (year, month, kind, amount DESC, appraisal_id, path);
CREATE TRIGGER appraisals_no_update BEFORE UPDATE ON appraisals WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER appraisals_no_delete BEFORE DELETE ON appraisals WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = old.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER signs_no_update BEFORE UPDATE ON signs WHEN EXISTS (SELECT 1 FROM appraisals JOIN publications ON publications.load_id = appraisals.load_id WHERE appraisals.id = old.appraisal_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER signs_no_delete BEFORE DELETE ON signs WHEN EXISTS (SELECT 1 FROM appraisals JOIN publications ON publications.load_id = appraisals.load_id WHERE appraisals.id = old.appraisal_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER appraisals_no_insert BEFORE INSERT ON appraisals WHEN EXISTS (SELECT 1 FROM publications WHERE load_id = new.load_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
