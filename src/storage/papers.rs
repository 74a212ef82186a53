//! Papers on which applications rest, and their scans: bytes with their digest, never changed once registered.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::schema::{paper_scans, papers};
use super::{Conn, StorageError, Tx};
use crate::domain::application::{Paper, ScanKind};
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::journal::Digest;

/// A scan as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    /// What kind of file it is.
    pub kind: ScanKind,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Writes down the particulars of a paper, for the first time or anew.
pub fn put(tx: &mut Tx<'_>, id: ApplicationId, paper: &Paper) -> Result<(), StorageError> {
    let values = (
        papers::outgoing.eq(&paper.outgoing),
        papers::dated_on.eq(paper.dated_on),
        papers::received_on.eq(paper.received_on),
        papers::registered_by.eq(paper.by.0),
    );
    let changed = diesel::update(papers::table.find(id.0)).set(values).execute(tx.conn())?;
    if changed == 0 {
        diesel::insert_into(papers::table)
            .values((papers::application_id.eq(id.0), values))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Keeps the scan of a paper; the one before is gone.
pub fn put_scan(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    by: PersonId,
    scan: &Scan,
) -> Result<Digest, StorageError> {
    let (at, digest) = (tx.at().naive_utc(), Digest::of(&scan.content));
    diesel::delete(paper_scans::table.find(id.0)).execute(tx.conn())?;
    diesel::insert_into(paper_scans::table)
        .values((
            paper_scans::application_id.eq(id.0),
            paper_scans::kind.eq(scan.kind.code()),
            paper_scans::sha256.eq(&digest.0[..]),
            paper_scans::content.eq(&scan.content),
            paper_scans::kept_at.eq(at),
            paper_scans::kept_by.eq(by.0),
        ))
        .execute(tx.conn())?;
    Ok(digest)
}

/// The scan of a paper; bytes that are not those of its digest are no scan.
pub fn scan(conn: &mut Conn, id: ApplicationId) -> Result<Option<Scan>, StorageError> {
    let found: Option<(String, Vec<u8>, Vec<u8>)> = paper_scans::table
        .find(id.0)
        .select((paper_scans::kind, paper_scans::sha256, paper_scans::content))
        .first(conn)
        .optional()?;
    let corrupt = || StorageError::Corrupt { table: "paper_scans", id: id.to_string() };
    let Some((kind, sha256, content)) = found else { return Ok(None) };
    if Digest::of(&content).0[..] != sha256[..] {
        return Err(corrupt());
    }
    Ok(Some(Scan { kind: ScanKind::parse(&kind).ok_or_else(corrupt)?, content }))
}

/// The paper of an application, where it rests on one.
pub(super) fn find(conn: &mut Conn, id: ApplicationId) -> Result<Option<Paper>, StorageError> {
    let found: Option<(i64, String, NaiveDate, NaiveDate, i64)> =
        papers::table.find(id.0).first(conn).optional()?;
    let Some((_, outgoing, dated_on, received_on, by)) = found else { return Ok(None) };
    let sha256: Option<Vec<u8>> =
        paper_scans::table.find(id.0).select(paper_scans::sha256).first(conn).optional()?;
    let scan = sha256.map(<[u8; 32]>::try_from).transpose();
    let corrupt = |_| StorageError::Corrupt { table: "paper_scans", id: id.to_string() };
    let scan = scan.map_err(corrupt)?.map(Digest);
    Ok(Some(Paper { outgoing, dated_on, received_on, by: PersonId(by), scan }))
}
