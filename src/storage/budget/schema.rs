//! The tables of the budget database, the same on both backends.

diesel::table! {
    loads (id) {
        id -> BigInt,
        format -> Text,
        loaded_at -> Timestamp,
    }
}

diesel::table! {
    publications (load_id) {
        load_id -> BigInt,
        published_at -> Timestamp,
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
        load_id -> BigInt,
        source_id -> BigInt,
        budget -> Text,
        year -> SmallInt,
        month -> SmallInt,
        part -> Text,
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
        parent -> BigInt,
        path -> BigInt,
        administrator -> Nullable<SmallInt>,
        is_leaf -> Bool,
        utv -> BigInt,
        utch -> BigInt,
        plg -> BigInt,
        plgp -> BigInt,
        plgo -> BigInt,
        obz -> BigInt,
        sumrg -> BigInt,
        name_id -> Nullable<BigInt>,
        source_line -> BigInt,
    }
}

diesel::table! {
    compositions (report_id, path) {
        report_id -> BigInt,
        path -> BigInt,
        administrator -> SmallInt,
        composition -> Binary,
    }
}

diesel::table! {
    administrators (report_id, administrator) {
        report_id -> BigInt,
        administrator -> SmallInt,
        utv -> BigInt,
        utch -> BigInt,
        plg -> BigInt,
        plgp -> BigInt,
        plgo -> BigInt,
        obz -> BigInt,
        sumrg -> BigInt,
        places -> Text,
        composition -> Binary,
    }
}

diesel::table! {
    large_places (report_id, path) {
        report_id -> BigInt,
        path -> BigInt,
        biggest -> Text,
        composition -> Binary,
    }
}

diesel::table! {
    budgets (budget) {
        budget -> Text,
    }
}

diesel::table! {
    budget_administrators (administrator, budget) {
        administrator -> SmallInt,
        budget -> Text,
    }
}

diesel::table! {
    differences (report_id, kind, path, measure) {
        report_id -> BigInt,
        kind -> Text,
        path -> BigInt,
        administrator -> Nullable<SmallInt>,
        measure -> Text,
        stated -> BigInt,
        found -> BigInt,
    }
}

diesel::table! {
    plans (id) {
        id -> BigInt,
        load_id -> BigInt,
        source_id -> BigInt,
        budget -> Text,
        year -> SmallInt,
        stage -> Text,
        version -> Integer,
        line_count -> BigInt,
    }
}

diesel::table! {
    plan_lines (plan_id, parent, path) {
        plan_id -> BigInt,
        parent -> BigInt,
        path -> BigInt,
        administrator -> Nullable<SmallInt>,
        is_leaf -> Bool,
        first_year -> BigInt,
        second_year -> BigInt,
        third_year -> BigInt,
        source_line -> BigInt,
    }
}

diesel::table! {
    plan_administrators (plan_id, administrator) {
        plan_id -> BigInt,
        administrator -> SmallInt,
        first_year -> BigInt,
        second_year -> BigInt,
        third_year -> BigInt,
        places -> Text,
    }
}

diesel::table! {
    appraisals (id) {
        id -> BigInt,
        load_id -> BigInt,
        report_id -> BigInt,
        budget -> Text,
        year -> SmallInt,
        month -> SmallInt,
    }
}

diesel::table! {
    signs (appraisal_id, path, kind) {
        appraisal_id -> BigInt,
        path -> BigInt,
        kind -> Text,
        report_id -> BigInt,
        administrator -> SmallInt,
        year -> SmallInt,
        month -> SmallInt,
        amount -> BigInt,
        name_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    reported_names (budget, path, name_id) {
        budget -> Text,
        path -> BigInt,
        name_id -> BigInt,
        administrator -> Nullable<SmallInt>,
        folded -> Text,
        ru -> Text,
    }
}

diesel::table! {
    given_names (bearer, load_id) {
        bearer -> BigInt,
        load_id -> BigInt,
        source_id -> BigInt,
        budget -> Nullable<Text>,
        administrator -> Nullable<SmallInt>,
        kk -> Nullable<Text>,
        ru -> Text,
        en -> Nullable<Text>,
        folded -> Text,
        source_line -> BigInt,
    }
}

diesel::joinable!(publications -> loads (load_id));
diesel::joinable!(sources -> loads (load_id));
diesel::joinable!(reports -> loads (load_id));
diesel::joinable!(lines -> reports (report_id));
diesel::joinable!(lines -> names (name_id));
diesel::joinable!(administrators -> reports (report_id));
diesel::joinable!(large_places -> reports (report_id));
diesel::joinable!(differences -> reports (report_id));
diesel::joinable!(plans -> loads (load_id));
diesel::joinable!(appraisals -> loads (load_id));
diesel::joinable!(signs -> appraisals (appraisal_id));
diesel::joinable!(signs -> names (name_id));
diesel::joinable!(given_names -> loads (load_id));
diesel::allow_tables_to_appear_in_same_query!(
    loads,
    publications,
    sources,
    names,
    reports,
    lines,
    compositions,
    administrators,
    large_places,
    budgets,
    budget_administrators,
    differences,
    appraisals,
    signs,
    plans,
    plan_lines,
    plan_administrators,
    given_names,
);
