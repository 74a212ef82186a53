//! What `datapackage.json` says: the columns in the words of the budget taxonomy, the sums of the files.

use serde_json::{Value, json};

use super::columns::{
    AMOUNTS, BUDGET, CODE_COUNT, Column, FACTS, NAMES, PERIOD, PLACES, SECTIONS, TOTALS, amount_name, phase,
};
use super::lines::Sum;
use super::plans::{AMOUNTS as PLAN_AMOUNTS, PLANS};
use crate::domain::budget::Measure;

/// The taxonomy of the specification, to which the package adds what Kazakhstan's budget has besides.
const TAXONOMY: &str = "https://frictionlessdata.io/taxonomies/fiscal/budgets.json";

/// What the files turned out to be.
pub(super) struct Sums {
    pub(super) facts: Sum,
    pub(super) totals: Sum,
    pub(super) sections: Sum,
    pub(super) plans: Option<Sum>,
    pub(super) places: Option<Sum>,
    pub(super) names: Option<Sum>,
}

pub(super) fn describe(title: &str, sums: &Sums) -> Value {
    let mut resources = vec![
        resource("facts", &sums.facts, fact_schema()),
        resource("totals", &sums.totals, schema(&TOTALS, &["budget", "period", "section", "measure"])),
        resource("sections", &sums.sections, schema(&SECTIONS, &["section", "heading"])),
    ];
    resources.extend(sums.plans.as_ref().map(|sum| resource("plans", sum, plan_schema())));
    resources.extend(sums.places.as_ref().map(|sum| resource("places", sum, schema(&PLACES, &["kato"]))));
    resources.extend(sums.names.as_ref().map(|sum| resource("names", sum, name_schema())));
    json!({
        "profile": "fiscal-data-package",
        "name": "kz-budget-execution",
        "title": title,
        "countryCode": "KZ",
        "columnTypes": [TAXONOMY, own_types()],
        "resources": resources,
    })
}

fn schema(columns: &[Column], key: &[&str]) -> Value {
    json!({
        "fields": columns.iter().map(field).collect::<Vec<_>>(),
        "missingValues": [""],
        "primaryKey": key,
    })
}

/// A code is named once, under whichever of its places the row names it.
fn name_schema() -> Value {
    let key: Vec<&str> = NAMES[..=CODE_COUNT].iter().map(|column| column.name).collect();
    schema(&NAMES, &key)
}

fn resource(name: &str, sum: &Sum, schema: Value) -> Value {
    json!({
        "profile": "tabular-data-resource",
        "name": name,
        "path": format!("{name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "header": true },
        "bytes": sum.bytes,
        "hash": format!("sha256:{}", sum.sha256),
        "schema": schema,
    })
}

fn fact_schema() -> Value {
    let fields = FACTS.iter().enumerate().map(|(place, column)| {
        let mut field = field(column);
        if let Some(measure) = place.checked_sub(AMOUNTS).and_then(|place| Measure::ALL.get(place)) {
            field["normalize"] = json!({ "phase": phase(*measure), "measure": amount_name(*measure) });
        }
        if place <= PERIOD {
            field["constraints"] = json!({ "required": true });
        }
        field
    });
    let key: Vec<&str> = FACTS[BUDGET..AMOUNTS].iter().map(|column| column.name).collect();
    json!({
        "fields": fields.collect::<Vec<_>>(),
        "missingValues": [""],
        "primaryKey": key,
        "foreignKeys": [{
            "fields": ["section", "heading"],
            "reference": { "resource": "sections", "fields": ["section", "heading"] },
        }],
        "extraFields": [
            { "name": "amount", "type": "number", "columnType": "value", "normalizationTarget": true },
            { "name": "phase", "type": "string", "columnType": "phase:id" },
            { "name": "measure", "type": "string", "columnType": "value-kind:code" },
            { "name": "currency", "type": "string", "columnType": "value-currency:code", "constant": "KZT" },
            { "name": "places", "type": "string", "columnType": "geo:source:codeList", "constant": "KATO" },
        ],
    })
}

/// Plans are in the taxonomy what is proposed and what is approved; which of the two, the stage says.
fn plan_schema() -> Value {
    let key: Vec<&str> = PLANS[..PLAN_AMOUNTS].iter().map(|column| column.name).collect();
    json!({
        "fields": PLANS.iter().map(field).collect::<Vec<_>>(),
        "missingValues": [""],
        "primaryKey": key,
        "foreignKeys": [{
            "fields": ["section", "heading"],
            "reference": { "resource": "sections", "fields": ["section", "heading"] },
        }],
    })
}

fn field(column: &Column) -> Value {
    let mut field = json!({ "name": column.name, "type": column.kind, "title": column.title });
    if column.kind == "number" {
        field["bareNumber"] = json!(true);
        field["decimalChar"] = json!(".");
    }
    if let Some(column_type) = column.column_type {
        field["columnType"] = json!(column_type);
    }
    field
}

/// What the taxonomy has no ColumnType for: months, sections of the form, the classification of receipts.
fn own_types() -> Value {
    let receipts = (1..=4).map(|level| {
        let mut declared = json!({
            "name": format!("kz-receipts:level{level}:code"),
            "dataType": "string",
            "unique": true,
        });
        if level > 1 {
            declared["prior"] = json!(format!("kz-receipts:level{}:code", level - 1));
        }
        declared
    });
    let mut types = vec![
        json!({ "name": "kz-period:month", "dataType": "yearmonth", "unique": true }),
        json!({ "name": "kz-plan:year", "dataType": "year", "unique": true }),
        json!({ "name": "kz-plan:stage", "dataType": "string", "unique": true }),
        json!({ "name": "kz-section:level1:code", "dataType": "string", "unique": true }),
        json!({
            "name": "kz-section:level2:code",
            "dataType": "string",
            "unique": true,
            "prior": "kz-section:level1:code",
        }),
        json!({ "name": "kz-name:label:kk", "dataType": "string" }),
        json!({ "name": "kz-name:label:ru", "dataType": "string" }),
        json!({ "name": "kz-name:label:en", "dataType": "string" }),
        json!({ "name": "kz-section:label:kk", "dataType": "string", "labelOf": "kz-section:level1:code" }),
        json!({ "name": "kz-section:label:ru", "dataType": "string", "labelOf": "kz-section:level1:code" }),
    ];
    types.extend(receipts);
    Value::Array(types)
}
