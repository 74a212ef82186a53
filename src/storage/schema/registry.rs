//! Tables of the registry beside bodies and people: what ends a body, and who takes over.

diesel::table! {
    body_closures (id) {
        id -> BigInt,
        body_id -> BigInt,
        last_day -> Date,
        act_title -> Text,
        act_number -> Text,
        act_on -> Date,
        announced_at -> Timestamp,
        announced_by -> BigInt,
        withdrawn_at -> Nullable<Timestamp>,
        withdrawn_by -> Nullable<BigInt>,
        withdrawn_reason -> Nullable<Text>,
    }
}

diesel::table! {
    body_successors (closure_id, body_id) {
        closure_id -> BigInt,
        body_id -> BigInt,
    }
}

diesel::joinable!(body_successors -> body_closures (closure_id));
diesel::allow_tables_to_appear_in_same_query!(body_closures, body_successors);
