//! An uploaded file as a field of a form: taken in up to a limit, so that a file that is too large is a fault at its field
//! and not the end of everything that was typed. Name and type are whatever the browser says, and are not looked at.

use rocket::data::ToByteUnit;
use rocket::form::{self, DataField, FromFormField, ValueField};

use crate::services::qr_pictures::MOST_BYTES;

/// What came with a field for a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Upload {
    /// Nothing was chosen.
    #[default]
    None,
    /// A file.
    File(Vec<u8>),
    /// A file larger than is taken in.
    TooLarge,
}

#[rocket::async_trait]
impl<'r> FromFormField<'r> for Upload {
    /// A form without files sends the empty text for a field where nothing was chosen.
    fn from_value(field: ValueField<'r>) -> form::Result<'r, Upload> {
        if field.value.is_empty() {
            Ok(Upload::None)
        } else {
            Err(form::Error::from(form::error::ErrorKind::Unexpected).into())
        }
    }

    async fn from_data(field: DataField<'r, '_>) -> form::Result<'r, Upload> {
        let read = field.data.open((MOST_BYTES as u64).bytes()).into_bytes().await?;
        Ok(match read.is_complete() {
            false => Upload::TooLarge,
            true if read.is_empty() => Upload::None,
            true => Upload::File(read.into_inner()),
        })
    }
}
