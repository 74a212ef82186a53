//! Opening a package: which files its descriptor names, and what it says that they are.

use std::path::{Path as FilePath, PathBuf};

use serde_json::Value;

use super::Faults;
use super::lines::{Lines, Sum};

/// Larger descriptors are not ours.
const LONGEST: u64 = 4 << 20;

/// A package whose descriptor was read; its data was not.
#[derive(Clone, Debug)]
pub struct Package {
    /// The facts, in the order in which they are read.
    pub(super) facts: Vec<Resource>,
    /// The plans.
    pub(super) plans: Option<Resource>,
    /// Names of places.
    pub(super) places: Option<Resource>,
    /// Names of codes of the classification.
    pub(super) names: Option<Resource>,
    /// The control totals.
    pub(super) totals: Option<Resource>,
    /// Lists of codes: not read, but they must be what the descriptor says.
    pub(super) lists: Vec<Resource>,
}

/// A file of a package.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its path as the package names it.
    pub path: String,
    /// Where it is.
    pub file: PathBuf,
    /// How many bytes it has.
    pub bytes: u64,
    stated_sha256: Option<String>,
}

impl Package {
    /// Reads a descriptor, and finds the files that it names.
    pub fn open(descriptor: &FilePath) -> Result<Package, Faults> {
        let mut faults = Faults::default();
        let name = descriptor.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let json = match read(descriptor) {
            Ok(json) => json,
            Err(what) => {
                faults.of_file(&name, what);
                return Err(faults);
            }
        };
        let directory = descriptor.parent().unwrap_or_else(|| FilePath::new(""));
        let mut package = Package {
            facts: Vec::new(),
            plans: None,
            places: None,
            names: None,
            totals: None,
            lists: Vec::new(),
        };
        for resource in json.get("resources").and_then(Value::as_array).into_iter().flatten() {
            match Resource::of(resource, directory) {
                Ok((kind, _)) if package.has(&kind) => {
                    faults.of_file(&name, format!("there are two resources of the name {kind:?}"));
                }
                Ok((kind, found)) if kind == "plans" => package.plans = Some(found),
                Ok((kind, found)) if kind == "places" => package.places = Some(found),
                Ok((kind, found)) if kind == "names" => package.names = Some(found),
                Ok((kind, found)) if kind == "totals" => package.totals = Some(found),
                Ok((kind, found)) if kind == "facts" || kind.starts_with("facts-") => {
                    package.facts.push(found)
                }
                Ok((_, found)) => package.lists.push(found),
                Err(what) => faults.of_file(&name, what),
            }
        }
        let mut paths: Vec<&str> = package.all().map(|resource| resource.path.as_str()).collect();
        paths.sort_unstable();
        for twice in paths.windows(2).filter(|pair| pair[0] == pair[1]) {
            faults.of_file(&name, format!("two resources have the path {:?}", twice[0]));
        }
        if package.is_empty() && faults.list.is_empty() {
            let kinds = "\"facts\", or \"facts-\" and a word, or \"plans\", \"places\" or \"names\"";
            faults.of_file(&name, format!("no resource is named {kinds}"));
        }
        if faults.list.is_empty() { Ok(package) } else { Err(faults) }
    }

    /// How many bytes there are to read.
    pub fn bytes(&self) -> u64 {
        self.all().map(|resource| resource.bytes).sum()
    }

    /// True for a name that one resource alone may have, and one has.
    fn has(&self, kind: &str) -> bool {
        let one = match kind {
            "totals" => &self.totals,
            "plans" => &self.plans,
            "places" => &self.places,
            "names" => &self.names,
            _ => return false,
        };
        one.is_some()
    }

    /// True where nothing of it would be kept.
    fn is_empty(&self) -> bool {
        let single = [&self.plans, &self.places, &self.names];
        self.facts.is_empty() && single.into_iter().all(Option::is_none)
    }

    fn all(&self) -> impl Iterator<Item = &Resource> {
        let names = self.places.iter().chain(&self.names);
        self.lists.iter().chain(&self.totals).chain(names).chain(&self.facts).chain(&self.plans)
    }
}

fn read(descriptor: &FilePath) -> Result<Value, String> {
    let size = std::fs::metadata(descriptor).map_err(|error| format!("can't be read: {error}"))?.len();
    if size > LONGEST {
        return Err(format!("a descriptor of {size} bytes is none"));
    }
    let bytes = std::fs::read(descriptor).map_err(|error| format!("can't be read: {error}"))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(bytes).map_err(|error| format!("is not JSON: {error}"))
}

impl Resource {
    /// The name of a resource and its file, or what is wrong with its description.
    fn of(json: &Value, directory: &FilePath) -> Result<(String, Resource), String> {
        let name = json.get("name").and_then(Value::as_str).ok_or("a resource has no name")?;
        let path = match json.get("path") {
            Some(Value::String(path)) => path.clone(),
            Some(Value::Array(paths)) if paths.len() == 1 => {
                paths.first().and_then(Value::as_str).unwrap_or_default().to_owned()
            }
            _ => return Err(format!("{name}: a resource has one path")),
        };
        if !is_inside(&path) {
            return Err(format!("{name}: {path:?} is no path to a file beside the descriptor"));
        }
        is_plain(json).map_err(|what| format!("{name}: {what}"))?;
        let file = directory.join(&path);
        let bytes =
            std::fs::metadata(&file).map_err(|error| format!("{path}: can't be read: {error}"))?.len();
        let stated_sha256 = match json.get("hash").and_then(Value::as_str) {
            None => None,
            Some(hash) => match hash.strip_prefix("sha256:") {
                Some(sha256) => Some(sha256.to_ascii_lowercase()),
                None => {
                    return Err(format!(
                        "{name}: hash {hash:?} can't be compared; give \"sha256:\" and its digits"
                    ));
                }
            },
        };
        let stated_bytes = json.get("bytes").and_then(Value::as_u64);
        if let Some(stated) = stated_bytes.filter(|stated| *stated != bytes) {
            return Err(format!("{path} has {bytes} bytes, {stated} are stated"));
        }
        Ok((name.to_owned(), Resource { path, file, bytes, stated_sha256 }))
    }

    /// What was read must be what the descriptor states.
    pub(super) fn check(&self, sum: &Sum, faults: &mut Faults) {
        if sum.bytes != self.bytes {
            faults.of_file(&self.path, "changed while it was read");
        }
        if let Some(stated) = self.stated_sha256.as_ref().filter(|stated| **stated != sum.sha256) {
            faults.of_file(&self.path, format!("has SHA-256 {}, the descriptor states {stated}", sum.sha256));
        }
    }

    /// Reads a file of which only the sum matters.
    pub(super) fn sum(&self) -> std::io::Result<Sum> {
        Lines::open(&self.file)?.sum()
    }
}

/// Below the directory of the descriptor, with no way out of it; no address elsewhere.
fn is_inside(path: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part != "." && part != "..";
    !path.contains(['\\', ':', '\0']) && path.split('/').all(part)
}

/// UTF-8 with commas is what is read; a descriptor that says otherwise is believed.
fn is_plain(json: &Value) -> Result<(), String> {
    let encoding = json.get("encoding").and_then(Value::as_str).unwrap_or("utf-8");
    if !encoding.eq_ignore_ascii_case("utf-8") {
        return Err(format!("encoding {encoding:?}: only UTF-8 is read"));
    }
    let delimiter = json.get("dialect").and_then(|dialect| dialect.get("delimiter")).and_then(Value::as_str);
    match delimiter {
        None | Some(",") => Ok(()),
        Some(other) => Err(format!("delimiter {other:?}: only the comma is read")),
    }
}
