//! CMS signatures as the national signing program makes them: one signer, its certificate alone, signed attributes.

use chrono::{DateTime, Utc};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA, ID_SIGNING_TIME};
use const_oid::db::rfc5912::{ECDSA_WITH_SHA_256, ID_SHA_256};
use der::asn1::{OctetString, SetOfVec};
use der::{Any, Encode as _, EncodeValue, Tagged};
use p256::ecdsa::DerSignature;
use p256::ecdsa::signature::Signer as _;
use sha2::{Digest as _, Sha256};
use x509_cert::attr::Attribute;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::issuing::time;
use super::{Cause, Credential, DemoAuthorityError};

/// Whether a signature carries what was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// The content is inside the message.
    Attached,
    /// The content stays outside.
    Detached,
}

impl Credential {
    /// Signs `content`; the message in DER states `at` as the signing time.
    pub fn sign(
        &self,
        content: &[u8],
        attachment: Attachment,
        at: DateTime<Utc>,
    ) -> Result<Vec<u8>, DemoAuthorityError> {
        let message = self.message(content, attachment, at).and_then(encode);
        message.map_err(|cause| DemoAuthorityError::new("signing", cause))
    }

    pub(in crate::gateways) fn message(
        &self,
        content: &[u8],
        attachment: Attachment,
        at: DateTime<Utc>,
    ) -> Result<SignedData, Cause> {
        let digest = Sha256::digest(content).to_vec();
        let attached = match attachment {
            Attachment::Attached => Some(Any::encode_from(&OctetString::new(content)?)?),
            Attachment::Detached => None,
        };
        let attributes = vec![
            attribute(ID_CONTENT_TYPE, &ID_DATA)?,
            attribute(ID_SIGNING_TIME, &time(at)?)?,
            attribute(ID_MESSAGE_DIGEST, &OctetString::new(digest)?)?,
        ];
        let certificate = CertificateChoices::Certificate(self.certificate.clone());
        Ok(SignedData {
            version: CmsVersion::V1,
            digest_algorithms: SetOfVec::try_from(vec![algorithm(ID_SHA_256)])?,
            encap_content_info: EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: attached },
            certificates: Some(CertificateSet::try_from(vec![certificate])?),
            crls: None,
            signer_infos: SignerInfos::try_from(vec![self.signer_info(attributes)?])?,
        })
    }

    pub(in crate::gateways) fn signer_info(&self, attributes: Vec<Attribute>) -> Result<SignerInfo, Cause> {
        let attributes = SetOfVec::try_from(attributes)?;
        let signature: DerSignature = self.key.sign(&attributes.to_der()?);
        let own = &self.certificate.tbs_certificate;
        let id =
            IssuerAndSerialNumber { issuer: own.issuer.clone(), serial_number: own.serial_number.clone() };
        Ok(SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(id),
            digest_alg: algorithm(ID_SHA_256),
            signed_attrs: Some(attributes),
            signature_algorithm: algorithm(ECDSA_WITH_SHA_256),
            signature: OctetString::new(signature.as_bytes())?,
            unsigned_attrs: None,
        })
    }
}

/// The message as a file.
pub(in crate::gateways) fn encode(message: SignedData) -> Result<Vec<u8>, Cause> {
    let info = ContentInfo { content_type: ID_SIGNED_DATA, content: Any::encode_from(&message)? };
    Ok(info.to_der()?)
}

pub(in crate::gateways) fn attribute(
    oid: ObjectIdentifier,
    value: &(impl EncodeValue + Tagged),
) -> Result<Attribute, Cause> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![Any::encode_from(value)?])? })
}

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid, parameters: None }
}
