//! The composition root: a portal put together from its configuration, and run.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::gateways::certificates::Anchors;
use crate::gateways::eqyzmet::{Register, Stub};
use crate::gateways::mail::Mailer;
use crate::gateways::ncalayer::Signer;
use crate::services::calendars;
use crate::services::demo::{self, Demo};
use crate::services::outbox::Outbox;
use crate::services::random_token;
use crate::services::sweep::Sweep;
use crate::site::{Mode, Site};
use crate::storage::budget::BudgetDb;
use crate::storage::{Db, Pending, pending};
use crate::web;

/// A portal with what works beside its requests, ready to run.
pub struct Portal {
    app: Arc<App>,
    outbox: Outbox,
    signer: Option<Signer>,
    stub: Option<Stub>,
}

impl Portal {
    /// The production portal of a configuration; refuses whatever is missing, and everything that belongs to a demo.
    pub fn production(config: &Config) -> anyhow::Result<Portal> {
        let host = config.public_origin.split_once("://").map_or("", |(_, host)| host);
        let name = host.rsplit_once(':').map_or(host, |(name, _port)| name);
        let is_loopback = ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| [host, name].contains(own));
        ensure!(
            config.is_https() || is_loopback,
            "public_origin = {}: plain http is for this machine alone; put a proxy with TLS before the portal",
            config.public_origin
        );
        ensure!(
            !config.data_dir.join(demo::MARKER).exists(),
            "{} belongs to a demonstration; production never opens it",
            config.data_dir.display()
        );
        let Pending(missing) = pending(&config.database)?;
        ensure!(missing == 0, "{missing} migrations have not run: run `qarau migrate` first");
        let anchors = read_anchors(&config.anchors)?;
        let (db, clock) = (Db::open(&config.database)?, Clock::System);
        let mailer = match &config.smtp {
            Some(smtp) => Mailer::smtp(smtp, &config.mail_from).context("the mail server")?,
            None => Mailer::folder(&config.mail_folder, &config.mail_from)?,
        };
        let outbox = outbox(config, mailer, &db, &clock);
        let site = Site {
            origin: config.public_origin.clone(),
            listen: (config.address, config.port).into(),
            mode: Mode::Real,
            client_address_header: config.client_address_header.clone(),
            signers: vec![config.signer_url.clone()],
            metrics_token: config.metrics_token,
        };
        let budget = BudgetDb::open(&config.budget_reader)
            .context("the budget, for reading: run `qarau migrate` where it was never made")?;
        let app = App::new(site, clock, db, anchors).with_budget(budget).with_brake(config.personnel_brake);
        let eqyzmet = Register::new(config.eqyzmet_origins.clone(), config.eqyzmet_network);
        Ok(Portal { app: Arc::new(app.with_eqyzmet(eqyzmet)), outbox, signer: None, stub: None })
    }

    /// The demonstration of a configuration whose database is up to date; its clock was moved as the journal says.
    pub async fn demo(config: &Config, clock: Clock) -> anyhow::Result<Portal> {
        ensure!(
            config.address.is_loopback(),
            "a demonstration listens on loopback alone, not on {}",
            config.address
        );
        let db = Db::open(&config.database)?;
        let mailer = Mailer::folder(&config.mail_folder, &config.mail_from)?;
        let outbox = outbox(config, mailer, &db, &clock);
        let demo = Arc::new(Demo::open(outbox.clone(), &config.data_dir.join(demo::KEYS), clock.now())?);
        let pen = demo.pen(clock.clone());
        let signer =
            Signer::bind(0, [config.public_origin.clone()], pen).await.context("the signing program")?;
        let listen = (config.address, config.port).into();
        let site = Site { signers: vec![format!("ws://{}", signer.address()?)], ..Site::demo(listen) };
        let budget = BudgetDb::open(&config.budget_reader).context("the budget, for reading")?;
        let stub = Stub::bind(BTreeMap::new()).await.context("the stand-in for E-Qyzmet")?;
        let eqyzmet = Register::stubbed(stub.address()?);
        let app = App::demo(site, clock, demo, db).with_budget(budget).with_eqyzmet(eqyzmet);
        let app = app.with_brake(config.personnel_brake);
        Ok(Portal { app: Arc::new(app), outbox, signer: Some(signer), stub: Some(stub) })
    }

    /// Its parts.
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Answers requests, delivers letters and signs, until it is told to stop.
    pub async fn run(self) -> anyhow::Result<()> {
        let checking = self.app.checking();
        calendars::begin(&self.app.db, self.app.clock.now()).await.context("the calendar")?;
        let sweep = sweep(&self.app)?;
        let rocket = web::rocket(self.app).ignite().await.context("the web server")?;
        tokio::spawn(self.outbox.keep_delivering());
        tokio::spawn(sweep.keep_sweeping());
        tokio::spawn(checking.keep_checking());
        if let Some(stub) = self.stub {
            tokio::spawn(stub.serve());
        }
        if let Some(signer) = self.signer {
            tokio::spawn(signer.serve());
        }
        rocket.launch().await.context("the web server")?;
        Ok(())
    }
}

fn outbox(config: &Config, mailer: Mailer, db: &Db, clock: &Clock) -> Outbox {
    Outbox { db: db.clone(), mailer, clock: clock.clone(), portal: config.public_origin.clone() }
}

fn sweep(app: &App) -> anyhow::Result<Sweep> {
    let (db, calendars, clock) = (app.db.clone(), app.calendar.clone(), app.clock.clone());
    Ok(Sweep { db, calendars, clock, holder: random_token()?, beat: app.sweep.clone() })
}

fn read_anchors(file: &Path) -> anyhow::Result<Anchors> {
    let why = || format!("anchors = {}: the certificate authorities that are accepted", file.display());
    let anchors = Anchors::from_pem(&std::fs::read_to_string(file).with_context(why)?).with_context(why)?;
    ensure!(!Demo::issued(&anchors), "{}: the demo's authority is never accepted in production", why());
    Ok(anchors)
}
