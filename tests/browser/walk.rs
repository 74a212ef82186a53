//! The whole walk of the README in a real browser, from the annex to the look and its entry in the journal: once in
//! Kazakh through the signing program, once in Russian without scripts and by file. axe-core sees every page on the way.

use chrono::{DateTime, NaiveDate, Utc};
use fantoccini::Locator;
use qarau::clock::Clock;
use qarau::domain::application::Number;
use qarau::domain::calendar::{Calendar, day_of};
use qarau::domain::deadline::Period;
use qarau::domain::grant::Term;
use qarau::domain::lang::Lang;
use qarau::text::{dates, text};

use crate::chromium::{Chromium, Colours, Scripts, story};
use crate::demo::Demo;
use crate::tales::{AKMOLA, Employee, KARAGANDA, Tale, Way};

const ADMINISTRATOR: [&str; 3] = ["Смағұлов", "Марат", "Нұрғалиұлы"];
const ELSEWHERE: &str = "750000000";

fn now() -> DateTime<Utc> {
    Clock::System.now()
}

/// As a browser hands over what is in sight.
fn in_sight(words: String) -> String {
    words.replace('\u{a0}', " ")
}

fn due(period: Period) -> NaiveDate {
    let count = Calendar::built_in().count(day_of(now()), period.working_days());
    count.expect("a day of the calendar").due_on
}

/// A tale being told.
struct Walk<'a> {
    chromium: &'a Chromium,
    demo: &'a Demo,
    tale: &'a Tale,
}

