DROP TABLE duty_acceptances;
DROP TABLE training_outcomes;
DROP TABLE trainings;
DROP TABLE courses;
DROP FUNCTION training_stays();
