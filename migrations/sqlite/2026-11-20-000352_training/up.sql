CREATE TABLE courses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title_kk TEXT NOT NULL,
    title_ru TEXT NOT NULL,
    systems TEXT NOT NULL,
    added_at TIMESTAMP NOT NULL,
    added_by BIGINT NOT NULL REFERENCES people (id)
);
CREATE TABLE trainings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    course_id BIGINT NOT NULL REFERENCES courses (id),
    taught TEXT NOT NULL CHECK (taught IN ('kk', 'ru')),
    held_on DATE NOT NULL,
    place TEXT NOT NULL,
    due_on DATE NOT NULL,
    calendar TEXT NOT NULL,
    entered_at TIMESTAMP NOT NULL,
    entered_by BIGINT NOT NULL REFERENCES people (id),
    reported_at TIMESTAMP,
    reported_by BIGINT REFERENCES people (id),
    late_days BIGINT CHECK (late_days >= 0),
    CHECK ((reported_at IS NULL) = (reported_by IS NULL)),
    CHECK (late_days IS NULL OR reported_at IS NOT NULL)
);
CREATE INDEX trainings_by_day ON trainings (held_on);
CREATE TABLE training_outcomes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    training_id BIGINT NOT NULL REFERENCES trainings (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'failed', 'absent')),
    recorded_at TIMESTAMP NOT NULL,
    recorded_by BIGINT NOT NULL REFERENCES people (id)
);
CREATE INDEX training_outcomes_of_person ON training_outcomes (person_id, id);
CREATE INDEX training_outcomes_of_training ON training_outcomes (training_id, id);
CREATE TABLE duty_acceptances (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id BIGINT NOT NULL REFERENCES people (id),
    edition TEXT NOT NULL,
    accepted_at TIMESTAMP NOT NULL
);
CREATE INDEX duty_acceptances_of_person ON duty_acceptances (person_id, id);
CREATE TRIGGER training_outcomes_no_update BEFORE UPDATE ON training_outcomes BEGIN SELECT RAISE(ABORT, 'an outcome is corrected by a later one'); END;
CREATE TRIGGER training_outcomes_no_delete BEFORE DELETE ON training_outcomes BEGIN SELECT RAISE(ABORT, 'an outcome is corrected by a later one'); END;
CREATE TRIGGER duty_acceptances_no_update BEFORE UPDATE ON duty_acceptances BEGIN SELECT RAISE(ABORT, 'an acceptance stays'); END;
CREATE TRIGGER duty_acceptances_no_delete BEFORE DELETE ON duty_acceptances BEGIN SELECT RAISE(ABORT, 'an acceptance stays'); END;
