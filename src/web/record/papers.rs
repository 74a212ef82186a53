//! The papers of an application, each in both languages.

use askama::Template;

use crate::domain::application::State;
use crate::services::applications::looking::Shown;
use crate::services::applications::printing::{Paper, PaperLang};
use crate::web::frame::Frame;
use crate::web::parts::Link;
use crate::web::urls;

/// A list of papers to take away.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/papers.html")]
pub struct Papers {
    title: String,
    pdf: String,
    papers: Vec<Row>,
}

impl askama::filters::HtmlSafe for Papers {}

/// One paper: its name, and the ways to it.
#[derive(Clone, Debug)]
struct Row {
    name: String,
    ways: Vec<Way>,
}

/// A paper in one language.
#[derive(Clone, Debug)]
struct Way {
    href: String,
    words: String,
    lang: &'static str,
}

impl Papers {
    /// The papers of an application as it stands.
    pub fn of(frame: &Frame, shown: &Shown) -> Papers {
        let application = &shown.application;
        let id = application.id;
        let paper = |name, paper| row(frame, name, |lang| urls::printed(id, paper, lang));
        let mut papers = vec![paper(frame.t("papers-application"), Paper::Application)];
        let decided = match application.state {
            State::Draft | State::Submitted { .. } | State::Withdrawn { .. } => false,
            State::Forwarded { .. }
            | State::Returned { .. }
            | State::Refused { .. }
            | State::Granted { .. } => true,
        };
        if decided {
            papers.push(paper(frame.t("papers-decision"), Paper::Decision));
        }
        Papers { title: frame.t("papers-title"), pdf: frame.t("papers-pdf"), papers }
    }
}

/// The ways to a certificate, in both languages; `address` gives each, `whose` says it to those who hear it.
pub fn certificate_links(frame: &Frame, whose: &str, address: impl Fn(PaperLang) -> String) -> [Link; 2] {
    PaperLang::ALL.map(|lang| {
        let words = format!("{} {}", frame.t("papers-certificate"), language(frame, lang));
        Link::new(address(lang), words).about(whose)
    })
}

fn row(frame: &Frame, name: String, address: impl Fn(PaperLang) -> String) -> Row {
    let way =
        |lang: PaperLang| Way { href: address(lang), words: language(frame, lang), lang: lang.lang().code() };
    Row { name, ways: PaperLang::ALL.map(way).into() }
}

fn language(frame: &Frame, lang: PaperLang) -> String {
    match lang {
        PaperLang::Kk => frame.t("papers-in-kk"),
        PaperLang::Ru => frame.t("papers-in-ru"),
    }
}
