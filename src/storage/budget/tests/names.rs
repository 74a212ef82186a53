//! Names that came with loads: the newest published counts, a published one never changes, and nobody learns one of what
//! is outside the scope, neither from a query that forgets it nor from a search.

use diesel::prelude::*;
use diesel::{sql_query, sql_types};

use super::planning::two_spenders;
use super::*;
use crate::domain::budget::search::Query;
use crate::domain::budget::{Bearer, Given, GivenName, Names, Stage};
use crate::storage::budget::given::meant;

pub(super) const OKRUG: &str = "113230000";
const OTHER: &str = "153230000";

pub(super) fn place(code: &str, ru: &str) -> Given {
    named(Bearer::Place(Kato::parse(code).expect("nine digits")), ru)
}

pub(super) fn code(text: &str, ru: &str) -> Given {
    named(Bearer::of(path(text)).expect("a code"), ru)
}

fn named(bearer: Bearer, ru: &str) -> Given {
    let name = GivenName { kk: Some(format!("{ru} ауылы")), ru: ru.to_owned(), en: None };
    Given { bearer, name, source_line: 2 }
}

impl Fixture {
    pub(super) fn load_names(&self, moment: &str, names: &[Given]) {
        let done: Result<(), StorageError> = self.try_names(moment, names, Ok(()));
        done.expect("loaded");
    }

    fn try_names(
        &self,
        moment: &str,
        names: &[Given],
        end: Result<(), StorageError>,
    ) -> Result<(), StorageError> {
        load(&self.url, Format::Package, moment.parse().expect("an instant"), |loading| {
            loading.source(&SourceFile { name: "places.csv".into(), sha256: "0".repeat(64), rows: 1 })?;
            loading.names(names)?;
            end
        })
    }

    async fn names(&self, scope: Scope, of: &[Given], known: Known) -> Names {
        let bearers: Vec<Bearer> = of.iter().map(|given| given.bearer).collect();
        let read = self.read_as(scope, move |conn, scope| given_names(conn, scope, bearers, known));
        read.await.expect("names")
    }
}

fn maslikhat() -> Scope {
    scope(BodyKind::Maslikhat, Some(AKMOLA), None, System::Ac)
}

fn russian(names: &Names, given: &Given) -> Option<String> {
    names.of(given.bearer).map(|name| name.ru.clone())
}

#[tokio::test]
async fn the_newest_published_name_counts_and_a_day_knows_those_of_its_time() {
    let fixture = fixture();
    let (first, second) = ("2026-11-20T06:00:00Z", "2026-11-22T06:00:00Z");
    let old = [place(OKRUG, "Старый"), code("2.01.2.252.001", "Программа"), place("113232000", "Сосед")];
    fixture.load_names(first, &old);
    fixture.load(&[two_administrators(AKMOLA, "2024-12")]);
    fixture.load_names(second, &[place(OKRUG, "Новый")]);
    let failed =
        fixture.try_names("2026-11-23T06:00:00Z", &[place(OKRUG, "Никакой")], Err(StorageError::TooMuch));
    assert!(matches!(failed, Err(StorageError::TooMuch)));
    let known = |moment: &str| Known::By(moment.parse().expect("an instant"));
    for (known, expect) in [
        (Known::Now, [Some("Новый"), Some("Программа"), Some("Сосед")]),
        (known("2026-11-22T06:00:00Z"), [Some("Новый"), Some("Программа"), Some("Сосед")]),
        (known("2026-11-21T06:00:00Z"), [Some("Старый"), Some("Программа"), Some("Сосед")]),
        (known("2026-11-19T06:00:00Z"), [None; 3]),
    ] {
        let names = fixture.names(chamber(), &old, known).await;
        let found = old.each_ref().map(|given| russian(&names, given));
        assert_eq!(found, expect.map(|name| name.map(str::to_owned)), "{known:?}");
    }
    let asked_alone = fixture.names(chamber(), &old[2..], Known::Now).await;
    assert_eq!(russian(&asked_alone, &old[0]), None, "what is not asked for is not told");
}

#[tokio::test]
async fn a_057_a_published_name_never_changes() {
    let fixture = fixture();
    fixture.load_names("2026-11-20T06:00:00Z", &[place(OKRUG, "Округ")]);
    for statement in [
        "UPDATE given_names SET ru = 'x'",
        "DELETE FROM given_names",
        "INSERT INTO given_names (bearer, load_id, source_id, ru, folded, source_line) VALUES (113236000, 1, 1, 'x', 'x', 1)",
    ] {
        let write = move |conn: &mut Conn| Ok::<_, StorageError>(conn.batch_execute(statement)?);
        let why = fixture.read_all(write).await.expect_err(statement).to_string();
        assert!(why.contains("never changes") || why.contains("read-only"), "{statement}: {why}");
    }
}

/// Two oblasts with one district and one rural district each; names of all places, of codes of everybody's administrators.
fn country() -> (Fixture, Vec<Given>) {
    let fixture = fixture();
    let budgets = [REPUBLICAN, AKMOLA, "113200000", AKTOBE, "153200000"];
    fixture.load(&budgets.map(|code| two_administrators(code, "2024-12")));
    fixture.load(&[OKRUG, OTHER].map(|code| report(code, "2024-12", &[("2.01.1.124", 5)])));
    let plans = [AKMOLA, AKTOBE].map(|code| two_spenders(code, Stage::Draft));
    fixture.load_plans("2026-11-20T06:00:00Z", &plans);
    let names = vec![
        place(OKRUG, "Свой"),
        place(OTHER, "Чужой"),
        place("153200000", "Чужой район"),
        code("2.01.2.406.777", "Республиканская"),
        code("2.01.2.252.001", "Полиция"),
        code("2.01.1.124.777", "Аким"),
        code("2.09", "Группа"),
    ];
    fixture.load_names("2026-11-20T06:00:00Z", &names);
    (fixture, names)
}

