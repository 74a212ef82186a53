-- Names by which reports call lines of a budget and the reference lists of the program do not, folded for search.
CREATE TABLE reported_names (
    budget TEXT NOT NULL,
    path BIGINT NOT NULL,
    name_id BIGINT NOT NULL REFERENCES names (id),
    administrator SMALLINT CHECK (administrator BETWEEN 100 AND 999),
    folded TEXT NOT NULL,
    ru TEXT NOT NULL,
    PRIMARY KEY (budget, path, name_id)
);
CREATE TRIGGER reported_names_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON reported_names FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
-- As in row_security.
ALTER TABLE reported_names ENABLE ROW LEVEL SECURITY;
ALTER TABLE reported_names FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON reported_names FOR SELECT USING (
    (SELECT nullif(current_setting('qarau.system', true), '')) = 'ac'
    AND budget COLLATE "C" BETWEEN (SELECT nullif(current_setting('qarau.first_budget', true), ''))
        AND (SELECT nullif(current_setting('qarau.last_budget', true), ''))
    AND (SELECT nullif(current_setting('qarau.administrator', true), '')) IN ('any', administrator::text)
);
CREATE POLICY loading ON reported_names TO CURRENT_USER USING ((SELECT nullif(current_setting('qarau.loading', true), '')) = 'on');
