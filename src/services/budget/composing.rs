//! The page of a composition: what a line is made of by the other classifications, and the biggest lines below it.

use std::collections::BTreeMap;

use super::drawing::{Drawing, Shown, draw};
use super::opened::{Opened, Told};
use super::{Basis, Done, Looked, Missing, Onlooker, Place, Refused, refuse};
use crate::domain::budget::path::Step;
use crate::domain::budget::{Aspect, Measures, Part, Path, Section, economic};
use crate::domain::region::AdministratorCode;
use crate::storage::StorageError;
use crate::storage::budget::{self, Node, View};

/// How many of the biggest lines are shown.
const BIGGEST: usize = 10;

/// What the page shows.
#[derive(Clone, Debug)]
pub enum Composition {
    /// No figures, and why.
    Missing(Missing),
    /// Figures.
    Made(Box<Made>),
}

/// What a line is made of.
#[derive(Clone, Debug)]
pub struct Made {
    /// The line.
    pub node: Node,
    /// By administrator: of lines above administrators and of the economic classification.
    pub spenders: Of<AdministratorCode>,
    /// By the economic classification: categories, classes, specifics, in its order; of whole sections without specifics.
    pub specifics: Of<Path>,
    /// The biggest lines below, the biggest first.
    pub biggest: Vec<Node>,
}

impl Made {
    /// Every line that the page names.
    fn paths(&self) -> Vec<Path> {
        let mut paths = self.node.path.trail();
        if let Of::Parts(spenders, _) = &self.spenders {
            let spender = |(code, _): &(AdministratorCode, Measures)| {
                Path::of(Section::Departmental).child(code.number()).ok()
            };
            paths.extend(spenders.iter().filter_map(spender));
        }
        if let Of::Parts(specifics, _) = &self.specifics {
            paths.extend(specifics.iter().map(|(path, _)| *path));
        }
        let programme = |node: &Node| node.path.up_to(Step::Programme);
        paths.extend(self.biggest.iter().flat_map(|node| [Some(node.path), programme(node)]).flatten());
        paths
    }
}

/// A breakdown.
#[derive(Clone, Debug)]
pub enum Of<T> {
    /// Such a line is not broken down so.
    NotSo,
    /// It could be, and the source does not tell.
    NotTold,
    /// The parts, and what the line has beyond them.
    Parts(Vec<(T, Measures)>, Option<Measures>),
}

/// Looks at what a line is made of.
pub async fn composition<E: Send + 'static>(
    onlooker: Onlooker<'_>,
    place: Place,
    drawing: Drawing<Looked<Composition>, E>,
) -> Done<Result<Shown, E>> {
    draw(onlooker, place, Aspect::Composition, drawing, move |opened| {
        let Some(path) = place.path else { return refuse(Refused::NotThere) };
        let node = match opened.told(place.path, place.period, Basis::Cumulative)? {
            Told::Missing(missing) => return Ok((Composition::Missing(missing), 0)),
            Told::View(View { node: Some(node), .. }) => node,
            Told::NoLine | Told::View(_) => return refuse(Refused::NotThere),
        };
        let made = made(opened, place, path, node)?;
        opened.mention(made.paths());
        let lines = made.spenders.len() + made.specifics.len() + made.biggest.len();
        Ok((Composition::Made(Box::new(made)), lines))
    })
    .await
}

fn made(opened: &mut Opened<'_>, place: Place, path: Path, node: Node) -> Done<Made> {
    // Specifics and administrators are rolled up from the report itself, also for a tree that is stated on its own.
    let main = opened.of_part(Part::Main)?.get(&place.period).cloned();
    let own = opened.reports(Some(path))?.get(&place.period).cloned();
    let (mut spenders, mut specifics, mut biggest) = (Of::NotSo, Of::NotSo, Vec::new());
    if let Some(main) = &main {
        if is_shared(path) {
            let shares = budget::shares(opened.conn, opened.scope, main, path)?;
            spenders = Of::parts(shares, &node.measures)?;
        }
        if is_composed(path) {
            let composition = budget::composition(opened.conn, opened.scope, main, path)?;
            let corrupt = || StorageError::Corrupt { table: "compositions", id: path.to_string() };
            let mut tree = economic::tree(&composition).ok_or_else(corrupt)?;
            if path.level() == 0 {
                // A whole section holds nearly every specific: those stand in the economic tree, a click further down.
                tree.retain(|part, _| part.step() != Step::Specific);
            }
            specifics = Of::tree(tree, &node.measures)?;
        }
    }
    if let Some(own) = own.filter(|own| own.part == path.section().part()) {
        biggest = budget::biggest(opened.conn, opened.scope, &own, path, BIGGEST)?;
    }
    Ok(Made { node, spenders, specifics, biggest })
}

/// True for lines that several administrators may spend.
fn is_shared(path: Path) -> bool {
    path.administrator().is_none() && is_spent(path) || path.section() == Section::Economic
}

/// True for lines that are made of specifics.
fn is_composed(path: Path) -> bool {
    path.section() != Section::Economic && path.step() != Step::Specific && is_spent(path)
}

/// True where specifics of the report itself stand below the line.
fn is_spent(path: Path) -> bool {
    path.section() == Section::Departmental || crate::domain::budget::rollup::is_spending(path)
}

impl<T> Of<T> {
    fn parts(parts: Vec<(T, Measures)>, whole: &Measures) -> Result<Of<T>, StorageError> {
        if parts.is_empty() {
            return Ok(Of::NotTold);
        }
        let sum = parts.iter().try_fold(Measures::default(), |sum, (_, part)| sum.checked_add(part));
        Of::with_rest(parts, sum, whole)
    }

    fn with_rest(
        parts: Vec<(T, Measures)>,
        sum: Option<Measures>,
        whole: &Measures,
    ) -> Result<Of<T>, StorageError> {
        let rest = sum.and_then(|sum| whole.checked_sub(&sum)).ok_or(StorageError::TooMuch)?;
        Ok(Of::Parts(parts, (rest != Measures::default()).then_some(rest)))
    }

    fn len(&self) -> usize {
        match self {
            Of::NotSo | Of::NotTold => 0,
            Of::Parts(parts, _) => parts.len(),
        }
    }
}

impl Of<Path> {
    fn tree(mut tree: BTreeMap<Path, Measures>, whole: &Measures) -> Result<Of<Path>, StorageError> {
        let Some(sum) = tree.remove(&Path::of(Section::Economic)) else { return Ok(Of::NotTold) };
        Of::with_rest(tree.into_iter().collect(), Some(sum), whole)
    }
}