/// What each scope learns from a query that asks for everything: the database's own guard.
#[tokio::test]
async fn a_060_the_database_names_what_the_scope_holds_and_nothing_more() {
    let (fixture, names) = country();
    #[derive(QueryableByName)]
    struct Name {
        #[diesel(sql_type = sql_types::Text)]
        ru: String,
    }
    let all = |conn: &mut Conn| {
        let rows: Vec<Name> = sql_query("SELECT ru FROM given_names ORDER BY bearer").load(conn)?;
        Ok::<_, StorageError>(rows.into_iter().map(|name| name.ru).collect::<Vec<_>>())
    };
    let db = fixture.portal();
    assert_eq!(db.read_unscoped(all).await.expect("names"), [] as [&str; 0]);
    assert_eq!(db.read_with(scoping::Sight::Loads, all).await.expect("names"), [] as [&str; 0]);
    let of = |kind, region, administrator, system| scope(kind, region, administrator, system);
    let police = |region, system| of(BodyKind::PoliceInternalAudit, Some(region), None, system);
    let check = |scope: Scope, expect: &'static [&'static str]| {
        let db = db.clone();
        async move {
            let found: std::collections::BTreeSet<String> =
                db.read_as(&scope, all).await.expect("names").into_iter().collect();
            assert_eq!(found, expect.iter().map(|name| (*name).to_owned()).collect(), "{scope:?}");
        }
    };
    assert_eq!(db.read_as(&chamber(), all).await.expect("names").len(), names.len());
    check(maslikhat(), &["Свой", "Полиция", "Аким", "Группа"]).await;
    check(
        of(BodyKind::Maslikhat, Some(AKTOBE), None, System::Ac),
        &["Чужой", "Чужой район", "Полиция", "Аким", "Группа"],
    )
    .await;
    check(
        of(BodyKind::Maslikhat, Some("113200000"), None, System::Ac),
        &["Свой", "Полиция", "Аким", "Группа"],
    )
    .await;
    check(of(BodyKind::Maslikhat, Some("710000000"), None, System::Ac), &["Группа"]).await;
    check(of(BodyKind::CentralInternalAudit, None, Some("406"), System::Ac), &["Республиканская", "Группа"])
        .await;
    check(of(BodyKind::CentralInternalAudit, None, Some("217"), System::Ac), &["Группа"]).await;
    check(police(AKTOBE, System::Ac), &["Чужой район", "Полиция", "Группа"]).await;
    check(police("710000000", System::Ac), &["Группа"]).await;
    // Planning knows plans alone: two oblasts have one.
    check(of(BodyKind::Maslikhat, Some(AKMOLA), None, System::Sp), &["Свой", "Полиция", "Группа"]).await;
    check(police(AKTOBE, System::Sp), &["Полиция", "Группа"]).await;
    check(of(BodyKind::CentralInternalAudit, None, Some("406"), System::Sp), &["Группа"]).await;
}

/// who asks for a name by what bears it, or by its words, learns nothing of others.
#[tokio::test]
async fn a_049_names_of_others_are_not_told_to_whoever_asks_for_them() {
    let (fixture, names) = country();
    let found = fixture.names(maslikhat(), &names, Known::Now).await;
    let told: Vec<bool> = names.iter().map(|given| found.of(given.bearer).is_some()).collect();
    assert_eq!(told, [true, false, false, false, true, true, true]);
    let asked = |scope: Scope, words: &'static str| {
        let query = Query::parse(words).expect("a query");
        fixture.read_as(scope, move |conn, scope| meant(conn, scope, &query, Known::Now))
    };
    let bearers = |found: Vec<(_, Bearer)>| found.into_iter().map(|(_, bearer)| bearer).collect::<Vec<_>>();
    assert_eq!(bearers(asked(maslikhat(), "свой ау").await.expect("found")), [names[0].bearer]);
    assert_eq!(bearers(asked(maslikhat(), "чужой").await.expect("found")), []);
    assert_eq!(bearers(asked(chamber(), "ЧУЖОЙ").await.expect("found")), [names[2].bearer, names[1].bearer]);
    assert_eq!(bearers(asked(maslikhat(), "республиканская").await.expect("found")), []);
}

#[tokio::test]
async fn something_is_found_by_its_present_name_alone() {
    let fixture = fixture();
    fixture.load_names("2026-11-20T06:00:00Z", &[place(OKRUG, "Прежний")]);
    fixture.load_names("2026-11-21T06:00:00Z", &[place(OKRUG, "Нынешний")]);
    let count = |words: &'static str, known| {
        let query = Query::parse(words).expect("a query");
        fixture.read_as(chamber(), move |conn, scope| Ok(meant(conn, scope, &query, known)?.len()))
    };
    assert_eq!(count("прежний", Known::Now).await.expect("found"), 0);
    assert_eq!(count("НЫНЕШНИЙ аулы", Known::Now).await.expect("found"), 0);
    assert_eq!(count("нынешний ауылы", Known::Now).await.expect("found"), 1);
    let then = Known::By("2026-11-20T12:00:00Z".parse().expect("an instant"));
    assert_eq!(count("прежний", then).await.expect("found"), 1);
}
