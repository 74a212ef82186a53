//! What the national certification authority issued a key for.

use super::{Certificate, KeyUse, SignatureFault};

macro_rules! purposes {
    ($($(#[$doc:meta])* $name:ident = $oid:literal;)+) => {
        /// A purpose of the national profile (extended key usage).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Purpose {
            $($(#[$doc])* $name,)+
        }

        impl Purpose {
            /// The purpose of a dotted object identifier; others are nothing to us.
            pub fn parse(oid: &str) -> Option<Purpose> {
                match oid {
                    $($oid => Some(Purpose::$name),)+
                    _ => None,
                }
            }

            /// Its dotted object identifier.
            pub const fn oid(self) -> &'static str {
                match self {
                    $(Purpose::$name => $oid,)+
                }
            }
        }
    };
}

purposes! {
    /// kk жеке тұлға, ru физическое лицо.
    Individual = "1.2.398.3.3.4.1.1";
    /// kk заңды тұлға, ru юридическое лицо: what R11 asks for.
    LegalEntity = "1.2.398.3.3.4.1.2";
    /// kk бірінші басшы, ru первый руководитель.
    Head = "1.2.398.3.3.4.1.2.1";
    /// kk қол қою құқығы бар тұлға, ru лицо с правом подписи.
    Signatory = "1.2.398.3.3.4.1.2.2";
    /// ru лицо с правом подписи финансовых документов.
    FinancialSignatory = "1.2.398.3.3.4.1.2.3";
    /// ru сотрудник отдела кадров.
    Personnel = "1.2.398.3.3.4.1.2.4";
    /// kk ұйым қызметкері, ru сотрудник организации.
    Employee = "1.2.398.3.3.4.1.2.5";
}

/// The purposes of a signing key of a legal entity (R11).
///
/// Neither clientAuth nor emailProtection nor a critical flag is asked for: real certificates lack each of them.
pub(super) fn of_legal_entity(certificate: &Certificate) -> Result<Vec<Purpose>, SignatureFault> {
    let signs = |usage: &KeyUse| match usage {
        KeyUse::DigitalSignature | KeyUse::NonRepudiation => true,
        KeyUse::CertificateSigning => false,
    };
    if !certificate.key_uses.iter().any(signs) {
        return Err(SignatureFault::NotASigningKey);
    }
    let purposes: Vec<_> = certificate.purposes.iter().filter_map(|oid| Purpose::parse(oid)).collect();
    if purposes.contains(&Purpose::LegalEntity) { Ok(purposes) } else { Err(SignatureFault::NotLegalEntity) }
}

#[cfg(test)]
mod tests {
    use super::super::facts::signer;
    use super::*;

    #[test]
    fn a_013_the_key_of_a_legal_entity_made_for_signing() {
        let check = |oids: &[&str], uses: &[KeyUse], expect| {
            let mut certificate = signer("root");
            certificate.purposes = oids.iter().map(|oid| (*oid).to_owned()).collect();
            certificate.key_uses = uses.to_vec();
            assert_eq!(of_legal_entity(&certificate), expect, "{oids:?} {uses:?}");
        };
        let (entity, head) = (Purpose::LegalEntity.oid(), Purpose::Head.oid());
        let email = "1.3.6.1.5.5.7.3.4";
        check(
            &[email, entity, head],
            &[KeyUse::NonRepudiation],
            Ok(vec![Purpose::LegalEntity, Purpose::Head]),
        );
        check(&[entity], &[KeyUse::DigitalSignature], Ok(vec![Purpose::LegalEntity]));
        check(&[entity], &[KeyUse::CertificateSigning], Err(SignatureFault::NotASigningKey));
        check(&[entity], &[], Err(SignatureFault::NotASigningKey));
        let sign = &[KeyUse::DigitalSignature];
        check(&[email, Purpose::Individual.oid()], sign, Err(SignatureFault::NotLegalEntity));
        check(&[head], sign, Err(SignatureFault::NotLegalEntity));
        check(&[], sign, Err(SignatureFault::NotLegalEntity));
        check(&["1.2.398.3.3.4.1.20", "1.2.398.3.3.4.1"], sign, Err(SignatureFault::NotLegalEntity));
    }
}