impl Walk<'_> {
    fn text(&self, key: &str) -> String {
        text(self.tale.lang, key)
    }

    fn date(&self, day: NaiveDate) -> String {
        in_sight(dates::date(self.tale.lang, day))
    }

    async fn go(&self, path: &str) {
        self.chromium.go(&format!("{}{path}", self.demo.origin)).await;
    }

    async fn look(&self, page: &str) {
        self.chromium.look(&format!("{}-{page}", self.tale.name)).await;
    }

    /// Signs in as officials do.
    async fn sign_in(&self, name: [&str; 3]) {
        if self.tale.way == Way::Program {
            // The chosen one's key stays in the signing program.
            self.demo.play(self.chromium, name).await;
        }
        self.go("/").await;
        if !self.chromium.all(".account").await.is_empty() {
            self.chromium.follow(".account button").await;
        }
        self.look("home").await;
        self.chromium.follow("a.account__way").await;
        self.look("sign-in").await;
        self.chromium.follow("main form button").await;
        self.sign(name, "sign-in-text").await;
        self.chromium.assert_says(".who__name", name[0]).await;
    }

    /// Signs the text of the present page.
    async fn sign(&self, name: [&str; 3], page: &str) {
        let chromium = self.chromium;
        chromium.find(".signing").await;
        self.look(page).await;
        if self.tale.way == Way::Program {
            return chromium.follow("[data-signing-start]:not([disabled])").await;
        }
        let here = chromium.address().await;
        let text = chromium.download(".signing a[download]").await;
        let content = std::fs::read(&text).expect("the text");
        self.go("/demo/signature").await;
        let key =
            format!("//select[@id='person']/option[starts-with(normalize-space(), '{} ')]", short(name));
        chromium.find_path(&key).await.click().await.expect("a key");
        chromium.bring("#file", &text).await;
        self.look("signature").await;
        let signed = chromium.download("main form button").await;
        assert!(std::fs::read(&signed).expect("a message").len() > content.len(), "the text is inside");
        chromium.go(&here).await;
        chromium.bring(".signing input[type=file]", &signed).await;
        chromium.follow(".signing .button--second").await;
    }

    /// The head writes the annex for two employees, checks it, signs it and sends it.
    async fn apply(&self) -> Number {
        let (chromium, tale) = (self.chromium, self.tale);
        self.sign_in(tale.head).await;
        self.look("desk-of-the-head").await;
        chromium.follow(".nav a[href='/applications']").await;
        self.look("applications").await;
        chromium.follow("a.button[href='/applications/new']").await;
        self.look("begin").await;
        chromium.click("label[for=systems]").await;
        chromium.follow("main form button").await;
        self.look("draft").await;
        chromium.follow(".heading a.button").await;
        chromium.follow("main form button").await;
        assert_eq!(chromium.all(".error-summary a").await.len(), 9, "a patronymic may be missing");
        self.look("employee-with-faults").await;
        self.add(&tale.accepted).await;
        chromium.follow(".heading a.button").await;
        self.look("employee").await;
        self.add(&tale.refused).await;
        for employee in [&tale.accepted, &tale.refused] {
            chromium.assert_says("main", &employee.name.join(" ")).await;
            chromium.assert_says("main", employee.iin).await;
        }
        self.look("check-answers").await;
        chromium.follow("form[action$='/submission'] button").await;
        self.sign(tale.head, "submission").await;
        assert!(chromium.address().await.ends_with("/confirmation"));
        let number = chromium.words(".panel__number strong").await.parse().expect("a number");
        let day = self.date(due(Period::Considering));
        chromium.assert_says(".panel__next", &day).await;
        chromium.assert_says(".deadline__due", &day).await;
        self.look("confirmation").await;
        number
    }

    async fn add(&self, employee: &Employee) {
        for (name, value) in employee.card() {
            self.chromium.write(&format!("#{name}"), value).await;
        }
        self.chromium.follow("main form button").await;
        self.chromium.find(".card").await;
    }

    /// Opens an application from the queue of a desk.
    async fn open(&self, queue: &str, number: Number) {
        self.chromium.follow(&format!(".nav a[href='{queue}']")).await;
        self.look(queue.trim_start_matches('/')).await;
        let row = format!("//table//a[normalize-space()='{number}']");
        self.chromium.follow_path(&row).await;
        self.chromium.assert_says("h1", &number.to_string()).await;
    }

    async fn choose(&self, place: usize, verdict: &str) {
        let cards = self.chromium.all(".verdict .verdict__fields").await;
        let label = format!("input[value={verdict}] + label");
        let label = cards[place].find(Locator::Css(&label)).await.expect("a verdict");
        label.click().await.expect("chosen");
    }

    /// The ministry forwards one employee and refuses the other with a reason.
    async fn consider(&self, number: Number) {
        let (chromium, tale) = (self.chromium, self.tale);
        self.demo.play(self.chromium, tale.reviewer).await;
        self.look("desk-of-the-reviewer").await;
        self.open("/considering", number).await;
        chromium.assert_says(".deadline__due", &self.date(due(Period::Considering))).await;
        self.choose(0, "accept").await;
        self.choose(1, "refuse").await;
        self.look("consider").await;
        chromium.follow(".actions button.button").await;
        assert_eq!(chromium.all(".error-summary a").await.len(), 1, "the reason is missing");
        self.look("consider-with-faults").await;
        let reasons = chromium.all(".verdict textarea").await;
        reasons[1].send_keys(tale.reason).await.expect("a reason");
        chromium.follow(".actions button.button").await;
        assert!(chromium.address().await.ends_with("/outcome"));
        chromium.assert_says(".panel__number", &number.to_string()).await;
        chromium.assert_says(".panel__next", &self.date(due(Period::Granting))).await;
        chromium.assert_says("main", tale.reason).await;
        self.look("considered").await;
    }

    /// The integrator gives access to the one who was forwarded.
    async fn grant(&self, number: Number) {
        let (chromium, tale) = (self.chromium, self.tale);
        self.demo.play(self.chromium, tale.operator).await;
        self.look("desk-of-the-operator").await;
        self.open("/granting", number).await;
        assert_eq!(
            chromium.all(".verdict .verdict__fields").await.len(),
            1,
            "who was refused is not asked for again"
        );
        chromium.assert_says(".deadline__due", &self.date(due(Period::Granting))).await;
        self.choose(0, "accept").await;
        self.look("grant").await;
        chromium.follow(".actions button.button").await;
        assert!(chromium.address().await.ends_with("/outcome"));
        chromium.assert_says(".panel__next", &self.date(Term::year_from(now()).last_day())).await;
        self.look("granted").await;
    }

    /// The integrator writes down that the employee passed the training of the day.
    async fn train(&self) {
        let (chromium, tale) = (self.chromium, self.tale);
        self.go("/training").await;
        self.look("trainings").await;
        chromium.follow("tbody a").await;
        let passed =
            format!("//tr[contains(., '{}')]//option[@value='passed']", tale.accepted.name.join(" "));
        chromium.find_path(&passed).await.click().await.expect("chosen");
        self.look("training").await;
        chromium.follow("form[action$='/outcomes'] button").await;
        self.look("trained").await;
    }

    /// The employee finds a letter.
    async fn read_mail(&self, number: Number) {
        self.go("/demo/mail").await;
        self.look("mail").await;
        let to = format!("//details[.//span[contains(., '<{}>')]]", self.tale.accepted.email);
        let letter = self.chromium.find_path(&to).await;
        if letter.attr("open").await.expect("an answer").is_none() {
            letter.find(Locator::Css("summary")).await.expect("a subject").click().await.expect("opened");
        }
        let words = letter.text().await.expect("words");
        // Whoever is new in the portal is written to in Kazakh.
        let day = dates::date(Lang::Kk, Term::year_from(now()).last_day());
        for wanted in [&number.to_string(), &day, &self.demo.origin] {
            assert!(words.contains(wanted.as_str()), "{wanted:?} is not in the letter:\n{words}");
        }
    }

    /// The employee signs in and looks: section II → group → subgroup → administrators; nothing of another region.
    async fn examine(&self) {
        let (chromium, tale) = (self.chromium, self.tale);
        self.sign_in(tale.accepted.name).await;
        chromium.assert_says(".card", &self.text("system-ac")).await;
        chromium.assert_says(".card", &self.date(Term::year_from(now()).last_day())).await;
        self.look("desk-of-the-auditor").await;
        chromium.follow(".card a[href='/budget/ac']").await;
        self.look("before-the-duties").await;
        chromium.follow("main .actions a.button").await;
        self.look("duties").await;
        chromium.follow("main form button").await;
        chromium.assert_says("main", &self.date(Term::year_from(now()).last_day())).await;
        self.go("/budget/ac").await;
        let budget = chromium.find("#budget option:checked").await.attr("value").await.expect("an answer");
        assert_eq!(budget.as_deref(), Some(tale.own));
        self.look("sections").await;
        for (level, page) in ["section", "group", "subgroup"].into_iter().enumerate() {
            // Section II first, then whatever stands first.
            let below = if level == 0 { "tbody a[href$='path=2']" } else { "tbody a" };
            let line = chromium.words(below).await;
            chromium.follow(below).await;
            assert_eq!(chromium.words("h1").await, line);
            let here = chromium.address().await;
            let (_, path) = here.split_once("path=").expect("a path");
            assert_eq!(path.split('.').count(), level + 1, "{path}");
            assert_eq!(chromium.all(".path li").await.len(), level + 2);
            chromium.assert_says("tfoot", &self.text("budget-total")).await;
            self.look(page).await;
        }
        let code = chromium.words("tbody .figures__code").await;
        assert_eq!(code.len(), 3, "{code} is no administrator");
        let here = chromium.address().await;
        chromium.assert_says("main", "R6.2").await;

        assert!(here.contains(tale.own));
        chromium.go(&here.replace(tale.own, ELSEWHERE)).await;
        assert_eq!(chromium.words("h1").await, self.text("error-not-found-title"));
        assert_eq!(chromium.status().await, 404);
        self.look("elsewhere").await;
        self.go("/record").await;
        chromium.assert_says(".ledger", &self.text("event-budget-looked")).await;
        self.look("record").await;
    }

    /// Every step is in the journal, by whom it was taken, and nothing in it was changed.
    async fn read_journal(&self, number: Number) {
        let (chromium, tale) = (self.chromium, self.tale);
        self.demo.play(self.chromium, ADMINISTRATOR).await;
        self.look("desk-of-the-administrator").await;
        chromium.follow(".nav a[href='/journal']").await;
        self.look("journal").await;
        let steps = [
            ("application_submitted", tale.head, number.to_string()),
            ("employee_decided", tale.reviewer, tale.reason.to_owned()),
            ("application_forwarded", tale.reviewer, String::new()),
            ("grant_given", tale.operator, String::new()),
            ("budget_looked", tale.accepted.name, tale.own.to_owned()),
        ];
        for (code, by, detail) in steps {
            let kind = format!("//select[@id='code']/option[@value='{code}']");
            chromium.find_path(&kind).await.click().await.expect("chosen");
            chromium.follow(".filter button").await;
            chromium.find(".chip").await;
            let entries = format!("//tbody/tr[contains(., '{}')][contains(., '{detail}')]", by.join(" "));
            chromium.find_path(&entries).await;
            let what = self.text(&format!("event-{}", code.replace('_', "-")));
            chromium.assert_says(".ledger__what", &what).await;
        }
        self.look("journal-of-looks").await;
        self.demo.verify_journal();
    }

    async fn tell(&self) {
        self.go("/").await;
        self.chromium.speak(self.tale.lang.code()).await;
        let number = self.apply().await;
        self.consider(number).await;
        self.grant(number).await;
        self.read_mail(number).await;
        self.train().await;
        self.examine().await;
        self.read_journal(number).await;
    }
}

fn short([surname, given, patronymic]: [&str; 3]) -> String {
    let initial = |name: &str| name.chars().next().expect("a letter");
    format!("{surname} {}.{}.", initial(given), initial(patronymic))
}

fn tell(tale: &Tale) {
    let demo = Demo::start();
    let scripts = if tale.way == Way::Program { Scripts::On } else { Scripts::Off };
    story(tale.name, scripts, Colours::Light, async |chromium: &Chromium| {
        Walk { chromium, demo: &demo, tale }.tell().await;
    });
}

#[test]
fn the_walk_in_kazakh_through_the_signing_program() {
    tell(&AKMOLA);
}

#[test]
fn the_walk_in_russian_without_scripts_and_by_file() {
    tell(&KARAGANDA);
}
