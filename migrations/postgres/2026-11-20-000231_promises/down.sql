ALTER TABLE applications DROP COLUMN due_from;
DROP TABLE promises;
