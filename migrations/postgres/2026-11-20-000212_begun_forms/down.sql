DROP TABLE begun_forms;
