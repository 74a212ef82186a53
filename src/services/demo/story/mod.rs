//! The story that is under way when a demonstration begins: applications in every state, grants of every kind of body.
//! It is told by calling the services in the order of time, signed with the demo keys, so nothing in it is a shortcut.

mod plot;
mod telling;
mod timing;

use chrono::{DateTime, Utc};

pub use telling::NotTold;

use super::{Demo, country};
use crate::domain::calendar::day_of;
use crate::services::calendars::{self, Calendars};
use telling::Teller;

/// Fills an empty registry and tells the story as it stands on the day of `now`; `progress` hears the number of acts
/// told and of all.
pub async fn tell(
    demo: &Demo,
    kept: &Calendars,
    now: DateTime<Utc>,
    progress: impl Fn(usize, usize),
) -> Result<(), NotTold> {
    let calendar = kept.now(&demo.db).await?;
    let acts = timing::schedule(plot::EPISODES, &calendar, day_of(now))?;
    let before = timing::beginning(&calendar, day_of(now))?;
    calendars::begin(&demo.db, before).await?;
    country::fill(&demo.db, before).await?;
    let mut teller = Teller::new(demo, kept, before).await?;
    teller.name_superiors(before).await?;
    for (told, act) in acts.iter().enumerate() {
        progress(told, acts.len());
        teller.perform(act).await?;
    }
    teller.hold_training(now).await?;
    progress(acts.len(), acts.len());
    Ok(())
}
