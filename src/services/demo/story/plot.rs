//! What happens: one line per application. Must not know how it is done, nor on which dates.

use crate::domain::system::System::{self, Ac, Sp};

/// The life of one application.
#[derive(Clone, Copy, Debug)]
pub struct Episode {
    /// The applying body: the host of its people's addresses.
    pub body: &'static str,
    /// What is asked for.
    pub systems: &'static [System],
    /// For whom: names of their addresses.
    pub employees: &'static [&'static str],
    /// When it begins.
    pub start: Start,
    /// What is done, so many working days after the beginning.
    pub steps: &'static [(u32, Deed)],
}

/// A day before the one on which the story is told.
#[derive(Clone, Copy, Debug)]
pub enum Start {
    /// So many working days before.
    WorkingDaysAgo(u32),
    /// So many days before, or on the working day before that.
    DaysAgo(u64),
}

/// Refused employees, by place in the form, each with the reason; the others are accepted.
type Refused = &'static [(usize, &'static str)];

/// An act.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    /// The head writes the form.
    Write,
    /// The head signs and sends it.
    Submit,
    /// The ministry decides on each employee.
    Consider { refused: Refused, late: Option<&'static str> },
    /// The ministry returns it for correction.
    Return(&'static str),
    /// The integrator decides on each employee.
    Grant { refused: Refused, late: Option<&'static str> },
    /// The body takes it back.
    Withdraw,
}

impl Deed {
    /// The minute of the day, in national time, at which it is done.
    pub const fn minute(self) -> i64 {
        match self {
            Deed::Write => 9 * 60 + 30,
            Deed::Withdraw => 10 * 60 + 40,
            Deed::Submit => 11 * 60 + 20,
            Deed::Return(_) | Deed::Consider { .. } => 15 * 60 + 10,
            Deed::Grant { .. } => 16 * 60 + 45,
        }
    }
}

use Deed::{Return, Submit, Withdraw, Write};
use Start::{DaysAgo, WorkingDaysAgo};

const FORWARD: Deed = Deed::Consider { refused: &[], late: None };
const GRANT: Deed = Deed::Grant { refused: &[], late: None };
/// Everybody in time.
const GRANTED: &[(u32, Deed)] = &[(0, Write), (0, Submit), (1, FORWARD), (2, GRANT)];

const fn episode(
    body: &'static str,
    systems: &'static [System],
    employees: &'static [&'static str],
    start: Start,
    steps: &'static [(u32, Deed)],
) -> Episode {
    Episode { body, systems, employees, start, steps }
}

/// The whole story: what is over, what is open, what is under way.
pub const EPISODES: &[Episode] = &[
    episode("akmola-audit", &[Ac], &["r.yermekov"], DaysAgo(790), GRANTED),
    episode("audit-chamber", &[Ac, Sp], &["l.sharipova", "m.zhumabayev"], DaysAgo(700), GRANTED),
    episode("almaty-police", &[Ac], &["s.sharipov"], DaysAgo(520), GRANTED),
    episode("akmola-audit", &[Ac], &["r.yermekov"], DaysAgo(420), GRANTED),
    episode("karaganda-audit", &[Ac], &["zh.yessenova"], DaysAgo(400), GRANTED),
    episode("audit-committee", &[Ac], &["z.mamytova"], DaysAgo(349), GRANTED),
    episode("almaty-maslikhat", &[Ac], &["n.rakhymov"], DaysAgo(345), GRANTED),
    episode(
        "audit-chamber",
        &[Ac, Sp],
        &["l.sharipova", "m.zhumabayev", "zh.abdrakhmanova"],
        DaysAgo(300),
        &[
            (0, Write),
            (0, Submit),
            (
                4,
                Deed::Consider {
                    refused: &[],
                    late: Some("Жүйелерді жаңарту кезінде өтінімдер кезегі екі күн қолжетімсіз болды."),
                },
            ),
            (5, GRANT),
        ],
    ),
    episode(
        "health-ias",
        &[Ac, Sp],
        &["m.doszhanov", "u.yskakova"],
        DaysAgo(200),
        &[
            (0, Write),
            (0, Submit),
            (1, FORWARD),
            (
                2,
                Deed::Grant {
                    refused: &[(1, "Қызметкер E-Qyzmet жүйесінде басқа органда тұр.")],
                    late: None,
                },
            ),
        ],
    ),
    episode("akkol-maslikhat", &[Ac], &["g.baizhanova"], DaysAgo(150), GRANTED),
    episode("turkistan-akimat", &[Sp], &["a.temirkhanov"], DaysAgo(130), GRANTED),
    episode(
        "akmola-audit",
        &[Ac, Sp],
        &["r.yermekov", "i.saduakassova", "t.beisenov"],
        DaysAgo(50),
        &[
            (0, Write),
            (0, Submit),
            (
                2,
                Deed::Consider {
                    refused: &[(2, "QR-код өтінімдегі ЖСН-ге сәйкес келмейді.")], late: None
                },
            ),
            (3, GRANT),
        ],
    ),
    episode("akmola-police", &[Ac], &["z.nauryzbayeva"], DaysAgo(90), GRANTED),
    episode("almaty-police", &[Ac], &["s.kenzhebayeva"], DaysAgo(75), GRANTED),
    episode("kostanay-akimat", &[Ac, Sp], &["l.ibrayeva", "m.duisenov"], DaysAgo(60), GRANTED),
    episode("kurultai", &[Ac, Sp], &["i.karabayev"], DaysAgo(40), GRANTED),
    episode(
        "almaty-audit",
        &[Ac, Sp],
        &["b.alimbayev"],
        DaysAgo(27),
        &[
            (0, Write),
            (0, Submit),
            (1, FORWARD),
            (
                4,
                Deed::Grant {
                    refused: &[],
                    late: Some("Настройка роли для двух систем заняла больше времени, чем ожидалось."),
                },
            ),
        ],
    ),
    episode(
        "agriculture-ias",
        &[Ac],
        &["a.kaliyeva"],
        WorkingDaysAgo(12),
        &[
            (0, Write),
            (0, Submit),
            (1, FORWARD),
            (
                3,
                Deed::Grant {
                    refused: &[(0, "Рөл берілмейді: қызметкердің лауазымы аудит міндеттерін көздемейді.")],
                    late: None,
                },
            ),
        ],
    ),
    episode(
        "karaganda-police",
        &[Ac, Sp],
        &["r.ospanov"],
        WorkingDaysAgo(9),
        &[
            (0, Write),
            (0, Submit),
            (
                1,
                Deed::Consider {
                    refused: &[(0, "Служба не подтвердила создание решением первого руководителя.")],
                    late: None,
                },
            ),
        ],
    ),
    episode(
        "turkistan-akimat",
        &[Ac],
        &["k.smagulova"],
        WorkingDaysAgo(7),
        &[(0, Write), (0, Submit), (1, Withdraw)],
    ),
    episode(
        "almaty-audit",
        &[Ac],
        &["l.torekhanova"],
        WorkingDaysAgo(7),
        &[
            (0, Write),
            (0, Submit),
            (1, Return("Не указана цель доступа второй системы; уточните перечень систем.")),
            (6, Submit),
        ],
    ),
    episode(
        "abai-audit",
        &[Ac],
        &["t.mukanov", "m.tleubayeva"],
        WorkingDaysAgo(6),
        &[(0, Write), (0, Submit), (1, FORWARD)],
    ),
    episode("akmola-police", &[Ac], &["k.suleimenov"], WorkingDaysAgo(5), &[(0, Write), (0, Submit)]),
    episode(
        "akmola-maslikhat",
        &[Ac, Sp],
        &["t.bekmuratov", "sh.kuanysheva"],
        WorkingDaysAgo(5),
        &[
            (0, Write),
            (0, Submit),
            (
                1,
                Return(
                    "Екінші қызметкердің QR-коды оқылмайды. Суретін қайта жүктеп, өтінімді қайта жіберіңіз.",
                ),
            ),
        ],
    ),
    episode(
        "education-ias",
        &[Ac, Sp],
        &["b.omarova", "i.akhmetov"],
        WorkingDaysAgo(2),
        &[(0, Write), (0, Submit), (1, FORWARD)],
    ),
    episode(
        "shymkent-audit",
        &[Ac],
        &["r.nurpeisov"],
        WorkingDaysAgo(3),
        &[(0, Write), (0, Submit), (1, FORWARD)],
    ),
    episode(
        "karaganda-audit",
        &[Ac],
        &["zh.yessenova", "a.kassymov"],
        WorkingDaysAgo(2),
        &[(0, Write), (0, Submit)],
    ),
    episode("health-ias", &[Ac], &["d.zhaksylykov"], WorkingDaysAgo(1), &[(0, Write), (0, Submit)]),
    episode("almaty-maslikhat", &[Ac, Sp], &["n.rakhymov"], WorkingDaysAgo(1), &[(0, Write)]),
    episode("akkol-maslikhat", &[Ac], &["e.sagyntayev"], WorkingDaysAgo(1), &[(0, Write)]),
];
