//! Who plays in the walk, in which language, and how they sign. Knows no page.

use qarau::domain::lang::Lang;

/// One telling of the walk.
pub struct Tale {
    pub name: &'static str,
    pub lang: Lang,
    pub way: Way,
    pub head: [&'static str; 3],
    pub reviewer: [&'static str; 3],
    pub operator: [&'static str; 3],
    /// The budget that the body's people may see.
    pub own: &'static str,
    pub accepted: Employee,
    pub refused: Employee,
    pub reason: &'static str,
}

/// How texts are signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Program,
    File,
}

/// What the annex asks of an employee.
pub struct Employee {
    pub name: [&'static str; 3],
    pub iin: &'static str,
    pub position: &'static str,
    pub unit: &'static str,
    pub email: &'static str,
    pub purpose: &'static str,
}

impl Employee {
    /// The fields of the form.
    pub fn card(&self) -> [(&'static str, &'static str); 10] {
        let [surname, given, patronymic] = self.name;
        [
            ("surname", surname),
            ("given", given),
            ("patronymic", patronymic),
            ("iin", self.iin),
            ("position", self.position),
            ("unit", self.unit),
            ("qr", "https://e-qyzmet.example/q/4815"),
            ("phone", "8 (7172) 75-00-00"),
            ("email", self.email),
            ("purpose", self.purpose),
        ]
    }
}

/// Akmola, in Kazakh, through the signing program.
pub const AKMOLA: Tale = Tale {
    name: "walk-kk",
    lang: Lang::Kk,
    way: Way::Program,
    head: ["Есенов", "Ерлан", "Ғаниұлы"],
    reviewer: ["Дүйсенова", "Гүлмира", "Серікқызы"],
    operator: ["Сүлейменов", "Дәурен", "Қанатұлы"],
    own: "110000000",
    accepted: Employee {
        name: ["Тұрсынбаева", "Айнұр", "Маратқызы"],
        iin: "880412400711",
        position: "Мемлекеттік аудитор",
        unit: "Бюджет аудиті бөлімі",
        email: "a.tursynbayeva@akmola-audit.example",
        purpose: "Облыстық бюджеттің атқарылуына аудит",
    },
    refused: Employee {
        name: ["Бейсембаев", "Олжас", "Қайратұлы"],
        iin: "910923300721",
        position: "Кеңесші",
        unit: "Заң бөлімі",
        email: "o.beisembayev@akmola-audit.example",
        purpose: "Шарттарды салыстырып тексеру",
    },
    reason: "Лауазымдық міндеттері бюджетті қарауды талап етпейді",
};

/// Karaganda, in Russian, without scripts and by file.
pub const KARAGANDA: Tale = Tale {
    name: "walk-ru",
    lang: Lang::Ru,
    way: Way::File,
    head: ["Мұқанов", "Жандос", "Оразбекұлы"],
    reviewer: ["Темірханов", "Ерлан", "Сапарұлы"],
    operator: ["Оспанова", "Бота", "Бақытқызы"],
    own: "350000000",
    accepted: Employee {
        name: ["Ким", "Наталья", "Сергеевна"],
        iin: "860217400738",
        position: "Государственный аудитор",
        unit: "Отдел аудита бюджета",
        email: "n.kim@karaganda-audit.example",
        purpose: "Аудит исполнения областного бюджета",
    },
    refused: Employee {
        name: ["Ахметов", "Тимур", "Болатович"],
        iin: "931115300745",
        position: "Юрисконсульт",
        unit: "Юридический отдел",
        email: "t.akhmetov@karaganda-audit.example",
        purpose: "Сверка договоров",
    },
    reason: "Должностные обязанности не требуют просмотра бюджета",
};
