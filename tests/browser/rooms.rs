//! The pages of each role, as the demonstration's people find them, in every language, light and dark: axe-core sees
//! what the walk does not come by.

use qarau::domain::lang::Lang;

use crate::chromium::{Chromium, Colours, Scripts, story};
use crate::demo::Demo;

/// Who looks, where: an address, and what is followed from there.
struct Room {
    name: &'static str,
    who: Option<[&'static str; 3]>,
    pages: &'static [(&'static str, &'static [&'static str])],
}

const REMOVAL: &str = ".card__links li:nth-child(2) a";

const ROOMS: [Room; 11] = [
    Room {
        name: "nobody",
        who: None,
        pages: &[("/demo", &[]), ("/demo/mail", &[]), ("/demo/clock", &[]), ("/demo/signature", &[])],
    },
    Room {
        name: "head-with-a-draft",
        who: Some(["Қуанышева", "Ләззат", "Қанатқызы"]),
        pages: &[
            ("/", &[]),
            ("/applications", &[]),
            ("/applications", &["tbody a"]),
            ("/applications", &["tbody a", ".facts__change a"]),
            ("/applications", &["tbody a", ".card__links a"]),
            ("/applications", &["tbody a", REMOVAL]),
        ],
    },
    Room {
        name: "head-with-a-return",
        who: Some(["Төлегенов", "Ілияс", "Нұрғалиұлы"]),
        pages: &[("/applications", &["tbody a"])],
    },
    Room {
        name: "head-who-waits",
        who: Some(["Қасымова", "Алма", "Төлегенқызы"]),
        pages: &[
            ("/applications", &[]),
            ("/applications", &["tbody a"]),
            ("/applications", &["tbody a", "a[href$='/withdrawal']"]),
            ("/applications", &["tbody tr:last-child a"]),
        ],
    },
    Room {
        name: "officer",
        who: Some(["Ахметова", "Шолпан", "Ғаниқызы"]),
        pages: &[
            ("/", &[]),
            ("/applications", &[]),
            ("/record", &[]),
            ("/people", &[]),
            ("/people", &["tbody a"]),
            ("/renewal", &[]),
            ("/substitutions", &[]),
        ],
    },
    Room {
        name: "reviewer",
        who: Some(["Дүйсенова", "Гүлмира", "Серікқызы"]),
        pages: &[
            ("/", &[]),
            ("/considering", &[]),
            ("/considering", &["tbody a"]),
            ("/considering", &["tbody a", "a[href$='/return']"]),
            ("/considering/decided", &[]),
            ("/considering/decided", &["tbody a"]),
        ],
    },
    Room {
        name: "operator",
        who: Some(["Сүлейменов", "Дәурен", "Қанатұлы"]),
        pages: &[
            ("/", &[]),
            ("/granting", &[]),
            ("/granting", &["tbody a"]),
            ("/granting/decided", &[]),
            ("/granting/decided", &["tbody a"]),
            ("/training", &[]),
            ("/training", &["tbody a"]),
            ("/training/courses/new", &[]),
            ("/training/sessions/new", &[]),
            ("/system-roles", &[]),
        ],
    },
    Room {
        name: "auditor-whose-access-ended",
        who: Some(["Шәріпов", "Сәкен", "Серікұлы"]),
        pages: &[("/", &[]), ("/budget/ac", &[])],
    },
    Room {
        name: "auditor",
        who: Some(["Ибраева", "Ләззат", "Жұманқызы"]),
        pages: &[
            ("/", &[]),
            ("/budget/ac", &[]),
            ("/budget/sp", &[]),
            ("/training", &[]),
            ("/duties", &[]),
            ("/why", &[]),
        ],
    },
    Room {
        name: "administrator",
        who: Some(["Смағұлов", "Марат", "Нұрғалиұлы"]),
        pages: &[
            ("/", &[]),
            ("/considering", &["tbody a"]),
            ("/journal", &[]),
            ("/record", &[]),
            ("/people", &[]),
            ("/people", &["tbody a", "a[href$='/substitution']"]),
            ("/people", &["tbody a", "a[href$='/why']"]),
            ("/holds", &[]),
            ("/personnel", &[]),
            ("/personnel/new", &[]),
            ("/substitutions", &[]),
            ("/training", &[]),
            ("/system-roles", &[]),
        ],
    },
    Room {
        name: "planner",
        who: Some(["Наурызбаева", "Ұлжан", "Болатқызы"]),
        pages: &[("/", &[]), ("/considering", &[])],
    },
];

fn every_room_in(colours: Colours, name: &str) {
    let demo = Demo::start();
    story(name, Scripts::On, colours, async |chromium: &Chromium| {
        for room in &ROOMS {
            if let Some(who) = room.who {
                demo.play(chromium, who).await;
            }
            for (number, (path, ways)) in room.pages.iter().enumerate() {
                chromium.go(&format!("{}{path}", demo.origin)).await;
                for way in *ways {
                    chromium.follow(way).await;
                }
                for lang in Lang::ALL.map(Lang::code) {
                    chromium.speak(lang).await;
                    chromium.look(&format!("{name}-{}-{number}-{lang}", room.name)).await;
                }
            }
        }
    });
}

#[test]
fn the_pages_of_each_role_are_accessible_in_light_colours() {
    every_room_in(Colours::Light, "room-light");
}

#[test]
fn the_pages_of_each_role_are_accessible_in_dark_colours() {
    every_room_in(Colours::Dark, "room-dark");
}
