//! The portal's tables as Diesel sees them; the migrations are the truth.

mod attestation;
mod presence;
mod registry;
mod training;

pub use attestation::{attestations, attested_people};
pub use presence::{session_networks, sessions};
pub use registry::{body_closures, body_successors};
pub use training::{
    courses, duty_acceptances, system_role_grants, system_roles, training_outcomes, trainings,
};

diesel::table! {
    journal_entries (idx) {
        idx -> BigInt,
        leaf -> Binary,
        at -> Timestamp,
        code -> Text,
        actor_person -> Nullable<BigInt>,
        actor_body -> Nullable<BigInt>,
        application -> Nullable<BigInt>,
        person -> Nullable<BigInt>,
        body -> Nullable<BigInt>,
    }
}

diesel::table! {
    journal_hashes (position) {
        position -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    journal_head (id) {
        id -> BigInt,
        size -> BigInt,
        root -> Binary,
    }
}

diesel::table! {
    bodies (id) {
        id -> BigInt,
        kind -> Text,
        bin -> Text,
        region -> Nullable<Text>,
        administrator -> Nullable<Text>,
        registered_at -> Timestamp,
        registration -> BigInt,
    }
}

diesel::table! {
    body_names (id) {
        id -> BigInt,
        body_id -> BigInt,
        kk -> Text,
        ru -> Text,
        en -> Text,
        from_on -> Date,
        until_on -> Nullable<Date>,
    }
}

diesel::table! {
    people (id) {
        id -> BigInt,
        body_id -> BigInt,
        iin -> Text,
        surname -> Text,
        given -> Text,
        patronymic -> Nullable<Text>,
        position -> Text,
        email -> Nullable<Text>,
        lang -> Text,
        registered_at -> Timestamp,
        letter_lang -> Nullable<Text>,
    }
}

diesel::table! {
    person_roles (id) {
        id -> BigInt,
        person_id -> BigInt,
        role -> Text,
        from_at -> Timestamp,
        until_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    challenges (id) {
        id -> BigInt,
        address -> Text,
        browser -> Binary,
        purpose -> Text,
        content -> Binary,
        issued_at -> Timestamp,
        expires_at -> Timestamp,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        dedup -> Text,
        person_id -> BigInt,
        notice -> Text,
        application_id -> Nullable<BigInt>,
        hold_id -> Nullable<BigInt>,
        feed_id -> Nullable<BigInt>,
        grant_id -> Nullable<BigInt>,
        attestation_id -> Nullable<BigInt>,
        training_id -> Nullable<BigInt>,
        body_id -> Nullable<BigInt>,
        day -> Nullable<Date>,
        systems -> Nullable<Text>,
        written_at -> Timestamp,
        due_at -> Timestamp,
        leased_until -> Nullable<Timestamp>,
        attempts -> Integer,
        sent_at -> Nullable<Timestamp>,
        given_up_at -> Nullable<Timestamp>,
        fault -> Nullable<Text>,
    }
}

diesel::table! {
    applications (id) {
        id -> BigInt,
        body_id -> BigInt,
        number -> Nullable<Text>,
        systems -> Text,
        state -> Text,
        state_at -> Nullable<Timestamp>,
        state_by -> Nullable<BigInt>,
        due_on -> Nullable<Date>,
        calendar -> Nullable<Text>,
        stage -> Nullable<Text>,
        reason -> Nullable<Text>,
        late_reason -> Nullable<Text>,
        started_at -> Timestamp,
        started_by -> BigInt,
        due_from -> Nullable<Date>,
    }
}

diesel::table! {
    application_numbers (year) {
        year -> BigInt,
        last -> BigInt,
    }
}

diesel::table! {
    calendar_versions (number) {
        number -> BigInt,
        first_year -> BigInt,
        last_year -> BigInt,
        published_at -> Timestamp,
        published_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    calendar_days (id) {
        id -> BigInt,
        version -> BigInt,
        on_day -> Date,
        kind -> Text,
        holiday -> Nullable<Text>,
        other_day -> Nullable<Date>,
        act_title -> Text,
        act_number -> Nullable<Text>,
        act_on -> Nullable<Date>,
    }
}

diesel::table! {
    calendar_drafts (based_on) {
        based_on -> BigInt,
        last_year -> BigInt,
    }
}

diesel::table! {
    calendar_draft_days (on_day) {
        on_day -> Date,
        kind -> Text,
        holiday -> Nullable<Text>,
        other_day -> Nullable<Date>,
        act_title -> Text,
        act_number -> Nullable<Text>,
        act_on -> Nullable<Date>,
    }
}

diesel::table! {
    promises (id) {
        id -> BigInt,
        application_id -> BigInt,
        period -> Text,
        from_on -> Date,
        due_on -> Date,
        calendar -> Text,
        promised_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    due_facts (id) {
        id -> BigInt,
        kind -> Text,
        subject -> BigInt,
        due_at -> Timestamp,
        seen_to_at -> Timestamp,
        outcome -> Text,
    }
}

diesel::table! {
    leases (name) {
        name -> Text,
        holder -> Text,
        token -> BigInt,
        until -> Timestamp,
    }
}

diesel::table! {
    superiors (stage) {
        stage -> Text,
        person_id -> BigInt,
        named_at -> Timestamp,
        named_by -> BigInt,
    }
}

diesel::table! {
    employee_lines (id) {
        id -> BigInt,
        application_id -> BigInt,
        iin -> Text,
        surname -> Text,
        given -> Text,
        patronymic -> Nullable<Text>,
        position -> Text,
        unit -> Text,
        qr -> Text,
        phone -> Text,
        email -> Text,
        purpose -> Text,
        decision -> Text,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    submissions (id) {
        id -> BigInt,
        application_id -> BigInt,
        person_id -> BigInt,
        at -> Timestamp,
        certificate -> Text,
        content -> Binary,
        signature -> Binary,
    }
}

diesel::table! {
    grants (id) {
        id -> BigInt,
        person_id -> BigInt,
        body_id -> BigInt,
        system -> Text,
        application_id -> BigInt,
        line_id -> BigInt,
        opens_at -> Timestamp,
        last_day -> Date,
        given_by -> BigInt,
    }
}

diesel::table! {
    holds (id) {
        id -> BigInt,
        person_id -> BigInt,
        body_id -> BigInt,
        cause -> Text,
        ended_on -> Nullable<Date>,
        due_on -> Nullable<Date>,
        calendar -> Nullable<Text>,
        late_days -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        since -> Timestamp,
        placed_by -> Nullable<BigInt>,
        last_grant -> BigInt,
        decision -> Text,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<BigInt>,
        decided_reason -> Nullable<Text>,
        silent_on -> Nullable<Date>,
    }
}

diesel::table! {
    substitutions (id) {
        id -> BigInt,
        body_id -> BigInt,
        absent_id -> BigInt,
        substitute_id -> BigInt,
        first_day -> Date,
        last_day -> Date,
        basis -> Text,
        named_at -> Timestamp,
        named_by -> BigInt,
        ended_at -> Nullable<Timestamp>,
        ended_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    separation_reports (hold_id) {
        hold_id -> BigInt,
        certificate -> Text,
        content -> Binary,
        signature -> Binary,
    }
}

diesel::table! {
    feeds (id) {
        id -> BigInt,
        sha256 -> Binary,
        lines -> BigInt,
        unknown -> BigInt,
        kept_at -> Timestamp,
        kept_by -> Nullable<BigInt>,
        taken_at -> Nullable<Timestamp>,
        taken_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    recorded (id) {
        id -> BigInt,
        feed_id -> BigInt,
        line -> BigInt,
        person_id -> BigInt,
        body_id -> BigInt,
        ending -> Text,
        ended_on -> Date,
        document -> Text,
        finding -> Text,
        hold_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    feed_parts (feed_id, body_id) {
        feed_id -> BigInt,
        body_id -> BigInt,
        found -> BigInt,
        with_access -> BigInt,
        decision -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<BigInt>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    saved_looks (id) {
        id -> BigInt,
        person_id -> BigInt,
        name -> Text,
        address -> Text,
        system -> Text,
        budget -> Text,
        period -> Text,
        path -> Nullable<Text>,
        known_on -> Nullable<Date>,
        seen_last -> Text,
        seen_versions -> BigInt,
        saved_at -> Timestamp,
    }
}

diesel::table! {
    qr_codes (line_id) {
        line_id -> BigInt,
        digest -> Binary,
        verdict -> Text,
        asked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    employee_tables (application_id) {
        application_id -> BigInt,
        ignored -> Text,
        kept_at -> Timestamp,
        kept_by -> BigInt,
    }
}

diesel::table! {
    employee_table_rows (id) {
        id -> BigInt,
        application_id -> BigInt,
        number -> BigInt,
        surname -> Text,
        given -> Text,
        patronymic -> Text,
        iin -> Text,
        position -> Text,
        unit -> Text,
        qr -> Text,
        phone -> Text,
        email -> Text,
        purpose -> Text,
    }
}

diesel::table! {
    papers (application_id) {
        application_id -> BigInt,
        outgoing -> Text,
        dated_on -> Date,
        received_on -> Date,
        registered_by -> BigInt,
    }
}

diesel::table! {
    paper_scans (application_id) {
        application_id -> BigInt,
        kind -> Text,
        sha256 -> Binary,
        content -> Binary,
        kept_at -> Timestamp,
        kept_by -> BigInt,
    }
}

diesel::table! {
    begun_forms (digest) {
        digest -> Text,
        application_id -> BigInt,
    }
}

diesel::joinable!(body_names -> bodies (body_id));
diesel::joinable!(employee_lines -> applications (application_id));
diesel::joinable!(qr_codes -> employee_lines (line_id));
diesel::joinable!(outbox -> applications (application_id));
diesel::joinable!(outbox -> people (person_id));
diesel::joinable!(people -> bodies (body_id));
diesel::joinable!(recorded -> feeds (feed_id));
diesel::joinable!(person_roles -> people (person_id));
diesel::joinable!(sessions -> people (person_id));
diesel::allow_tables_to_appear_in_same_query!(
    applications,
    bodies,
    body_closures,
    body_names,
    courses,
    duty_acceptances,
    trainings,
    training_outcomes,
    employee_lines,
    feeds,
    grants,
    holds,
    journal_head,
    outbox,
    people,
    person_roles,
    qr_codes,
    recorded,
    session_networks,
    sessions,
    substitutions,
    system_roles,
    system_role_grants
);
