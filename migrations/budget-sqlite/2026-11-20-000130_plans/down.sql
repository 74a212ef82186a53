DROP TABLE plan_administrators;
DROP TABLE plan_lines;
DROP TABLE plans;
