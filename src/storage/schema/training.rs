//! Tables of training, duties of use, and the roles on which grants rest.

use super::grants;

diesel::table! {
    courses (id) {
        id -> BigInt,
        title_kk -> Text,
        title_ru -> Text,
        systems -> Text,
        added_at -> Timestamp,
        added_by -> BigInt,
    }
}

diesel::table! {
    trainings (id) {
        id -> BigInt,
        course_id -> BigInt,
        taught -> Text,
        held_on -> Date,
        place -> Text,
        due_on -> Date,
        calendar -> Text,
        entered_at -> Timestamp,
        entered_by -> BigInt,
        reported_at -> Nullable<Timestamp>,
        reported_by -> Nullable<BigInt>,
        late_days -> Nullable<BigInt>,
    }
}

diesel::table! {
    training_outcomes (id) {
        id -> BigInt,
        training_id -> BigInt,
        person_id -> BigInt,
        outcome -> Text,
        recorded_at -> Timestamp,
        recorded_by -> BigInt,
    }
}

diesel::table! {
    duty_acceptances (id) {
        id -> BigInt,
        person_id -> BigInt,
        edition -> Text,
        accepted_at -> Timestamp,
    }
}

diesel::table! {
    system_roles (code) {
        code -> Text,
        system -> Text,
        paragraph -> Text,
        created_at -> Timestamp,
        created_by -> BigInt,
        application_id -> BigInt,
    }
}

diesel::table! {
    system_role_grants (grant_id) {
        grant_id -> BigInt,
        code -> Text,
    }
}

diesel::joinable!(trainings -> courses (course_id));
diesel::joinable!(training_outcomes -> trainings (training_id));
diesel::joinable!(system_role_grants -> grants (grant_id));
diesel::joinable!(system_role_grants -> system_roles (code));
