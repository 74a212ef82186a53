-- What places and codes of the classification are called, as loads said it: of several that name the same, the newest
-- published counts. The bearer is the number of a KATO code, or the packed path under which a code stands for itself
-- (domain::budget::naming). For the policies: of a place its budget, of what an administrator spends the administrator.
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
);
CREATE INDEX given_names_by_load ON given_names (load_id);
CREATE INDEX given_names_by_source ON given_names (source_id);
CREATE INDEX given_names_by_budget ON given_names (budget COLLATE "C") WHERE budget IS NOT NULL;
-- Whether a scope of one administrator has a line in a place.
CREATE INDEX budget_administrators_by_budget ON budget_administrators (budget);
CREATE TRIGGER given_names_never_change BEFORE INSERT OR UPDATE OR DELETE ON given_names FOR EACH ROW EXECUTE FUNCTION published_load_never_changes();
CREATE TRIGGER given_names_never_truncated BEFORE TRUNCATE ON given_names FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
-- A place is named to whom its budget is open, and to a scope of one administrator where that has a line there. What an
-- administrator spends is named where the scope holds a line of it; see the migration row_security. OFFSET keeps
-- PostgreSQL from reading everything that is held for one name.
DO $$
DECLARE
    loading CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.loading', true), '')) = 'on' $q$;
    visible CONSTANT text := $q$
        (SELECT nullif(current_setting('qarau.system', true), '')) IN ('ac', 'sp') AND CASE
        WHEN budget IS NOT NULL THEN
            budget COLLATE "C" BETWEEN (SELECT nullif(current_setting('qarau.first_budget', true), ''))
                AND (SELECT nullif(current_setting('qarau.last_budget', true), ''))
            AND ((SELECT nullif(current_setting('qarau.administrator', true), '')) = 'any'
                OR EXISTS (SELECT 1 FROM budget_administrators held WHERE held.budget = given_names.budget OFFSET 0)
                OR EXISTS (SELECT 1 FROM plans plan JOIN plan_administrators held ON held.plan_id = plan.id
                    WHERE plan.budget = given_names.budget OFFSET 0))
        WHEN administrator IS NOT NULL THEN
            EXISTS (SELECT 1 FROM budget_administrators held WHERE held.administrator = given_names.administrator OFFSET 0)
            OR EXISTS (SELECT 1 FROM plan_administrators held WHERE held.administrator = given_names.administrator OFFSET 0)
        ELSE true END $q$;
BEGIN
    ALTER TABLE given_names ENABLE ROW LEVEL SECURITY;
    ALTER TABLE given_names FORCE ROW LEVEL SECURITY;
    EXECUTE format('CREATE POLICY scope ON given_names FOR SELECT USING (%s)', visible);
    EXECUTE format('CREATE POLICY loading ON given_names TO CURRENT_USER USING (%s)', loading);
END $$;
