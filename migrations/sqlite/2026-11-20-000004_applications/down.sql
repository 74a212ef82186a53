DROP TABLE grants;
DROP TABLE submissions;
DROP TABLE employee_lines;
DROP TABLE application_numbers;
DROP TABLE applications;
