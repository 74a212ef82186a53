//! Tables of sessions.

diesel::table! {
    sessions (id) {
        id -> BigInt,
        token -> Binary,
        person_id -> BigInt,
        started_at -> Timestamp,
        seen_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        network -> Text,
    }
}

diesel::table! {
    session_networks (id) {
        id -> BigInt,
        session_id -> BigInt,
        network -> Text,
        first_at -> Timestamp,
        last_at -> Timestamp,
    }
}

diesel::joinable!(session_networks -> sessions (session_id));
