//! The arithmetic of RSA and ECDSA, by `ring`. That of GOST joins here, from the domain.

use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey,
    VerificationAlgorithm,
};

use crate::domain::signature::{Algorithm, Claim};

/// Whether the signature of a claim is what the key's owner alone could have made.
pub fn holds(claim: &Claim<'_>) -> bool {
    let algorithm: &'static dyn VerificationAlgorithm = match claim.algorithm {
        Algorithm::RsaSha256 => &RSA_PKCS1_2048_8192_SHA256,
        Algorithm::RsaSha384 => &RSA_PKCS1_2048_8192_SHA384,
        Algorithm::RsaSha512 => &RSA_PKCS1_2048_8192_SHA512,
        Algorithm::P256Sha256 => &ECDSA_P256_SHA256_ASN1,
        Algorithm::P256Sha384 => &ECDSA_P256_SHA384_ASN1,
        Algorithm::P384Sha256 => &ECDSA_P384_SHA256_ASN1,
        Algorithm::P384Sha384 => &ECDSA_P384_SHA384_ASN1,
    };
    UnparsedPublicKey::new(algorithm, claim.key).verify(claim.message, claim.signature).is_ok()
}
