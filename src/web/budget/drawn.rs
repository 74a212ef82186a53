//! Pages whose own part is drawn without anything of who asks, and put into each reader's frame.

use askama::Template;

use super::super::answer::{Reply, show as page};
use super::super::error::WebError;
use super::super::frame::Frame;
use super::super::parts::{AsDrawn, PagePath, SummaryCard};
use super::head::right;
use super::refused;
use crate::domain::system::System;
use crate::services::Failure;
use crate::services::budget::{Drawn, Refused, Shown};

#[derive(Template)]
#[template(path = "budget/drawn.html")]
struct DrawnPage<'a> {
    frame: Frame,
    title: &'a str,
    before: AsDrawn<'a>,
    content: AsDrawn<'a>,
    right: SummaryCard,
}

/// Puts what a look shows into the frame of whoever looked.
pub(super) fn show(
    frame: Frame,
    system: System,
    shown: Result<Result<Shown, WebError>, Failure<Refused>>,
) -> Reply {
    match shown {
        Ok(shown) => {
            let shown = shown?;
            let Drawn { title, before, content } = shown.drawn();
            let right = right(&frame, &shown.right);
            page(&DrawnPage {
                title,
                before: AsDrawn::of(before),
                content: AsDrawn::of(content),
                right,
                frame,
            })
        }
        Err(failure) => refused(frame, system, failure),
    }
}

/// What is drawn of a page.
pub(super) fn draw(
    title: String,
    before: Option<&PagePath>,
    content: &impl Template,
) -> Result<Drawn, WebError> {
    let before = before.map(Template::render).transpose().map_err(WebError::broken)?;
    let content = content.render().map_err(WebError::broken)?;
    Ok(Drawn { title, before: before.unwrap_or_default(), content })
}
