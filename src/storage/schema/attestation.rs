//! Tables of what bodies say once a half-year of those who work there.

diesel::table! {
    attestations (id) {
        id -> BigInt,
        body_id -> BigInt,
        half_year -> Date,
        asked_on -> Date,
        due_on -> Date,
        silent_on -> Date,
        calendar -> Text,
        asked_at -> Timestamp,
        attested_at -> Nullable<Timestamp>,
        attested_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    attested_people (attestation_id, person_id) {
        attestation_id -> BigInt,
        person_id -> BigInt,
        confirmed_at -> Nullable<Timestamp>,
        confirmed_by -> Nullable<BigInt>,
    }
}

diesel::joinable!(attested_people -> attestations (attestation_id));
diesel::allow_tables_to_appear_in_same_query!(attestations, attested_people);
