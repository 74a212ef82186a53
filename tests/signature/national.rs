//! Real messages and certificates of the national authority's test environment, where they lie beside the repository.

use std::path::PathBuf;

use qarau::domain::signature::SignatureFault;
use qarau::gateways::certificates::{Anchors, verify};

fn samples() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/eds");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("NOT TESTED: the national samples are absent from {}", folder.display());
    None
}

#[test]
fn gost_signatures_are_refused_by_their_name() {
    let Some(folder) = samples() else { return };
    let read = |name: &str| std::fs::read(folder.join(name)).expect("a sample");
    let root = Anchors::from_der(&read("root_test_gost_2022.cer")).expect("a root");
    let anchors = root.and(Anchors::from_der(&read("nca_gost2022_test.cer")).expect("an authority"));
    let at = "2026-11-20T09:00:00Z".parse().expect("an instant");
    for name in ["legal_entity_attached.der", "legal_entity_detached.der"] {
        let found = verify(&read(name), &read("legal_entity_document.txt"), &anchors, at);
        assert_eq!(found, Err(SignatureFault::GostNotSupportedYet), "{name}");
    }
}
