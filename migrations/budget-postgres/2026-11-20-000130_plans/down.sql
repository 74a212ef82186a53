DROP TABLE plan_administrators;
DROP TABLE plan_lines;
DROP TABLE plans;
DROP FUNCTION published_plan_never_changes();
