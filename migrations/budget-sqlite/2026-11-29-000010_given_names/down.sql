DROP INDEX budget_administrators_by_budget;
DROP TABLE given_names;
