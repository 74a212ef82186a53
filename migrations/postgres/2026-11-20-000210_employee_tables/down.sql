DROP TABLE employee_table_rows;
DROP TABLE employee_tables;
