//! `qarau demo`: everything on this machine with nothing to set up. Loopback only.

mod figures;
mod place;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, ensure};
use chrono::TimeDelta;
use clap::Args;

use super::{Done, wait};
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::calendar::day_of;
use crate::portal::Portal;
use crate::services::demo;
use crate::storage::{self, DatabaseUrl, Db};
use crate::telemetry;
use place::{Directory, Found};

/// A fictitious country on this machine, with everybody's keys.
#[derive(Debug, Args)]
pub struct Demo {
    /// Port on loopback.
    #[arg(long)]
    port: Option<u16>,
    /// Directory of the demonstration, made at the first start.
    #[arg(long, value_name = "DIR", default_value = "data/demo")]
    data_dir: PathBuf,
    /// Directory with exports of the state portal "Open budgets", loaded instead of fictitious figures.
    #[arg(long, value_name = "DIR")]
    open_budget: Option<PathBuf>,
}

impl Demo {
    pub(super) fn run(self) -> Done {
        let config = self.config()?;
        // Asked before anything is made; the listener itself comes when everything is ready.
        let listen = std::net::SocketAddr::from((config.address, config.port));
        std::net::TcpListener::bind(listen)
            .with_context(|| format!("{listen} can't be listened on: choose another port with --port"))?;
        let (mut directory, found) = Directory::take(&config.data_dir)?;
        if found == Found::Whole && self.open_budget.is_some() {
            eprintln!("this demonstration is made already: its figures stay as they are");
        }
        wait(async {
            let portal = match found {
                Found::New => {
                    let portal = make(&config, self.open_budget.as_deref()).await?;
                    directory.finish()?;
                    portal
                }
                Found::Whole => reopen(&config).await?,
            };
            say(&config, portal.app());
            portal.run().await
        })??;
        Ok(ExitCode::SUCCESS)
    }

    fn config(&self) -> anyhow::Result<Config> {
        let mut config = Config::embedded(&self.data_dir)?;
        if let Some(port) = self.port {
            config.port = port;
        }
        config.public_origin =
            format!("http://{}", std::net::SocketAddr::from((config.address, config.port)));
        ensure!(
            config.address.is_loopback(),
            "a demonstration listens on loopback alone, not on {}",
            config.address
        );
        let inside = |name: &str| DatabaseUrl::Sqlite(config.data_dir.join(name));
        ensure!(
            config.database == inside("qarau.db")
                && config.budget == inside("budget.db")
                && config.budget_reader == config.budget,
            "a demonstration keeps everything in its own directory: set no database in the environment"
        );
        telemetry::start(config.log_format, "warn,rocket=off");
        Ok(config)
    }
}

async fn make(config: &Config, open_budget: Option<&Path>) -> anyhow::Result<Portal> {
    let begun = Instant::now();
    eprintln!("making a demonstration in {}", config.data_dir.display());
    step(begun, "the databases");
    storage::migrate(&config.database)?;
    storage::budget::migrate(&config.budget)?;
    let portal = Portal::demo(config, Clock::shifted()).await?;
    let app = portal.app().clone();
    let figures = figures::making(config, open_budget, app.clock.now())?;
    if let Some(demo) = &app.demo {
        step(begun, "bodies, people, and a story that is under way");
        let progress = |told: usize, all: usize| {
            if told > 0 && told.is_multiple_of(25) {
                step(begun, &format!("  {told} of {all} acts"));
            }
        };
        demo::tell_story(demo, &app.calendar, app.clock.now(), progress).await?;
        step(begun, "everybody's keys");
        demo.make_keys(app.clock.now()).await?;
    }
    step(begun, "budget figures");
    let lines = figures.await??;
    step(begun, &format!("ready, with {lines} lines of budgets"));
    Ok(portal)
}

fn step(begun: Instant, what: &str) {
    eprintln!("{:5.1} s  {what}", begun.elapsed().as_secs_f32());
}

async fn reopen(config: &Config) -> anyhow::Result<Portal> {
    storage::migrate(&config.database)?;
    storage::budget::migrate(&config.budget)?;
    let (clock, db) = (Clock::shifted(), Db::open(&config.database)?);
    clock.advance(demo::shift(&db).await?);
    if let Some(last) = demo::last_instant(&db).await?
        && last > clock.now()
    {
        clock.advance(last - clock.now() + TimeDelta::seconds(1));
    }
    let portal = Portal::demo(config, clock).await?;
    let app = portal.app();
    app.calendar.now(&app.db).await?.count(day_of(app.clock.now()), 4)?;
    if let Some(demo) = &app.demo {
        demo.make_keys(app.clock.now()).await?;
    }
    Ok(portal)
}

fn say(config: &Config, app: &App) {
    let origin = &config.public_origin;
    println!(
        "\nQarau demonstration: people and bodies are fictitious; budget pages say where figures come from.\n\n  \
         {origin}                the portal\n  \
         {origin}/demo           sign in as anybody: heads, the ministry, the integrator, auditors\n  \
         {origin}/demo/mail      letters that the portal sent\n  \
         {origin}/demo/clock     move time forward\n  \
         {origin}/demo/signature sign a downloaded file, for a browser without JavaScript\n\n  \
         signing program (speaks NCALayer's protocol): {}\n  \
         files: {} (delete the directory to begin anew)\n\nStop with Ctrl-C.",
        app.site.signers.join(", "),
        config.data_dir.display(),
    );
}
