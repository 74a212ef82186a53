//! The tables of the budget database, the same on both backends.

diesel::table! {
    loads (id) {
        id -> BigInt,
        format -> Text,
        loaded_at -> Timestamp,
    }
}

diesel::table! {
    sources (id) {
        id -> BigInt,
        load_id -> BigInt,
        name -> Text,
        sha256 -> Text,
        row_count -> BigInt,
    }
}

diesel::table! {
    names (id) {
        id -> BigInt,
        ru -> Text,
    }
}

diesel::table! {
    reports (id) {
        id -> BigInt,
        source_id -> BigInt,
        budget -> Text,
        year -> SmallInt,
        month -> SmallInt,
        version -> Integer,
        line_count -> BigInt,
        leaf_count -> BigInt,
        difference_count -> BigInt,
        receipts_executed -> Nullable<BigInt>,
        expenditure_executed -> Nullable<BigInt>,
    }
}

diesel::table! {
    lines (report_id, parent, path) {
        report_id -> BigInt,
        parent -> Text,
        path -> Text,
        level -> SmallInt,
        is_leaf -> Bool,
        administrator -> Nullable<Text>,
        utv -> BigInt,
        utch -> BigInt,
        plg -> BigInt,
        plgp -> BigInt,
        plgo -> BigInt,
        obz -> BigInt,
        sumrg -> BigInt,
        name_id -> BigInt,
        source_line -> Integer,
    }
}

diesel::joinable!(sources -> loads (load_id));
diesel::joinable!(reports -> sources (source_id));
diesel::joinable!(lines -> reports (report_id));
diesel::joinable!(lines -> names (name_id));
diesel::allow_tables_to_appear_in_same_query!(loads, sources, names, reports, lines);
