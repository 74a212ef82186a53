//! Taking a page away as a file: written, hashed, entered in the journal, and only then handed over.

use super::rights::rights_now;
use super::{Done, Onlooker, Place, Refused, Right, refuse};
use crate::domain::journal::{Digest, Event};
use crate::domain::scope::Scope;
pub use crate::gateways::spreadsheet::{FileFormat, NotWritten, Number, Sheet, Table, Value};
use crate::gateways::spreadsheet::{csv, xlsx};

/// What is taken.
#[derive(Clone, Debug)]
pub struct Taking {
    /// The place of the page.
    pub place: Place,
    /// What gave the right to look at it.
    pub right: Right,
    /// Which version of the month the page showed; 0 where it is not reported.
    pub version: i64,
    /// The address of the page.
    pub address: String,
    /// In which form.
    pub format: FileFormat,
}

/// Makes a file of what a look has shown, for whoever looked, and writes down that it was taken. The right is asked again.
pub async fn take(
    onlooker: Onlooker<'_>,
    taking: Taking,
    sheet: &Sheet,
) -> Done<Result<Vec<u8>, NotWritten>> {
    let written = match taking.format {
        FileFormat::Csv => csv(sheet),
        FileFormat::Xlsx => xlsx(sheet, onlooker.at()),
    };
    let bytes = match written {
        Ok(bytes) => bytes,
        Err(why) => return Ok(Err(why)),
    };
    let rows: usize = sheet.tables.iter().map(|table| table.rows.len()).sum();
    let Taking { place, right, version, address, format } = taking;
    let entry = Event::BudgetExtracted {
        grant: right.grant,
        system: place.system,
        budget: place.budget.code(),
        period: place.period.to_string(),
        path: place.path.map(|path| path.to_string()).unwrap_or_default(),
        version,
        rows: i64::try_from(rows).unwrap_or(i64::MAX),
        format: format.code().to_owned(),
        address,
        content: Digest::of(&bytes),
    };
    let (who, at) = (onlooker.who.clone(), onlooker.at());
    onlooker
        .db
        .look(at, move |tx| {
            let (_, still): (Scope, Right) = rights_now(tx.conn(), &who, place.system, at)?;
            if still != right {
                return refuse(Refused::NotThere);
            }
            tx.journal((&who.actor).into(), entry.clone())?;
            Ok(())
        })
        .await?;
    Ok(Ok(bytes))
}
