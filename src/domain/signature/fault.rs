//! Why a signature is not accepted: one variant for each cause that somebody can do something about.

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)+) => {
        /// Why a signature proves nothing. The code is stable: journal entries and catalogues use it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
        pub enum SignatureFault {
            $($(#[$doc])* #[error($text)] $name,)+
        }

        impl SignatureFault {
            /// All faults.
            pub const ALL: &[SignatureFault] = &[$(SignatureFault::$name,)+];

            /// The stable code for the journal and the catalogues.
            pub const fn code(self) -> &'static str {
                match self {
                    $(SignatureFault::$name => $code,)+
                }
            }
        }
    };
}

faults! {
    /// Not a CMS `SignedData` in DER, BER, PEM or base64.
    Malformed = "malformed", "this is not a CMS signature";
    /// Longer than any honest signature over a challenge.
    TooLarge = "too_large", "the signature file is too large";
    /// Nested deeper, or of more parts, than any honest signature.
    TooComplex = "too_complex", "the signature file is nested too deeply or has too many parts";
    /// Nobody signed.
    NoSigner = "no_signer", "nobody signed";
    /// More than one signed.
    ManySigners = "many_signers", "more than one signature in the file";
    /// The certificate that the signature names is not in the file.
    CertificateMissing = "certificate_missing", "the signer's certificate is not in the file";
    /// The signature covers no signed attributes.
    AttributesMissing = "attributes_missing", "the signed attributes are missing";
    /// The contentType attribute is missing, repeated, or not that of plain data.
    WrongContentType = "wrong_content_type", "the type of the signed content is not plain data";
    /// The messageDigest attribute is missing or repeated.
    WrongDigestAttribute = "wrong_digest_attribute", "the digest attribute is missing or repeated";
    /// What was signed is not what we asked to sign.
    WrongContent = "wrong_content", "another content was signed";
    /// The arithmetic fails: the file was changed, or another key signed.
    WrongSignature = "wrong_signature", "the signature does not match";
    /// GOST 34.10, which this portal can't check yet.
    GostNotSupportedYet = "gost_not_supported_yet", "the GOST algorithm is not supported yet";
    /// An algorithm that is not on the list, such as SHA-1.
    AlgorithmRefused = "algorithm_refused", "the algorithm is not accepted";
    /// Two places that must name one algorithm name two.
    AlgorithmsDiffer = "algorithms_differ", "the algorithms stated in the file contradict each other";
    /// RSA shorter than 2048 bits or with an exponent under 65537.
    WeakKey = "weak_key", "the key is too weak";
    /// An elliptic curve given by its numbers instead of its name.
    ExplicitCurve = "explicit_curve", "the elliptic curve is not given by name";
    /// No configured authority stands above this certificate.
    UnknownAuthority = "unknown_authority", "the certificate was issued by an unknown authority";
    /// An authority of this name is known, but it did not sign this certificate.
    ForgedCertificate = "forged_certificate", "the authority named in the certificate did not issue it";
    /// A certificate above the signer's may not issue certificates.
    NotAnAuthority = "not_an_authority", "a certificate of the chain may not issue certificates";
    /// More certificates between signer and anchor than allowed.
    PathTooLong = "path_too_long", "the certificate chain is too long";
    /// A certificate of the chain demands something that we can't judge.
    UnknownExtension = "unknown_extension", "the certificate carries a critical extension that is not known";
    /// The signer's certificate is not valid yet.
    NotYetValid = "not_yet_valid", "the certificate is not valid yet";
    /// The signer's certificate has expired.
    Expired = "expired", "the certificate has expired";
    /// A certificate above the signer's is outside its time.
    AuthorityOutOfDate = "authority_out_of_date", "a certificate of the authority is outside its time of validity";
    /// The key was not issued for signing.
    NotASigningKey = "not_a_signing_key", "the key was not issued for signing";
    /// The certificate was not issued to a legal entity (R11, A-013).
    NotLegalEntity = "not_legal_entity", "the certificate is not that of a legal entity";
    /// The subject carries no IIN, or several.
    NoIin = "no_iin", "the certificate names no individual identification number";
    /// The subject carries no BIN, or several.
    NoBin = "no_bin", "the certificate names no business identification number";
    /// The subject carries no readable name of a person.
    NoName = "no_name", "the certificate names no person";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct() {
        let mut codes: Vec<_> = SignatureFault::ALL.iter().map(|fault| fault.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), SignatureFault::ALL.len());
    }
}
